site-search-title = Kërko
site-search-title-words = Kërkimi: { $words }
site-search-words = Fjalët e kërkuara
site-search-hint = Theksat dhe shenjat nuk kanë rëndësi. Fjalët në thonjëza duhet të vijnë njëra pas tjetrës.
site-search-button = Kërko
site-search-filters = Ngushto kërkimin
site-search-section = Rubrika
site-search-section-any = Të gjitha rubrikat
site-search-author = Nënshkrimi
site-search-author-any = Të gjitha nënshkrimet
site-search-language = Gjuha
site-search-language-any = Të gjitha gjuhët
site-search-from = Nga
site-search-to = Deri më
site-search-results = Rezultatet
site-search-count =
    { $count ->
        [one] U gjet { $count } artikull
       *[other] U gjetën { $count } artikuj
    }
site-search-nothing = Nuk u gjet asnjë artikull
site-search-nothing-spelling = Kontrolloni drejtshkrimin, ose provoni një fjalë më të shkurtër a më të zakonshme.
site-search-nothing-fewer = Kërkoni me më pak fjalë: të gjitha duhet të jenë në artikull.
site-search-without-filters = Kërko të njëjtat fjalë pa ngushtim
site-search-first = Rezultatet e para
site-search-more = Rezultate të tjera
site-search-date-wrong = Një datë nuk u kuptua: shkruajeni kështu, 2026-09-20. Ajo nuk u mor parasysh.
site-search-to-home = Kthehu në faqen e parë
