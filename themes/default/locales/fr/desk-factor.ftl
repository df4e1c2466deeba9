# The second factor.
code-title = Votre second facteur
field-code = Code
field-code-hint = Les six chiffres de votre application, ou un code de secours.
problem-code = Ce code n’est pas le bon, ou il a déjà servi.
problem-code-late = Trop de temps a passé : connectez-vous de nouveau.
factor-title = Second facteur
factor-help = En plus du mot de passe, un code que montre une application de votre téléphone.
factor-codes = Codes de secours
factor-codes-help = Notez-les en lieu sûr : chacun sert une fois si le téléphone manque. Ils ne s’affichent que maintenant.
factor-on-since = En service depuis le { $when }.
factor-renew = Nouveaux codes de secours
factor-turn-off = Ne plus demander de second facteur
factor-scan = Photographiez ce dessin dans l’application (Aegis, 2FAS, Google Authenticator…).
factor-qr = Code QR du second facteur
factor-type = Ou tapez-y ce secret :
factor-code-hint = Les six chiffres qu’elle montre alors.
factor-turn-on = Mettre en service
said-factor-off = Le second facteur n’est plus demandé.
accounts-factor-off = Ne plus demander de second facteur
audit-account-factor-on = second facteur mis en service
audit-account-factor-off = second facteur supprimé
audit-account-factor-codes = nouveaux codes de secours
factor-left = { $count ->
    [one] Il reste { $count } code de secours.
   *[other] Il reste { $count } codes de secours.
}
