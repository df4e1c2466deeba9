site-search-title = Претрага
site-search-words = Тражене речи
site-search-button = Тражи
site-search-filters = Сузи претрагу
site-search-section = Рубрика
site-search-section-any = Све рубрике
site-search-author = Потпис
site-search-author-any = Сви потписи
site-search-language = Језик
site-search-language-any = Сви језици
site-search-from = Од
site-search-to = До
site-search-results = Резултати
site-search-count =
    { $count ->
        [one] Пронађен { $count } текст
        [few] Пронађена { $count } текста
       *[other] Пронађено { $count } текстова
    }
site-search-nothing = Нема пронађених текстова
site-search-nothing-spelling = Проверите правопис или пробајте краћу или чешћу реч.
site-search-nothing-fewer = Тражите са мање речи или без наводника.
site-search-without-filters = Тражи исте речи без сужења
site-search-first = Први резултати
site-search-more = Следећи резултати
site-search-to-home = Назад на почетну страну
site-search-title-words = Резултати за „{ $words }“
site-search-hint = Писмо и квачице нису важни. Речи под наводницима морају стајати једна за другом; реч са минусом испред изоставља се; звездица после почетка речи замењује наставак: вуч*.
site-search-operators = У претрагу се може уписати и: рубрика:назив, аутор:име, пре:2026-09-20, после:2025.
site-search-sort = Редослед
site-search-sort-best = Прво најближи
site-search-sort-newest = Прво најновији
site-search-some-only = Ниједан текст нема све ове речи. Ови имају неке од њих.
site-search-replaced = Ниједан текст нема реч „{ $typed }“: ово су текстови са речју „{ $by }“.
site-search-exactly = Тражи баш „{ $typed }“
site-search-meant = Да ли сте мислили:
site-search-end = Нема других пронађених текстова.
site-search-all-in = Сви пронађени текстови: { $language }
site-search-sections = Погледајте рубрике
site-search-problem-section = Ниједна рубрика се не зове „{ $value }“: изаберите је са списка испод. Није узета у обзир.
site-search-problem-sections = Више рубрика има тај назив: { $value }. Напишите га у целини, под наводницима.
site-search-problem-author = Ниједан потпис нема име „{ $value }“: изаберите га са списка испод. Није узет у обзир.
site-search-problem-authors = Више потписа има то име: { $value }. Напишите га у целини, под наводницима.
site-search-problem-date = Датум „{ $value }“ није препознат: напишите га овако, 2026-09-20, или само годину. Није узет у обзир.
site-search-problem-empty = Недостаје реч после „{ $value }“: напишите је без размака.
site-search-problem-crossed = Ова два датума се укрштају: ниједан дан није и после једног и пре другог.
