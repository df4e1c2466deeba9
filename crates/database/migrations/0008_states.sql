-- Whom an article waits for, its flags, and how it will be published when its moment comes (JSON, empty when it is not scheduled).
ALTER TABLE article ADD COLUMN assignee BIGINT;
ALTER TABLE article ADD COLUMN flag_legal BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE article ADD COLUMN flag_picture BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE article ADD COLUMN flag_translation BOOLEAN NOT NULL DEFAULT FALSE;
ALTER TABLE article ADD COLUMN schedule TEXT NOT NULL DEFAULT '';
CREATE INDEX article_flag_legal ON article (updated_at, id) WHERE flag_legal;
CREATE INDEX article_flag_picture ON article (updated_at, id) WHERE flag_picture;
CREATE INDEX article_flag_translation ON article (updated_at, id) WHERE flag_translation;
CREATE INDEX article_assignee ON article (assignee, state);
CREATE INDEX article_owner ON article (owner, state);
CREATE INDEX article_scheduled ON article (state, scheduled_at);
-- What happened to an article between people. kind: state, assign, flag, overrule, late, failed. what: the flag, or the checks that were overruled.
CREATE TABLE article_event (
  id BIGINT NOT NULL PRIMARY KEY, article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, at BIGINT NOT NULL, account BIGINT,
  kind TEXT NOT NULL, from_state TEXT NOT NULL, to_state TEXT NOT NULL, what TEXT NOT NULL, assignee BIGINT, note TEXT NOT NULL
);
CREATE INDEX article_event_article ON article_event (article, id);
CREATE INDEX article_event_kind ON article_event (kind, at);
-- Hand-overs that wait for the one mail a day of their account.
CREATE TABLE handover_waiting (
  account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE, event BIGINT NOT NULL REFERENCES article_event (id) ON DELETE CASCADE,
  PRIMARY KEY (account, event)
);
-- When an account is mailed about hand-overs (at_once, daily, never); its second factor: the sealed secret (empty for none), since when it counts,
-- and the last step of time that was used.
ALTER TABLE account ADD COLUMN handover TEXT NOT NULL DEFAULT 'at_once';
ALTER TABLE account ADD COLUMN factor TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN factor_since BIGINT;
ALTER TABLE account ADD COLUMN factor_step BIGINT NOT NULL DEFAULT 0;
-- Codes that work once in place of the second factor; kept as hashes.
CREATE TABLE recovery_code (
  account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE, code_hash TEXT NOT NULL, used_at BIGINT, PRIMARY KEY (account, code_hash)
);
CREATE INDEX audit_account ON audit (account, id);
