state-help = What the program knows about itself and its machine at this moment.
state-what = What
state-how = State
state-do = How it stands
state-level-good = in order
state-level-note = good to know
state-level-wrong = to be done
state-all-good = All is in order.
state-all-notes = Nothing is urgent; a few things are good to know.
state-all-wrong = { $count ->
    [one] One thing is to be done.
   *[other] { $count } things are to be done.
}
state-good = All is well.
state-address = Address of the site
state-address-good = Links are made with { $value }.
state-address-plain = { $value } is reached without encryption: put a proxy with TLS before the site, and write https:// in site.address.
state-address-missing = site.address is not set: links in mails and feeds cannot be made. Write [site] address = "https://example.org" into kiosque.toml.
state-database = Database
state-database-open = Others on this machine may read the database: chmod 700 { $value }
state-database-good = It answers and is up to date.
state-set-up = Set-up
state-set-up-missing = The site is not set up: `kiosque account setup-link` prints the link.
state-clock = Clock
state-clock-good = It is plausible.
state-clock-wrong = This machine’s clock is wrong: turn on time synchronisation (systemd-timesyncd).
state-backup = Backup
state-backup-none = No backup was made: `kiosque backup FILE` writes everything into one file. Keep it on another machine.
state-backup-good = { $value ->
    [0] The last one is of today.
    [1] The last one is of yesterday.
   *[other] The last one is { $value } days old.
}
state-backup-old = The last one is { $value } days old: make one with `kiosque backup FILE`.
state-proxy = Proxy
state-proxy-shared = Everyone seems to come from { $value }: that is probably your proxy. Add this address to proxy.trusted, and let the proxy pass X-Forwarded-For on; without it, limits of attempts strike everyone at once.
state-folder = Data folder
state-folder-good = { $value } can be written.
state-folder-closed = { $value } cannot be written: give it to the system account that runs kiosque.
state-key = Key of the site
state-key-open = Others may read { $value }: chmod 600 it.
state-disk = Room on the disk
state-disk-good = { $value } GB are left.
state-disk-little = Only { $value } GB are left: make room, or enlarge the disk.
state-disk-unknown = The room that is left could not be read for { $value }.
state-pages = Reader pages
state-search = Search
state-related = Related articles
state-not-begun = Not begun yet.
state-behind = { $value } changes behind; it catches up by itself.
state-mail = Mail
state-mail-outbox = Mails are kept on this machine, nothing is sent.
