-- counted: whether the links of its mails carry the mailing's own mark, and how often each is followed is counted. Never who.
ALTER TABLE newsletter ADD COLUMN counted BOOLEAN NOT NULL DEFAULT FALSE;
-- archived: whether its past mailings stand on the site, on pages without any person.
ALTER TABLE newsletter ADD COLUMN archived BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX mailing_variant_newsletter ON mailing_variant (newsletter, mailing);
-- How often the links of a mailing were followed. path: as it stands in the address, percent-encoded. Written with the mailing's messages.
CREATE TABLE mailing_link (
  mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, path TEXT NOT NULL, followed BIGINT NOT NULL, PRIMARY KEY (mailing, path)
);
