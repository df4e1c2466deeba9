mail-read-on = Read on at the site
mail-read-on-site = Read this article on the site
mail-why = { $site } sends you this message because you asked for its newsletter “{ $newsletter }”.
mail-sent-to = Message sent to { $to }
mail-preferences = Change your preferences
mail-unsubscribe = Unsubscribe
mail-colon = :
mail-range = From { $from } to { $until }
