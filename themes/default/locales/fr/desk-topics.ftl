# Topics: suggestions beside a text, merging.
topics-suggested = Proposés d’après le texte
topics-why-named = { $count ->
    [one] nommé une fois dans le texte
   *[other] nommé { $count } fois dans le texte
}
topics-why-headline = { $count ->
    [one] nommé dans le titre
   *[other] nommé { $count } fois, dont dans le titre
}
topics-why-near = { $count ->
    [one] thème d’un article proche
   *[other] thème de { $count } articles proches
}
topics-why-repeated = { $count ->
    [one] nommé une fois, pas encore un thème
   *[other] nommé { $count } fois, pas encore un thème
}
topics-merge-ask = Fusionner avec un autre thème…
topics-merge = Fusionner deux thèmes
topics-merge-help = « { $value } » disparaît : ses articles, ses adresses et les lettres qui le suivent passent à l’autre thème. Les textes dans les langues que l’autre n’a pas sont gardés.
topics-merge-choose = Choisir un thème
topics-merge-button = Fusionner
field-into = Dans lequel
said-topics-merged = Les deux thèmes n’en font plus qu’un.
problem-topic-itself = Un thème ne peut pas être fusionné avec lui-même.
problem-topic-missing = Choisissez le thème qui reste.
sections-merge-ask = Fusionner avec une autre rubrique…
sections-merge = Fusionner deux rubriques
sections-merge-help = « { $value } » disparaît : ses articles, son adresse, ses flux et les lettres qui la suivent passent à l’autre rubrique. Les textes dans les langues que l’autre n’a pas sont gardés.
sections-merge-choose = Choisir une rubrique
sections-merge-next = Continuer
sections-merge-sure = « { $from } » disparaît dans « { $into } ». { $count ->
    [0] Aucun article n’y est rangé.
    [one] Un article change de rubrique.
   *[other] { $count } articles changent de rubrique.
  } Les adresses des articles restent ; celle de la rubrique et de ses flux mène à l’autre. On ne peut pas revenir en arrière.
sections-merge-button = Fusionner
said-sections-merged = Les deux rubriques n’en font plus qu’une.
problem-section-itself = Une rubrique ne peut pas être fusionnée avec elle-même.
problem-section-into = Choisissez la rubrique qui reste.
