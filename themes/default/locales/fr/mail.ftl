mail-read-on = Lire la suite sur le site
mail-read-on-site = Lire cet article sur le site
mail-why = { $site } vous envoie ce message parce que vous avez demandé à recevoir sa lettre « { $newsletter } ».
mail-sent-to = Message envoyé à { $to }
mail-preferences = Changer vos préférences
mail-unsubscribe = Se désinscrire
mail-colon = { "\u202F" }:
mail-range = Du { $from } au { $until }
