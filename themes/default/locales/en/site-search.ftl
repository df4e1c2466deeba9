site-search-title = Search
site-search-words = Words to look for
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
site-search-nothing-fewer = Search with fewer words, or without quotation marks.
site-search-without-filters = Search the same words everywhere
site-search-first = First results
site-search-more = More results
site-search-to-home = Back to the home page
site-search-title-words = Results for “{ $words }”
site-search-hint = Accents and scripts do not matter. Words in quotation marks must follow one another; a word with a minus before it is left out; a star after a beginning stands for what follows: vuc*.
site-search-operators = You can also type into the search: section:name, author:name, before:2026-09-20, after:2025.
site-search-sort = Order
site-search-sort-best = Best matches first
site-search-sort-newest = Newest first
site-search-some-only = No article has all these words. These have some of them.
site-search-replaced = No article has the word “{ $typed }”: here are those with “{ $by }”.
site-search-exactly = Search for exactly “{ $typed }”
site-search-meant = Did you mean:
site-search-end = No other article was found.
site-search-all-in = All articles found: { $language }
site-search-sections = Browse the sections
site-search-problem-section = No section is called “{ $value }”: choose one from the list below. It was left out.
site-search-problem-sections = Several sections have that name: { $value }. Write it in full, in quotation marks.
site-search-problem-author = No byline has the name “{ $value }”: choose one from the list below. It was left out.
site-search-problem-authors = Several bylines have that name: { $value }. Write it in full, in quotation marks.
site-search-problem-date = The date “{ $value }” was not understood: write it like this, 2026-09-20, or only the year. It was left out.
site-search-problem-empty = A word is missing after “{ $value }”: write it without a space.
site-search-problem-crossed = These two dates cross: no day is both after the one and before the other.
