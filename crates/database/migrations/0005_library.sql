-- The point of a picture that crops keep, in hundredths from its left and its top; under which licence it may be used (empty: nobody has said).
ALTER TABLE media ADD COLUMN focus_x BIGINT NOT NULL DEFAULT 50;
ALTER TABLE media ADD COLUMN focus_y BIGINT NOT NULL DEFAULT 50;
ALTER TABLE media ADD COLUMN licence TEXT NOT NULL DEFAULT '';
-- Files that a picture had before it was replaced: their addresses lead to what it is now.
CREATE TABLE media_former (hash TEXT NOT NULL PRIMARY KEY, media BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE);
CREATE INDEX media_former_media ON media_former (media);
-- As whom an account signs; a contributor needs no account.
CREATE TABLE account_signs (
  account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE,
  contributor BIGINT NOT NULL REFERENCES contributor (id) ON DELETE CASCADE, PRIMARY KEY (account, contributor)
);
CREATE INDEX account_signs_contributor ON account_signs (contributor);
-- The desk's list, by what it is asked for.
CREATE INDEX article_altered ON article (updated_at, id);
CREATE INDEX article_altered_section ON article (section, updated_at, id);
CREATE INDEX article_altered_owner ON article (owner, updated_at, id);
CREATE INDEX article_altered_language ON article (language, updated_at, id);
CREATE INDEX article_dated ON article ((COALESCE(published_at, updated_at)), id);
-- Topics that were merged: texts and revisions that name one mean what it is now.
CREATE TABLE topic_former (topic BIGINT NOT NULL PRIMARY KEY, now BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE);
CREATE INDEX topic_former_now ON topic_former (now);
