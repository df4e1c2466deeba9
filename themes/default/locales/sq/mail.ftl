mail-read-on = Vazhdoni leximin në faqe
mail-read-on-site = Lexojeni këtë artikull në faqe
mail-why = { $site } jua dërgon këtë mesazh sepse keni kërkuar buletinin “{ $newsletter }”.
mail-sent-to = Mesazhi iu dërgua adresës { $to }
mail-preferences = Ndryshoni parapëlqimet
mail-unsubscribe = Çregjistrohuni
mail-colon = :
mail-range = Nga { $from } deri më { $until }
