site-search-title = Search
site-search-title-words = Search: { $words }
site-search-words = Words to look for
site-search-hint = Accents and signs do not matter. Words in quotation marks must follow one another.
site-search-button = Search
site-search-filters = Narrow down
site-search-section = Section
site-search-section-any = All sections
site-search-author = Byline
site-search-author-any = All bylines
site-search-language = Language
site-search-language-any = All languages
site-search-from = From
site-search-to = To
site-search-results = Results
site-search-count =
    { $count ->
        [one] { $count } article found
       *[other] { $count } articles found
    }
site-search-nothing = No article found
site-search-nothing-spelling = Check the spelling, or try a shorter or more common word.
site-search-nothing-fewer = Search with fewer words: all of them must be in the article.
site-search-without-filters = Search the same words everywhere
site-search-first = First results
site-search-more = More results
site-search-date-wrong = A date was not understood: write it like this, 2026-09-20. It was left out.
site-search-to-home = Back to the home page
