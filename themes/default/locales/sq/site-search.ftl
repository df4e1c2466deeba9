site-search-title = Kërko
site-search-words = Fjalët e kërkuara
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
site-search-nothing-fewer = Kërkoni me më pak fjalë ose pa thonjëza.
site-search-without-filters = Kërko të njëjtat fjalë pa ngushtim
site-search-first = Rezultatet e para
site-search-more = Rezultate të tjera
site-search-to-home = Kthehu në faqen e parë
site-search-title-words = Rezultatet për “{ $words }”
site-search-hint = Theksat dhe alfabetet nuk kanë rëndësi. Fjalët në thonjëza duhet të vijnë njëra pas tjetrës; një fjalë me minus përpara lihet jashtë; një yll pas fillimit zëvendëson vazhdimin: vuç*.
site-search-operators = Në kërkim mund të shkruani edhe: rubrika:emri, autori:emri, para:2026-09-20, pas:2025.
site-search-sort = Renditja
site-search-sort-best = Më të përafërtit së pari
site-search-sort-newest = Më të rinjtë së pari
site-search-some-only = Asnjë artikull nuk i ka të gjitha këto fjalë. Këta kanë disa prej tyre.
site-search-replaced = Asnjë artikull nuk e ka fjalën “{ $typed }”: këta janë artikujt me “{ $by }”.
site-search-exactly = Kërko pikërisht “{ $typed }”
site-search-meant = Mos kërkonit:
site-search-end = Nuk u gjet asnjë artikull tjetër.
site-search-all-in = Të gjithë artikujt e gjetur: { $language }
site-search-sections = Shfletoni rubrikat
site-search-problem-section = Asnjë rubrikë nuk quhet “{ $value }”: zgjidheni nga lista më poshtë. Nuk u mor parasysh.
site-search-problem-sections = Disa rubrika e kanë këtë emër: { $value }. Shkruajeni të plotë, në thonjëza.
site-search-problem-author = Asnjë nënshkrim nuk e ka emrin “{ $value }”: zgjidheni nga lista më poshtë. Nuk u mor parasysh.
site-search-problem-authors = Disa nënshkrime e kanë këtë emër: { $value }. Shkruajeni të plotë, në thonjëza.
site-search-problem-date = Data “{ $value }” nuk u kuptua: shkruajeni kështu, 2026-09-20, ose vetëm vitin. Nuk u mor parasysh.
site-search-problem-empty = Mungon një fjalë pas “{ $value }”: shkruajeni pa hapësirë.
site-search-problem-crossed = Këto dy data kryqëzohen: asnjë ditë nuk është edhe pas njërës, edhe para tjetrës.
