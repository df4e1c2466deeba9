site-search-title = Pretraga
site-search-words = Tražene reči
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
site-search-nothing-fewer = Tražite sa manje reči ili bez navodnika.
site-search-without-filters = Traži iste reči bez suženja
site-search-first = Prvi rezultati
site-search-more = Sledeći rezultati
site-search-to-home = Nazad na početnu stranu
site-search-title-words = Rezultati za „{ $words }“
site-search-hint = Pismo i kvačice nisu važni. Reči pod navodnicima moraju stajati jedna za drugom; reč sa minusom ispred izostavlja se; zvezdica posle početka reči zamenjuje nastavak: vuč*.
site-search-operators = U pretragu se može upisati i: rubrika:naziv, autor:ime, pre:2026-09-20, posle:2025.
site-search-sort = Redosled
site-search-sort-best = Prvo najbliži
site-search-sort-newest = Prvo najnoviji
site-search-some-only = Nijedan tekst nema sve ove reči. Ovi imaju neke od njih.
site-search-replaced = Nijedan tekst nema reč „{ $typed }“: ovo su tekstovi sa rečju „{ $by }“.
site-search-exactly = Traži baš „{ $typed }“
site-search-meant = Da li ste mislili:
site-search-end = Nema drugih pronađenih tekstova.
site-search-all-in = Svi pronađeni tekstovi: { $language }
site-search-sections = Pogledajte rubrike
site-search-problem-section = Nijedna rubrika se ne zove „{ $value }“: izaberite je sa spiska ispod. Nije uzeta u obzir.
site-search-problem-sections = Više rubrika ima taj naziv: { $value }. Napišite ga u celini, pod navodnicima.
site-search-problem-author = Nijedan potpis nema ime „{ $value }“: izaberite ga sa spiska ispod. Nije uzet u obzir.
site-search-problem-authors = Više potpisa ima to ime: { $value }. Napišite ga u celini, pod navodnicima.
site-search-problem-date = Datum „{ $value }“ nije prepoznat: napišite ga ovako, 2026-09-20, ili samo godinu. Nije uzet u obzir.
site-search-problem-empty = Nedostaje reč posle „{ $value }“: napišite je bez razmaka.
site-search-problem-crossed = Ova dva datuma se ukrštaju: nijedan dan nije i posle jednog i pre drugog.
