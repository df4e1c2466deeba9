-- Who has an article open at the desk: one row a window. place: a field's name, body:N, or empty.
CREATE TABLE presence (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, browser_window TEXT NOT NULL, account BIGINT NOT NULL, place TEXT NOT NULL,
  seen_at BIGINT NOT NULL, PRIMARY KEY (article, browser_window)
);
CREATE INDEX presence_seen ON presence (seen_at);
-- Revisions that readers never saw, by age: for thinning.
CREATE INDEX revision_unpublished ON revision (made_at, article, id) WHERE number IS NULL;
