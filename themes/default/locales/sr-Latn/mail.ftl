mail-read-on = Nastavite čitanje na sajtu
mail-read-on-site = Pročitajte ovaj članak na sajtu
mail-why = { $site } vam šalje ovu poruku jer ste zatražili bilten „{ $newsletter }“.
mail-sent-to = Poruka je poslata na { $to }
mail-preferences = Promenite podešavanja
mail-unsubscribe = Odjavite se
mail-colon = :
mail-range = Od { $from } do { $until }
