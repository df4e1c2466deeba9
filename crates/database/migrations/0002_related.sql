-- What the newsroom decides about related articles. kind: pin (shown first, in the order of position), exclude (never beside this article).
CREATE TABLE related_choice (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, other BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE,
  kind TEXT NOT NULL, position BIGINT NOT NULL, made_by BIGINT, made_at BIGINT NOT NULL, PRIMARY KEY (article, other)
);
CREATE INDEX related_choice_other ON related_choice (other);
-- Articles that are recommended beside no other.
CREATE TABLE related_never (
  article BIGINT NOT NULL PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, made_by BIGINT, made_at BIGINT NOT NULL
);
