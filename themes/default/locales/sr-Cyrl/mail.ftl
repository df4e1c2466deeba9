mail-read-on = Наставите читање на сајту
mail-read-on-site = Прочитајте овај чланак на сајту
mail-why = { $site } вам шаље ову поруку јер сте затражили билтен „{ $newsletter }“.
mail-sent-to = Порука је послата на { $to }
mail-preferences = Промените подешавања
mail-unsubscribe = Одјавите се
mail-colon = :
mail-range = Од { $from } до { $until }
