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
