-- Subscribers brought over from another program. state: looked (nothing is written yet), running, done, failed, discarded. file: where the table is kept, empty
-- once it is not needed any more. columns, found (a look, with examples; empty once it is not needed) and counts are JSON. byte, line: where reading goes on.
-- asking: those without proof are being asked to confirm.
CREATE TABLE subscriber_import (
  id BIGINT NOT NULL PRIMARY KEY, state TEXT NOT NULL, name TEXT NOT NULL, program TEXT NOT NULL, file TEXT NOT NULL, columns TEXT NOT NULL, everyone TEXT NOT NULL,
  newsletter BIGINT NOT NULL, language TEXT NOT NULL, found TEXT NOT NULL, counts TEXT NOT NULL, byte BIGINT NOT NULL, line BIGINT NOT NULL,
  bytes BIGINT NOT NULL, asking BOOLEAN NOT NULL, created_by BIGINT, created_at BIGINT NOT NULL, updated_at BIGINT NOT NULL, finished_at BIGINT
);
CREATE INDEX subscriber_import_state ON subscriber_import (state);
-- Lines that were not taken. said: what stands there, empty where it would name someone who does not want to be known here.
CREATE TABLE subscriber_import_line (
  import BIGINT NOT NULL REFERENCES subscriber_import (id) ON DELETE CASCADE, line BIGINT NOT NULL, why TEXT NOT NULL, said TEXT NOT NULL, PRIMARY KEY (import, line)
);
-- Who came by which import, and whether the other program's proof says too little.
CREATE TABLE imported_subscriber (
  subscriber BIGINT NOT NULL PRIMARY KEY REFERENCES subscriber (id) ON DELETE CASCADE, import BIGINT NOT NULL, lacks_proof BOOLEAN NOT NULL
);
CREATE INDEX imported_subscriber_import ON imported_subscriber (import, subscriber);
-- Who left and was forgotten: the keyed hash of suppression. An import never brings them back; they may come back themselves.
CREATE TABLE departed (address_hash TEXT NOT NULL PRIMARY KEY, at BIGINT NOT NULL);
-- Who was asked to confirm after an import: once ever, so by the hash. state: waiting (its letter is on its way), sent, failed, confirmed, lapsed.
CREATE TABLE reconfirmation (
  address_hash TEXT NOT NULL PRIMARY KEY, subscriber BIGINT NOT NULL, import BIGINT NOT NULL, letter BIGINT NOT NULL, state TEXT NOT NULL, at BIGINT NOT NULL
);
CREATE INDEX reconfirmation_import ON reconfirmation (import, state);
CREATE INDEX reconfirmation_state ON reconfirmation (state, at);
