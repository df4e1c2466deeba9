-- Where a picture was found on the web; empty for one that was brought by hand.
ALTER TABLE media ADD COLUMN source TEXT NOT NULL DEFAULT '';
-- Sections that were merged: texts and revisions that name one mean what it is now.
CREATE TABLE section_former (section BIGINT NOT NULL PRIMARY KEY, now BIGINT NOT NULL REFERENCES section (id) ON DELETE CASCADE);
CREATE INDEX section_former_now ON section_former (now);
