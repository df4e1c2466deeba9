form-wrong = À corriger
form-danger = C’est définitif : ce qui est supprimé ici ne revient pas, et son adresse répondra « supprimé ».
problem-name-of-text = Donnez un nom dans cette langue, ou videz le texte qui va avec.
problem-title-of-text = Donnez un titre dans cette langue, ou videz le texte qui va avec.
field-place = Place dans le menu
field-place-hint = Les autres rubriques se déplacent d’autant.
