-- People with an account. `email_key` is the address in small letters; `password` is an argon2id hash in PHC form, none for
-- people who sign in elsewhere; `totp` is sealed with a key that does not stand in the database.
CREATE TABLE people (
    id           TEXT PRIMARY KEY,
    email        TEXT NOT NULL,
    email_key    TEXT NOT NULL UNIQUE,
    name         TEXT NOT NULL,
    lang         TEXT NOT NULL,
    level        TEXT NOT NULL,
    password     TEXT,
    password_set BIGINT,
    totp         TEXT,
    totp_step    BIGINT NOT NULL,
    created      BIGINT NOT NULL,
    closed       BIGINT
);

-- One-time codes for people who have lost their second factor: message authentication codes, never the codes.
CREATE TABLE recovery_codes (
    mac       TEXT PRIMARY KEY,
    person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE
);

CREATE TABLE organisations (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    uscc     TEXT NOT NULL UNIQUE,
    verified BIGINT NOT NULL,
    created  BIGINT NOT NULL
);

-- Who acts for whom in which role. The platform has the empty id.
CREATE TABLE memberships (
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    place_kind TEXT NOT NULL,
    place_id   TEXT NOT NULL,
    role       TEXT NOT NULL,
    since      BIGINT NOT NULL,
    PRIMARY KEY (person_id, place_kind, place_id, role)
);
CREATE INDEX memberships_place ON memberships (place_kind, place_id);

-- Who is signed in where. `mac` is of the secret that the device holds.
CREATE TABLE sessions (
    mac        TEXT PRIMARY KEY,
    id         TEXT NOT NULL UNIQUE,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    place_kind TEXT,
    place_id   TEXT,
    agent      TEXT NOT NULL,
    created    BIGINT NOT NULL,
    seen       BIGINT NOT NULL,
    ends       BIGINT NOT NULL
);
CREATE INDEX sessions_person ON sessions (person_id);

-- Links in letters, and sign-ins that wait for their second factor: each is used once.
CREATE TABLE links (
    mac       TEXT PRIMARY KEY,
    kind      TEXT NOT NULL,
    person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
    document  TEXT NOT NULL,
    made      BIGINT NOT NULL,
    ends      BIGINT NOT NULL
);

-- Failed attempts, by a message authentication code of what was tried from where; forgotten after a day.
CREATE TABLE attempts (
    mac      TEXT PRIMARY KEY,
    failures BIGINT NOT NULL,
    last     BIGINT NOT NULL
);

-- API keys: what is shown of them, and a message authentication code of the secret.
CREATE TABLE api_keys (
    id         TEXT PRIMARY KEY,
    person_id  TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
    place_kind TEXT,
    place_id   TEXT,
    name       TEXT NOT NULL,
    prefix     TEXT NOT NULL,
    mac        TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,
    created    BIGINT NOT NULL,
    ends       BIGINT NOT NULL,
    used       BIGINT
);
CREATE INDEX api_keys_person ON api_keys (person_id);

-- Letters that wait or were sent. `once` is what keeps the same letter from being sent twice.
CREATE TABLE letters (
    id      TEXT PRIMARY KEY,
    once    TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    subject TEXT NOT NULL,
    text    TEXT NOT NULL,
    leave   TEXT,
    queued  BIGINT NOT NULL,
    due     BIGINT NOT NULL,
    tries   BIGINT NOT NULL,
    sent    BIGINT,
    fault   TEXT
);
CREATE INDEX letters_due ON letters (due) WHERE sent IS NULL;
