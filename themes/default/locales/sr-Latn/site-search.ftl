site-search-title = Pretraga
site-search-title-words = Pretraga: { $words }
site-search-words = Tražene reči
site-search-hint = Pismo i kvačice nisu važni. Reči pod navodnicima moraju stajati jedna za drugom.
site-search-button = Traži
site-search-filters = Suzi pretragu
site-search-section = Rubrika
site-search-section-any = Sve rubrike
site-search-author = Potpis
site-search-author-any = Svi potpisi
site-search-language = Jezik
site-search-language-any = Svi jezici
site-search-from = Od
site-search-to = Do
site-search-results = Rezultati
site-search-count =
    { $count ->
        [one] Pronađen { $count } tekst
        [few] Pronađena { $count } teksta
       *[other] Pronađeno { $count } tekstova
    }
site-search-nothing = Nema pronađenih tekstova
site-search-nothing-spelling = Proverite pravopis ili probajte kraću ili češću reč.
site-search-nothing-fewer = Tražite sa manje reči: sve moraju biti u tekstu.
site-search-without-filters = Traži iste reči bez suženja
site-search-first = Prvi rezultati
site-search-more = Sledeći rezultati
site-search-date-wrong = Jedan datum nije prepoznat: napišite ga ovako, 2026-09-20. Nije uzet u obzir.
site-search-to-home = Nazad na početnu stranu
