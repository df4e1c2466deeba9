site-search-title = Претрага
site-search-title-words = Претрага: { $words }
site-search-words = Тражене речи
site-search-hint = Писмо и квачице нису важни. Речи под наводницима морају стајати једна за другом.
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
site-search-nothing-fewer = Тражите са мање речи: све морају бити у тексту.
site-search-without-filters = Тражи исте речи без сужења
site-search-first = Први резултати
site-search-more = Следећи резултати
site-search-date-wrong = Један датум није препознат: напишите га овако, 2026-09-20. Није узет у обзир.
site-search-to-home = Назад на почетну страну
