# Mailings and the local outbox.
mailings-help = Every mailing to subscribers, the newest first.
mailings-what = Mailing
mailings-state = State
mailings-made = Made
mailings-readers = Recipients
mailings-to-send = To be sent
mailings-failed = Rejected or in doubt
mailings-older = Older
mailings-first-page = Start of the list
mailings-none = No mailing yet
mailings-none-help = A mailing is made when an article is published, or at the hour of a daily or weekly newsletter.
mailing-back = All mailings
mailing-article = See the article
mailing-state-held = held
mailing-state-freezing = under way
mailing-state-sending = under way
mailing-state-finished = finished
mailing-state-cancelled = cancelled
mailing-state-expired = too late
mailing-send-now = Send now
mailing-let-go = Send the newsletters left for later, too
mailing-cancel = Cancel the mailing
mailing-course = Course
mailing-fact-made = Made
mailing-fact-hold = The hold ends
mailing-fact-cut-off = Recipients decided
mailing-fact-through = Through at about
mailing-fact-expires = Given up after
mailing-fact-ended = Ended
mailing-hold-forever = Waits until someone sends it
mailing-through-unknown = It cannot be said yet
mailing-audience = Would get it now
mailing-count = Count
mailing-candidates = { $count ->
    [one] { $count } subscriber concerned.
   *[other] { $count } subscribers concerned.
}
mailing-excluded = { $count ->
    [one] { $count } address suppressed.
   *[other] { $count } addresses suppressed.
}
mailing-frozen = { $count ->
    [one] { $count } mail:
   *[other] { $count } mails:
}
mailing-submitted = Submitted
mailing-pending = To be sent
mailing-deferred = Deferred
mailing-rejected = Rejected
mailing-in-doubt = In doubt
mailing-suppressed = Suppressed since
mailing-cancelled = Cancelled
mailing-expired = Too late
mailing-replies = What the relay says
mailing-reply = Reply
mailing-reply-count = Mails
mailing-unsubscribed = Unsubscribed before it was sent
mailing-doubts = Mails in doubt
mailing-doubts-help = The connection broke off at the last moment: these mails may have gone. They are never sent again by themselves. If you find out, say so here.
mailing-doubt-address = Address
mailing-doubt-since = Since
mailing-doubt-words = What happened
mailing-doubt-erased = (subscriber erased)
mailing-arrived = It arrived
mailing-not-arrived = It did not arrive
mailing-newsletters = Newsletters
mailing-newsletter = Newsletter
mailing-newsletter-waiting = goes when the hold ends
mailing-newsletter-later = left for later
mailing-newsletter-closed = recipients decided
mailing-readers-now = Readers now
mailing-test = Send me a test
mailing-test-help = The test goes to { $address }.
mailing-trouble-relay = The relay takes nothing for now: “{ $words }”. Tried again on { $when }.
mailing-trouble-message = The relay refuses this message: “{ $words }”. Tried again on { $when }.
mailing-stopped = The mailing is stopped for now. Nothing goes until someone lets it go on.
mailing-trouble-limit = The relay’s limit is reached. The mailing goes on on { $when }.
confirm-gone = { $count ->
    [one] { $count } has gone already.
   *[other] { $count } have gone already.
}
publish-no-mailing-old = This article’s date is more than two days ago: it is not mailed.
said-article-published-mail = The article is published. The mailing can still be cancelled before its hold ends, on the page “Mailings”.
said-mailing-send-now = The mailing begins.
said-mailing-let-go = The newsletters left for later go.
said-mailing-cancel = The mailing is cancelled. What the relay has taken cannot be called back.
said-mailing-test = The test is on its way.
said-mailing-settled = Noted.
problem-mailing-empty = No article is left in this mailing.
problem-mailing-not-sending = This mailing is not being sent.
problem-note-long = The note is too long: { $value } characters at most.
problem-mailing-over = This mailing is over.
problem-mailing-not-held = This mailing waits no longer.
problem-mailing-nothing-later = No newsletter was left for later.
problem-mailing-under-way = The mailing under way must end first.
problem-mailing-not-in-doubt = This mail is no longer in doubt.
problem-mailing-frozen-elsewhere = Another process is busy with this mailing.
outbox-help = No relay is set: mails stay here, on this machine, instead of leaving.
outbox-subject = Subject
outbox-from = From
outbox-to = To
outbox-date = Date
outbox-back = Local outbox
outbox-html = HTML part
outbox-text = Text part
outbox-headers = Headers
outbox-none = The outbox is empty
outbox-none-help = Confirmations of sign-ups, sign-in links and mailings to subscribers will be kept here.
state-relay = Relay
state-relay-trouble = Takes nothing for now: { $value }
state-last-mailing = Last mailing
state-no-mailing = No mailing yet
state-doubts = Mails in doubt
state-doubts-some = { $value }: see the pages of the mailings
state-deferred = Mails deferred
state-letters = Mails to one person (confirmations, links)
state-letters-waiting = { $value } to be sent
state-letters-failed = { $value } not delivered in the last seven days
field-bounces = Mailbox for bounces (optional)
field-bounces-hint = Gets the notices of mails that could not be delivered. It must take addresses with a plus sign (bounces+anything@…). Empty: bounces go to the sender’s address.
problem-bounces-form = Write a whole address, or leave it empty.
