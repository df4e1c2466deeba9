site-search-title = Recherche
site-search-words = Mots cherchés
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
site-search-nothing-fewer = Cherchez avec moins de mots, ou sans guillemets.
site-search-without-filters = Chercher les mêmes mots sans affiner
site-search-first = Premiers résultats
site-search-more = Résultats suivants
site-search-to-home = Retour à l’accueil
site-search-title-words = Résultats pour « { $words } »
site-search-hint = Les accents et les alphabets ne comptent pas. Entre guillemets, les mots doivent se suivre ; un mot précédé d’un moins est écarté ; une étoile après un début remplace la suite : vuc*.
site-search-operators = On peut aussi écrire dans la recherche : rubrique:nom, auteur:nom, avant:2026-09-20, après:2025.
site-search-sort = Ordre
site-search-sort-best = Les plus proches d’abord
site-search-sort-newest = Les plus récents d’abord
site-search-some-only = Aucun article n’a tous ces mots. Ceux-ci en ont une partie.
site-search-replaced = Aucun article n’a le mot « { $typed } » : voici ceux qui ont « { $by } ».
site-search-exactly = Chercher exactement « { $typed } »
site-search-meant = Cherchiez-vous plutôt :
site-search-end = Aucun autre article trouvé.
site-search-all-in = Tous les articles trouvés : { $language }
site-search-sections = Parcourir les rubriques
site-search-problem-section = Aucune rubrique ne s’appelle « { $value } » : choisissez-la dans la liste ci-dessous. Ce mot n’a pas été pris en compte.
site-search-problem-sections = Plusieurs rubriques ont ce nom : { $value }. Écrivez-le en entier, entre guillemets.
site-search-problem-author = Aucune signature n’a le nom « { $value } » : choisissez-la dans la liste ci-dessous. Ce mot n’a pas été pris en compte.
site-search-problem-authors = Plusieurs signatures ont ce nom : { $value }. Écrivez-le en entier, entre guillemets.
site-search-problem-date = La date « { $value } » n’a pas été comprise : écrivez-la ainsi, 2026-09-20, ou seulement l’année. Elle n’a pas été prise en compte.
site-search-problem-empty = Il manque un mot après « { $value } » : écrivez-le sans espace.
site-search-problem-crossed = Ces deux dates se croisent : aucun jour n’est à la fois après l’une et avant l’autre.
