-- The same text on SQLite and PostgreSQL: TEXT ids, BIGINT microseconds since 1970 (UTC), BIGINT 0/1, JSON as TEXT.

CREATE TABLE bodies (
    id        TEXT PRIMARY KEY,
    slug      TEXT NOT NULL UNIQUE,
    level     TEXT NOT NULL,
    document  TEXT NOT NULL
);

-- What an entry says stands in `metadata`; the columns beside it are what the gate decides on and lists sort by.
CREATE TABLE entries (
    id          TEXT PRIMARY KEY,
    slug        TEXT NOT NULL UNIQUE,
    body_id     TEXT NOT NULL REFERENCES bodies (id),
    source      TEXT,
    source_id   TEXT,
    published   BIGINT NOT NULL,
    revision    BIGINT NOT NULL,
    open_type   TEXT,
    theme       TEXT,
    access      TEXT NOT NULL,
    metadata    TEXT NOT NULL,
    issued      BIGINT,
    modified    BIGINT,
    due         BIGINT,
    stated_rows BIGINT,
    door        TEXT NOT NULL,
    article     TEXT,
    reason      TEXT,
    since       BIGINT,
    CHECK (door IN ('open', 'suspended', 'withdrawn')),
    CHECK (door = 'open' OR (article IS NOT NULL AND reason IS NOT NULL AND since IS NOT NULL))
);
CREATE UNIQUE INDEX entries_source ON entries (source, source_id);
CREATE INDEX entries_body ON entries (body_id);
CREATE INDEX entries_door ON entries (door);

-- Versions and files are written once and never changed.
CREATE TABLE versions (
    id        TEXT PRIMARY KEY,
    entry_id  TEXT NOT NULL REFERENCES entries (id),
    number    BIGINT NOT NULL,
    note      TEXT NOT NULL,
    published BIGINT NOT NULL,
    UNIQUE (entry_id, number)
);

CREATE TABLE files (
    id         TEXT PRIMARY KEY,
    version_id TEXT NOT NULL REFERENCES versions (id),
    position   BIGINT NOT NULL,
    name       TEXT NOT NULL,
    format     TEXT NOT NULL,
    bytes      BIGINT NOT NULL,
    digest     TEXT NOT NULL,
    profile    TEXT NOT NULL,
    preview    TEXT,
    map        TEXT,
    UNIQUE (version_id, position)
);

-- Every suspension that ever was; the one in force also stands in the entry, where the gate reads it.
CREATE TABLE suspensions (
    id       TEXT PRIMARY KEY,
    entry_id TEXT NOT NULL REFERENCES entries (id),
    article  TEXT NOT NULL,
    reason   TEXT NOT NULL,
    started  BIGINT NOT NULL,
    ended    BIGINT
);
CREATE UNIQUE INDEX suspensions_open ON suspensions (entry_id) WHERE ended IS NULL;

-- Downloads and calls per dataset and day in Shanghai (days since 1970), without address or person.
CREATE TABLE uses (
    entry_id TEXT NOT NULL REFERENCES entries (id),
    day      BIGINT NOT NULL,
    channel  TEXT NOT NULL,
    count    BIGINT NOT NULL,
    PRIMARY KEY (entry_id, day, channel)
);

-- Counters that move inside the transaction they number, so that numbers follow the order of commits without holes.
CREATE TABLE counters (
    name  TEXT PRIMARY KEY,
    value BIGINT NOT NULL
);
INSERT INTO counters (name, value) VALUES ('outbox', 0), ('doors', 0), ('reindex-asked', 0), ('reindex-done', 0);

-- Entries that the search index has to look at again.
CREATE TABLE outbox (
    seq      BIGINT PRIMARY KEY,
    entry_id TEXT NOT NULL,
    queued   BIGINT NOT NULL
);

-- Nodes that may read content: each moves its beat while it is in touch, and repeats the last `doors` value it obeys.
CREATE TABLE nodes (
    id    TEXT PRIMARY KEY,
    beat  BIGINT NOT NULL,
    doors BIGINT NOT NULL
);
