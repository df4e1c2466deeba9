# Bringing subscribers over from another program.
import-title = Bring subscribers over
import-help = From a file exported by The Newsletter Plugin, MailPoet, Mailchimp, Brevo or a spreadsheet. Nothing is written before you have seen what would happen; nobody gets a message.
import-file = File (CSV)
import-file-hint = Separated by semicolons, commas or tabs; 40 MB at most. It is deleted as soon as the import is done.
import-file-name = File
import-newsletter = Newsletter that these people will get
import-language-hint = The language of our messages to these people.
import-column = Column of the addresses
import-column-hint = The other known columns (status, date, IP address, source, list) are told by their titles.
import-column-none = Choose a column
import-everyone = Who these people are
import-everyone-hint = To be changed only for a file that holds nothing but addresses not to be used any more.
import-everyone-as_said = What the file says
import-everyone-unsubscribed = All unsubscribed: addresses to be suppressed
import-everyone-bounced = All bounced: addresses to be suppressed
import-look = See what would happen
import-look-again = Look again
import-otherwise = Choose otherwise
import-no-newsletter = First make the newsletter that these people will get.
import-before = Imports so far
import-state-looked = to be checked
import-state-running = under way
import-state-done = done
import-state-failed = cut off
import-state-discarded = thrown away
import-program-newsletter = Export of The Newsletter Plugin
import-program-mailpoet = Export of MailPoet
import-program-mailchimp = Export of Mailchimp
import-program-brevo = Export of Brevo
import-program-other = Table of another program
import-looked = Nothing is written yet. Check the counts below, then import. If you do not, the file is deleted after a day.
import-no-column = The file does not say where the addresses are: name the column.
import-running = { $percent } % of the import are done. You can leave this page.
import-reload = Reload
import-failed = The file was lost before the end. What is counted here is done; send the file once more for the rest: nothing will be done twice.
import-discard = Throw away
import-now = Import
import-would = What would happen
import-did = What was done
import-lines = { $count ->
    [one] { $count } line read.
   *[other] { $count } lines read.
}
import-count-subscribed = Subscribed
import-count-unsubscribed = Suppressed: unsubscribed
import-count-bounced = Suppressed: bounced
import-count-complained = Suppressed: complaints
import-count-known = Known already
import-count-pending = Not taken: never confirmed
import-count-refused = Not taken: left or suppressed
import-count-invalid = Lines not understood
import-without-proof = { $count ->
    [one] { $count } subscriber has no complete proof of consent (a date, and an IP address, a form or a double confirmation).
   *[other] { $count } subscribers have no complete proof of consent (a date, and an IP address, a form or a double confirmation).
}
import-without-proof-help = After the import you can ask them to confirm.
import-what = This import
import-by = By
import-by-command = Command line
import-when = File received
import-finished = Done
import-asked = Ask to confirm
import-asked-help = Those whose proof is incomplete, and nobody else. Each person is asked once only, at the relay’s pace. Who does not confirm within thirty days gets no more mail; the ledger keeps everything.
import-asking = { $count ->
    [0] The last questions are leaving.
    [one] The questions are leaving; { $count } is left.
   *[other] The questions are leaving; { $count } are left.
}
import-ask = { $count ->
    [one] Send the question to { $count } person
   *[other] Send the question to { $count } people
}
import-asked-nobody = There is nobody to be asked.
import-asked-waiting = Questions to be sent
import-asked-sent = Questions sent
import-asked-failed = Questions rejected
import-asked-confirmed = Confirmed
import-asked-lapsed = No answer, stopped
import-examples = First lines
import-becomes = Becomes
import-since = Since
import-from = IP address, source, list
import-line = Line
import-line-subscribe = subscribed
import-line-suppress = address suppressed
import-line-known = known already, nothing changes
import-line-empty = no address
import-line-address = this is no address
import-line-status = status not known: nothing is guessed
import-line-quote = a quotation mark is not closed: the lines that follow are taken for one
import-line-pending = never confirmed in the other program
import-line-left-list = left this list, is on another
import-line-left-here = unsubscribed here
import-line-suppressed-here = address suppressed here
import-line-confirmed-here = signed up here themselves: stays subscribed
import-not-taken = Lines not taken
import-not-taken-first = The first { $count } of { $all }.
import-not-taken-all = Download the whole list (CSV)
import-why = Why
import-said = Text of the line
subscribers-ledger = Consent ledger (CSV)
subscriber-ledger = This person’s ledger (CSV)
ledger-subscriber = Number
ledger-hash = Hash of the words (SHA-256)
ledger-ip = Network address
ledger-page = Page
said-import-started = The import has begun.
said-import-done = The import is done. Nobody got a message.
said-import-discarded = The file is deleted, nothing was written.
said-import-asked = The questions will leave.
problem-import-file = Choose a file.
problem-import-empty = This file is empty.
problem-import-large = This file is over 40 MB: export it in several parts.
problem-import-newsletter = Choose a newsletter.
problem-import-column = Choose the column that holds the addresses.
problem-import-begun = This import has begun already.
problem-import-discarded = This file was deleted: send it once more.
problem-import-file-gone = This file was deleted: send it once more.
problem-import-elsewhere = This import is under way already.
problem-import-not-done = The import is not done.
problem-import-asked = This person was asked already.
