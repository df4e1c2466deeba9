-- What came back. message: the hash of the mail or event and the place in it, so that the same counts once. address_hash: as suppression keeps it, empty
-- where nobody of ours was named. class: hard, soft, complaint. effect: empty, or suppressed. said: what the mail system said, without addresses.
CREATE TABLE bounce (
  id BIGINT NOT NULL PRIMARY KEY, message TEXT NOT NULL UNIQUE, source TEXT NOT NULL, at BIGINT NOT NULL, mailing BIGINT, subscriber BIGINT,
  address_hash TEXT NOT NULL, class TEXT NOT NULL, reason TEXT NOT NULL, status TEXT NOT NULL, delayed BOOLEAN NOT NULL, said TEXT NOT NULL, effect TEXT NOT NULL
);
CREATE INDEX bounce_address ON bounce (address_hash, at);
CREATE INDEX bounce_mailing ON bounce (mailing, subscriber);
CREATE INDEX bounce_at ON bounce (at);
-- The ways in: when each last brought something, how much in all, and the address that a service asks to be opened once (empty for none).
CREATE TABLE bounce_source (source TEXT NOT NULL PRIMARY KEY, last_at BIGINT NOT NULL, events BIGINT NOT NULL, confirm TEXT NOT NULL);
