# The media library.
media-help = Les images du site : chacune y est une fois, avec ce qu’elle montre, sa légende et son crédit.
media-upload = Ajouter des images
media-upload-hint = JPEG, PNG, WebP, GIF ou SVG, 40 Mo au plus chacune ; plusieurs à la fois si vous voulez. Le lieu et l’appareil inscrits dans les photos sont effacés.
media-upload-hint-one = JPEG, PNG, WebP, GIF ou SVG, 40 Mo au plus.
media-upload-button = Envoyer
media-views = Images à afficher
media-all = Toutes
media-without-alt = Sans texte alternatif
media-without-alt-public = { $count ->
    [one] Les lecteurs voient déjà une de ces images : elle vient en premier.
   *[other] Les lecteurs voient déjà { $count } de ces images : elles viennent en premier.
}
media-without-alt-help = Dites ce que montre chaque image à qui ne la voit pas. Celles de l’accueil viennent d’abord, puis celles des articles les plus récents.
media-search = Chercher dans les noms, les textes et les crédits
media-show-all = Voir toutes les images
media-missing-badge = sans texte alternatif
media-no-credit = sans crédit
media-none = Aucune image pour l’instant
media-none-help = Envoyez-en une ci-dessus : elle sera tournée dans le bon sens et mise à toutes les tailles utiles.
media-none-found = Aucune image trouvée
media-none-found-help = Rien ne répond à « { $words } ». Essayez un seul mot, ou un nom propre.
media-none-missing = Toutes les images disent ce qu’elles montrent
media-none-missing-help = Une image ajoutée sans texte alternatif apparaîtra ici.
media-refused = { $count ->
    [one] Un fichier n’a pas été pris
   *[other] { $count } fichiers n’ont pas été pris
}
media-refused-one = { $value } n’a pas été pris.
media-taken = { $count ->
    [one] Cette image est enregistrée
   *[other] Ces { $count } images sont enregistrées
}
media-created = ajoutée le { $when }
media-alt = Texte alternatif
media-alt-hint = Ce que montre l’image, en une phrase, pour qui ne la voit pas.
media-caption = Légende
media-decorative = Image décorative
media-decorative-hint = Elle n’apprend rien de plus que le texte : les lecteurs d’écran la passent.
media-credit = Crédit
media-credit-hint = Qui a fait l’image, par exemple : Ana Verel.
media-rights = Droits inscrits dans le fichier : { $rights }
media-places = Où elle sert
media-places-none = Cette image ne sert nulle part.
media-place-article = article
media-place-draft = en cours d’écriture
media-place-portrait = portrait
media-place-page = page
media-place-logo = logo
media-delete = Supprimer l’image
media-delete-help = L’image et toutes ses tailles disparaissent pour de bon, aussi des courriers déjà envoyés.
media-delete-used = Elle ne peut pas être supprimée tant qu’elle sert : enlevez-la d’abord de ces endroits.
media-choose-image = Image principale
media-choose-portrait = Portrait
media-choose-logo = Logo
media-choose-logo-dark = Logo sur fond sombre
media-choose-new = Nouvelle image
media-choose-file = Fichier
media-choose-upload = Envoyer et prendre
media-choose-current = Image actuelle
media-choose-remove = Enlever l’image
media-choose-library = Prendre une image du site
media-field-choose = Choisir parmi les images du site
media-field-remove = Enlever l’image
media-field-current = Image actuelle
field-portrait = Portrait
field-portrait-hint = Il se voit sous les articles, en rond.
field-logo = Logo
field-logo-hint = Prend la place du nom en haut des pages. Un PNG à fond transparent convient le mieux.
field-logo-dark = Logo sur fond sombre
field-logo-dark-hint = Pour les lecteurs qui ont choisi l’affichage sombre ; sans lui, le logo sert aux deux.
article-image-choose = Choisir une image
article-image-change = Changer ou enlever l’image
article-image-missing-alt = Personne n’a encore dit ce que montre cette image.
advice-pictures-alt = Une image du texte n’a pas de texte alternatif.
said-media-taken = L’image est enregistrée. Dites maintenant ce qu’elle montre.
said-media-known = Cette image était déjà sur le site : la voici.
said-media-taken-all = Les images sont enregistrées.
said-media-saved = C’est enregistré.
said-media-chosen = L’image est en place.
said-media-removed = L’image est enlevée.
state-pictures = Textes alternatifs
state-pictures-missing = Images sans texte alternatif : { $value }
state-pictures-many = Images sans texte alternatif : plus de { $value }
problem-media-in-use = Cette image sert encore : enlevez-la d’abord des endroits nommés ci-dessous.
problem-file-missing = Aucun fichier n’a été choisi.
problem-upload-large = L’envoi était trop gros : les images suivantes ne sont pas venues. Envoyez-les en plusieurs fois.
media-upload-taken = enregistrée
media-upload-failed = L’envoi n’a pas abouti.
media-upload-some-failed = Certains fichiers n’ont pas été pris ; les autres sont enregistrés.
media-upload-retry = Réessayer
media-on-home = à la une
media-alts-language = Écrire les textes en
media-alts-language-take = Choisir
media-alts-save = Enregistrer ces textes
media-old-ask = Chercher aussi dans les anciennes versions
media-old = Dans d’anciennes versions seulement
media-old-none = Aucune ancienne version ne la montre.
media-replace = Remplacer le fichier
media-replace-hint = Partout où elle sert, l’image change ; ses textes et son crédit restent. L’ancien fichier est effacé et son adresse mène au nouveau.
media-replace-button = Remplacer
media-licence = Droits d’utilisation
media-licence-hint = Pour la rédaction ; les lecteurs lisent le crédit.
media-focus = Point à garder
media-focus-hint = Les cartes et les portraits recadrent l’image autour de ce point. Cliquez sur l’image, ou donnez les deux nombres, de 0 à 100.
media-focus-x = Depuis la gauche
media-focus-y = Depuis le haut
media-crop-card = Sur une carte
media-crop-portrait = En portrait
licence-unknown = À préciser
licence-own = Travail de la rédaction
licence-agency = Agence
licence-permission = Avec l’accord de l’auteur
licence-press = Dossier de presse
licence-cc-by = Creative Commons BY
licence-cc-by-sa = Creative Commons BY-SA
licence-free = Libre de droits (domaine public, CC0)
licence-quotation = Citation
said-media-replaced = Le nouveau fichier est en place.
said-media-alts-saved = Les textes sont enregistrés.
said-media-alts-none = Rien n’était écrit : rien n’a changé.
problem-media-same = C’est déjà le fichier de cette image.
problem-media-elsewhere = Ce fichier est déjà une autre image du site : choisissez-la plutôt là où celle-ci sert.
problem-media-focus = Donnez deux nombres de 0 à 100.
media-places-hidden = { $count ->
    [one] Elle sert aussi dans un article que vous ne voyez pas.
   *[other] Elle sert aussi dans { $count } articles que vous ne voyez pas.
}
media-only-read = Vous pouvez vous servir de cette image, mais pas changer ce qui en est dit : demandez-le au secrétariat de rédaction.
media-source = Trouvée sur le web :
problem-elsewhere-address = Cette adresse ne peut pas être demandée : il faut une adresse publique du web, par exemple https://exemple.org/page.
problem-elsewhere-silent = Le site n’a pas répondu.
problem-elsewhere-refused = Le site n’a pas voulu répondre.
problem-elsewhere-picture = L’image de ce site n’a pas pu être prise.
problem-elsewhere-nothing = Le site ne donne ni titre ni image pour cette adresse.
