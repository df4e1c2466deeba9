# The second factor.
code-title = Your second factor
field-code = Code
field-code-hint = The six digits of your app, or a recovery code.
problem-code = This code is not the right one, or was used before.
problem-code-late = Too much time has passed: sign in again.
factor-title = Second factor
factor-help = Besides the password, a code that an app on your telephone shows.
factor-codes = Recovery codes
factor-codes-help = Keep them in a safe place: each works once if the telephone is missing. They are shown only now.
factor-on-since = In use since { $when }.
factor-renew = New recovery codes
factor-turn-off = Ask for no second factor any more
factor-scan = Scan this picture with the app (Aegis, 2FAS, Google Authenticator…).
factor-qr = QR code of the second factor
factor-type = Or type this secret there:
factor-code-hint = The six digits that it then shows.
factor-turn-on = Turn on
said-factor-off = No second factor is asked for any more.
accounts-factor-off = Ask for no second factor any more
audit-account-factor-on = second factor turned on
audit-account-factor-off = second factor turned off
audit-account-factor-codes = new recovery codes
factor-left = { $count ->
    [one] { $count } recovery code is left.
   *[other] { $count } recovery codes are left.
}
