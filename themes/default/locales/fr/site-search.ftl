site-search-title = Recherche
site-search-title-words = Recherche : { $words }
site-search-words = Mots cherchés
site-search-hint = Les accents et les signes ne comptent pas. Entre guillemets, les mots doivent se suivre.
site-search-button = Chercher
site-search-filters = Affiner
site-search-section = Rubrique
site-search-section-any = Toutes les rubriques
site-search-author = Signature
site-search-author-any = Toutes les signatures
site-search-language = Langue
site-search-language-any = Toutes les langues
site-search-from = À partir du
site-search-to = Jusqu’au
site-search-results = Résultats
site-search-count =
    { $count ->
        [one] { $count } article trouvé
       *[other] { $count } articles trouvés
    }
site-search-nothing = Aucun article trouvé
site-search-nothing-spelling = Vérifiez l’orthographe, ou essayez un mot plus court ou plus courant.
site-search-nothing-fewer = Cherchez avec moins de mots : tous doivent figurer dans l’article.
site-search-without-filters = Chercher les mêmes mots sans affiner
site-search-first = Premiers résultats
site-search-more = Résultats suivants
site-search-date-wrong = Une date n’a pas été comprise : écrivez-la ainsi, 2026-09-20. Elle n’a pas été prise en compte.
site-search-to-home = Retour à l’accueil
