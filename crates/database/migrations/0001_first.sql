-- The first schema. One text for SQLite and PostgreSQL: BIGINT, TEXT, BOOLEAN, DOUBLE PRECISION only.
-- Times are microseconds UTC; ids are made by the program; JSON is TEXT.

-- What the installation knows of itself (epoch of the change log, format of addresses, ...).
CREATE TABLE meta (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL);
-- What the newsroom edits about its site; value is JSON, one row a group of settings.
CREATE TABLE setting (name TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, updated_at BIGINT NOT NULL);

-- The change log: every alteration the public can see, numbered in commit order.
CREATE TABLE change_counter (one BIGINT NOT NULL PRIMARY KEY, last BIGINT NOT NULL, pruned BIGINT NOT NULL, epoch TEXT NOT NULL);
INSERT INTO change_counter (one, last, pruned, epoch) VALUES (1, 0, 0, 'first');
-- kind and subject joined by ':' are a key of the page cache: article:42, list:section:7:fr, media:9, navigation, theme, path:/x.
CREATE TABLE change (
  number BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, subject TEXT NOT NULL,
  origin TEXT NOT NULL, made_at BIGINT NOT NULL
);
CREATE TABLE follower (name TEXT NOT NULL PRIMARY KEY, epoch TEXT NOT NULL, cursor BIGINT NOT NULL);
CREATE TABLE lease (name TEXT NOT NULL PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL, epoch BIGINT NOT NULL);

-- Who works at the desk.
CREATE TABLE account (
  id BIGINT NOT NULL PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, role TEXT NOT NULL, language TEXT NOT NULL,
  password_hash TEXT, disabled BOOLEAN NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE TABLE session (
  token_hash TEXT NOT NULL PRIMARY KEY, account BIGINT NOT NULL REFERENCES account (id) ON DELETE CASCADE, csrf TEXT NOT NULL,
  created_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, ip TEXT NOT NULL, agent TEXT NOT NULL
);
CREATE INDEX session_account ON session (account);
-- Links that work once: setup, sign_in, password.
CREATE TABLE one_time_link (
  token_hash TEXT NOT NULL PRIMARY KEY, purpose TEXT NOT NULL, account BIGINT REFERENCES account (id) ON DELETE CASCADE,
  created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, used_at BIGINT
);
-- Attempts counted by bucket ("sign_in:ip:...") and window, for rate limits.
CREATE TABLE attempt (bucket TEXT NOT NULL, window_start BIGINT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (bucket, window_start));
CREATE INDEX attempt_window ON attempt (window_start);
CREATE TABLE audit (
  id BIGINT NOT NULL PRIMARY KEY, at BIGINT NOT NULL, account BIGINT, action TEXT NOT NULL,
  subject_kind TEXT NOT NULL, subject BIGINT, detail TEXT NOT NULL, ip TEXT NOT NULL
);

-- Pictures and files. The bytes are in storage under media/{hash}...
CREATE TABLE media (
  id BIGINT NOT NULL PRIMARY KEY, hash TEXT NOT NULL UNIQUE, kind TEXT NOT NULL, content_type TEXT NOT NULL, name TEXT NOT NULL,
  bytes BIGINT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL, credit TEXT NOT NULL, rights TEXT NOT NULL,
  decorative BOOLEAN NOT NULL, search_text TEXT NOT NULL, origin TEXT NOT NULL, created_by BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE TABLE media_text (
  media BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE, language TEXT NOT NULL, alt TEXT NOT NULL, caption TEXT NOT NULL,
  PRIMARY KEY (media, language)
);
CREATE TABLE media_variant (
  media BIGINT NOT NULL REFERENCES media (id) ON DELETE CASCADE, format TEXT NOT NULL, width BIGINT NOT NULL, height BIGINT NOT NULL,
  bytes BIGINT NOT NULL, storage_key TEXT NOT NULL, PRIMARY KEY (media, format, width)
);

-- One row each, a name, slug and text per language.
CREATE TABLE section (id BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);
CREATE TABLE section_name (
  section BIGINT NOT NULL REFERENCES section (id) ON DELETE CASCADE, language TEXT NOT NULL,
  name TEXT NOT NULL, slug TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (section, language), UNIQUE (language, slug)
);
-- kind: place, person, organisation, theme
CREATE TABLE topic (id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);
CREATE TABLE topic_name (
  topic BIGINT NOT NULL REFERENCES topic (id) ON DELETE CASCADE, language TEXT NOT NULL,
  name TEXT NOT NULL, slug TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (topic, language), UNIQUE (language, slug)
);
-- kind: person, collective, pseudonym. private_name is the real name behind a pseudonym: it appears in no output.
CREATE TABLE contributor (
  id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, portrait BIGINT REFERENCES media (id), private_name TEXT NOT NULL, email TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE TABLE contributor_name (
  contributor BIGINT NOT NULL REFERENCES contributor (id) ON DELETE CASCADE, language TEXT NOT NULL,
  name TEXT NOT NULL, slug TEXT NOT NULL, biography TEXT NOT NULL, PRIMARY KEY (contributor, language), UNIQUE (language, slug)
);
CREATE TABLE static_page (id BIGINT NOT NULL PRIMARY KEY, position BIGINT NOT NULL, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL);
CREATE TABLE static_page_text (
  static_page BIGINT NOT NULL REFERENCES static_page (id) ON DELETE CASCADE, language TEXT NOT NULL,
  title TEXT NOT NULL, slug TEXT NOT NULL, body TEXT NOT NULL, published BOOLEAN NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (static_page, language)
);

-- Articles. state: idea, draft, in_review, ready, scheduled, published, unpublished, retracted.
-- section, headline, excerpt (as cards show it), image and the article_* tables repeat the published revision (or the working copy while nothing is published).
CREATE TABLE article (
  id BIGINT NOT NULL PRIMARY KEY, family BIGINT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL,
  slug TEXT NOT NULL, section BIGINT REFERENCES section (id), headline TEXT NOT NULL, excerpt TEXT NOT NULL, image BIGINT, search_text TEXT NOT NULL,
  published_revision BIGINT, published_at BIGINT, first_published_at BIGINT, readers_told_at BIGINT, scheduled_at BIGINT,
  lead_since BIGINT, sticky BOOLEAN NOT NULL, notice TEXT NOT NULL, guid TEXT NOT NULL, origin TEXT NOT NULL, note TEXT NOT NULL,
  owner BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, edited_at BIGINT, trashed_at BIGINT
);
CREATE INDEX article_published ON article (language, state, published_at, id);
CREATE INDEX article_by_section ON article (section, language, state, published_at, id);
CREATE INDEX article_desk ON article (state, updated_at, id);
CREATE INDEX article_family ON article (family);
CREATE INDEX article_lead ON article (language, lead_since);
CREATE TABLE revision (
  id BIGINT NOT NULL PRIMARY KEY, article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, number BIGINT, reason TEXT NOT NULL,
  headline TEXT NOT NULL, kicker TEXT NOT NULL, standfirst TEXT NOT NULL, excerpt TEXT NOT NULL, body TEXT NOT NULL, slug TEXT NOT NULL,
  section BIGINT, sections TEXT NOT NULL, topics TEXT NOT NULL, bylines TEXT NOT NULL,
  image BIGINT, image_alt TEXT NOT NULL, image_caption TEXT NOT NULL, image_credit TEXT NOT NULL,
  words BIGINT NOT NULL, made_by BIGINT, made_at BIGINT NOT NULL
);
CREATE INDEX revision_article ON revision (article, made_at);
CREATE TABLE working_copy (
  article BIGINT NOT NULL PRIMARY KEY REFERENCES article (id) ON DELETE CASCADE, base BIGINT, number BIGINT NOT NULL,
  headline TEXT NOT NULL, kicker TEXT NOT NULL, standfirst TEXT NOT NULL, excerpt TEXT NOT NULL, body TEXT NOT NULL, slug TEXT NOT NULL,
  section BIGINT, sections TEXT NOT NULL, topics TEXT NOT NULL, bylines TEXT NOT NULL,
  image BIGINT, image_alt TEXT NOT NULL, image_caption TEXT NOT NULL, image_credit TEXT NOT NULL,
  saved_by BIGINT, saved_at BIGINT NOT NULL
);
-- Further sections of the published article; its own (label) section is among them.
CREATE TABLE article_section (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, section BIGINT NOT NULL REFERENCES section (id),
  published_at BIGINT NOT NULL, language TEXT NOT NULL, PRIMARY KEY (article, section)
);
CREATE INDEX article_section_list ON article_section (section, language, published_at, article);
CREATE TABLE article_topic (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, topic BIGINT NOT NULL REFERENCES topic (id),
  published_at BIGINT NOT NULL, language TEXT NOT NULL, PRIMARY KEY (article, topic)
);
CREATE INDEX article_topic_list ON article_topic (topic, language, published_at, article);
-- role: text, photo, translation, research, editing
CREATE TABLE article_byline (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, position BIGINT NOT NULL, contributor BIGINT NOT NULL REFERENCES contributor (id),
  role TEXT NOT NULL, published_at BIGINT NOT NULL, language TEXT NOT NULL, PRIMARY KEY (article, position)
);
CREATE INDEX article_byline_list ON article_byline (contributor, language, published_at, article);
-- Where a picture or another article is used in what readers see (from references() and the featured picture).
CREATE TABLE article_reference (
  article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, kind TEXT NOT NULL, subject BIGINT NOT NULL, PRIMARY KEY (article, kind, subject)
);
CREATE INDEX article_reference_subject ON article_reference (kind, subject);
CREATE TABLE preview_link (
  token_hash TEXT NOT NULL PRIMARY KEY, article BIGINT NOT NULL REFERENCES article (id) ON DELETE CASCADE, token TEXT NOT NULL,
  created_by BIGINT, created_at BIGINT NOT NULL, expires_at BIGINT NOT NULL, revoked_at BIGINT
);
CREATE INDEX preview_link_article ON preview_link (article);

-- Everything public has an address. kind: article, section, topic, contributor, static_page, media, feed, redirect.
-- state: current, moved (301 to the subject's current address, or to target), gone (410).
CREATE TABLE address (
  path TEXT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, subject BIGINT NOT NULL, language TEXT NOT NULL,
  state TEXT NOT NULL, target TEXT NOT NULL, origin TEXT NOT NULL, made_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX address_current ON address (kind, subject, language) WHERE state = 'current';
CREATE INDEX address_subject ON address (kind, subject);

-- Neighbours "on the same subject", kept by the one leased follower.
CREATE TABLE related (
  article BIGINT NOT NULL, neighbour BIGINT NOT NULL, score DOUBLE PRECISION NOT NULL, near_duplicate BOOLEAN NOT NULL, reasons TEXT NOT NULL,
  PRIMARY KEY (article, neighbour)
);
CREATE INDEX related_neighbour ON related (neighbour);

-- Newsletters. cadence: at_once, daily, weekly. filter: JSON {"all":true} | {"sections":[..]} | {"topics":[..]}. content: full, excerpt.
CREATE TABLE newsletter (
  id BIGINT NOT NULL PRIMARY KEY, cadence TEXT NOT NULL, filter TEXT NOT NULL, content TEXT NOT NULL, is_default BOOLEAN NOT NULL,
  language TEXT NOT NULL, hour BIGINT NOT NULL, weekday BIGINT NOT NULL, position BIGINT NOT NULL, paused BOOLEAN NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE TABLE newsletter_name (
  newsletter BIGINT NOT NULL REFERENCES newsletter (id) ON DELETE CASCADE, language TEXT NOT NULL,
  name TEXT NOT NULL, slug TEXT NOT NULL, description TEXT NOT NULL, PRIMARY KEY (newsletter, language)
);
-- state: pending, confirmed, unsubscribed. address_hash is the keyed hash of normalised, as suppression keeps it.
CREATE TABLE subscriber (
  id BIGINT NOT NULL PRIMARY KEY, address TEXT NOT NULL, normalised TEXT NOT NULL UNIQUE, address_hash TEXT NOT NULL, language TEXT NOT NULL, state TEXT NOT NULL,
  created_at BIGINT NOT NULL, confirmed_at BIGINT, told_known_at BIGINT, updated_at BIGINT NOT NULL
);
CREATE INDEX subscriber_state ON subscriber (state, id);
CREATE TABLE subscription (
  subscriber BIGINT NOT NULL REFERENCES subscriber (id) ON DELETE CASCADE, newsletter BIGINT NOT NULL REFERENCES newsletter (id) ON DELETE CASCADE,
  since BIGINT NOT NULL, PRIMARY KEY (subscriber, newsletter)
);
CREATE INDEX subscription_newsletter ON subscription (newsletter, subscriber);
-- Append-only proof of what was agreed to. step: asked, confirmed, changed, unsubscribed, erased.
CREATE TABLE consent (
  id BIGINT NOT NULL PRIMARY KEY, subscriber BIGINT NOT NULL, step TEXT NOT NULL, at BIGINT NOT NULL,
  text_hash TEXT NOT NULL, wording TEXT NOT NULL, page TEXT NOT NULL, ip TEXT NOT NULL, newsletters TEXT NOT NULL
);
CREATE INDEX consent_subscriber ON consent (subscriber);
CREATE TABLE suppression (address_hash TEXT NOT NULL PRIMARY KEY, reason TEXT NOT NULL, at BIGINT NOT NULL);

-- Mailings. kind: article, digest. state: held, freezing, sending, finished, cancelled, expired. Totals are kept in the transactions
-- that change deliveries: candidates = frozen + excluded, frozen = the sum of the eight that follow (pending: also leased and intent).
-- resume_at, trouble: the relay refused its message for reasons that are not the recipients'; not to be tried again before.
CREATE TABLE mailing (
  id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, article BIGINT UNIQUE, newsletter BIGINT, state TEXT NOT NULL,
  hold_until BIGINT NOT NULL, cut_off BIGINT, frozen_to BIGINT NOT NULL, expires_at BIGINT NOT NULL,
  candidates BIGINT NOT NULL, frozen BIGINT NOT NULL, excluded BIGINT NOT NULL, pending BIGINT NOT NULL, submitted BIGINT NOT NULL, deferred BIGINT NOT NULL,
  rejected BIGINT NOT NULL, in_doubt BIGINT NOT NULL, suppressed BIGINT NOT NULL, cancelled BIGINT NOT NULL, expired BIGINT NOT NULL,
  resume_at BIGINT NOT NULL, trouble TEXT NOT NULL,
  created_by BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, finished_at BIGINT
);
CREATE INDEX mailing_state ON mailing (state, hold_until);
-- state: waiting (goes with the next cut-off), later (waits for an editor), closed (its audience is, or is being, frozen).
CREATE TABLE mailing_newsletter (
  mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, newsletter BIGINT NOT NULL, state TEXT NOT NULL, PRIMARY KEY (mailing, newsletter)
);
-- How far a daily or weekly newsletter is: the hour dealt with last, and the date up to which articles were in a digest.
CREATE TABLE digest (
  newsletter BIGINT NOT NULL PRIMARY KEY REFERENCES newsletter (id) ON DELETE CASCADE, slot BIGINT NOT NULL, covered BIGINT NOT NULL
);
-- The rendered message, with marks where a person's address and links are spliced in. ASCII (quoted-printable), so TEXT.
CREATE TABLE mailing_variant (
  mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, newsletter BIGINT NOT NULL, language TEXT NOT NULL,
  subject TEXT NOT NULL, message TEXT NOT NULL, PRIMARY KEY (mailing, newsletter, language)
);
-- state: pending, leased, intent, submitted, deferred, rejected, in_doubt, suppressed, cancelled, expired
CREATE TABLE delivery (
  mailing BIGINT NOT NULL REFERENCES mailing (id) ON DELETE CASCADE, subscriber BIGINT NOT NULL, newsletter BIGINT NOT NULL,
  state TEXT NOT NULL, attempts BIGINT NOT NULL, next_at BIGINT NOT NULL, holder TEXT NOT NULL, lease_until BIGINT NOT NULL, lease_epoch BIGINT NOT NULL,
  reply TEXT NOT NULL, updated_at BIGINT NOT NULL, PRIMARY KEY (mailing, subscriber)
);
CREATE INDEX delivery_work ON delivery (mailing, state, next_at);
CREATE INDEX delivery_subscriber ON delivery (subscriber);
-- Mails to one person that are no mailing: confirmation, sign-in link, test. Same states as a delivery. doubts: how often it was in doubt.
CREATE TABLE letter (
  id BIGINT NOT NULL PRIMARY KEY, kind TEXT NOT NULL, recipient TEXT NOT NULL, message TEXT NOT NULL, state TEXT NOT NULL,
  attempts BIGINT NOT NULL, doubts BIGINT NOT NULL, next_at BIGINT NOT NULL, holder TEXT NOT NULL, lease_until BIGINT NOT NULL, reply TEXT NOT NULL,
  created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL
);
CREATE INDEX letter_work ON letter (state, next_at);
-- Mails begun in an hour or a day of UTC, where the relay has limits.
CREATE TABLE relay_use (window_kind TEXT NOT NULL, window_start BIGINT NOT NULL, count BIGINT NOT NULL, PRIMARY KEY (window_kind, window_start));

-- What an import has brought: key = source site + kind + its id there.
CREATE TABLE import_source (
  site TEXT NOT NULL, kind TEXT NOT NULL, source_key TEXT NOT NULL, subject BIGINT NOT NULL, hash TEXT NOT NULL,
  subject_updated_at BIGINT NOT NULL, seen_at BIGINT NOT NULL, PRIMARY KEY (site, kind, source_key)
);
CREATE INDEX import_source_subject ON import_source (kind, subject);
-- What an import wants the newsroom to look at: raw blocks, missing files, low coverage.
CREATE TABLE import_finding (
  id BIGINT NOT NULL PRIMARY KEY, site TEXT NOT NULL, source_key TEXT NOT NULL, subject BIGINT, line BIGINT NOT NULL, what TEXT NOT NULL, detail TEXT NOT NULL, at BIGINT NOT NULL
);
