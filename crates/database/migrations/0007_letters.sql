-- prepared: how many hours before its hour a digest is shown at the desk, to be arranged (0: not).
ALTER TABLE newsletter ADD COLUMN prepared BIGINT NOT NULL DEFAULT 12;
-- note: the newsroom's own words above a mailing's articles, plain text.
ALTER TABLE mailing ADD COLUMN note TEXT NOT NULL DEFAULT '';
-- How an editor arranged a digest's articles; once its messages are made, which ones they name. The first that is not left out leads.
CREATE TABLE mailing_article (
  mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, article BIGINT NOT NULL, position BIGINT NOT NULL, left_out BOOLEAN NOT NULL,
  PRIMARY KEY (mailing, article)
);
-- Articles that an editor put into the next digest of a newsletter, whatever its filter and their date.
CREATE TABLE digest_extra (
  newsletter BIGINT NOT NULL REFERENCES newsletter (id) ON DELETE CASCADE, article BIGINT NOT NULL, PRIMARY KEY (newsletter, article)
);
-- What the newsroom is alerted to, once for each event. kind: complaints, refused. mailing: which. detail: in figures or the relay's words. seen_at: when an editor put it away.
CREATE TABLE mail_alert (
  id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, detail TEXT NOT NULL, at BIGINT NOT NULL, seen_at BIGINT,
  UNIQUE (kind, mailing)
);
