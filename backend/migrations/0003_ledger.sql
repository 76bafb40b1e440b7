-- The public ledger. `leaf` is what everyone may read and `leaf_hash` its hash in the Merkle tree; `seq` is its place in the
-- tree. Both are never changed. `salt`, `private` and `person` stand beside the log: they are erased (NULL) where a person
-- asks for it and no law keeps them, and every proof holds all the same.
CREATE TABLE events (
    seq       BIGINT PRIMARY KEY,
    at        BIGINT NOT NULL,
    leaf      TEXT NOT NULL,
    leaf_hash TEXT NOT NULL,
    salt      TEXT,
    private   TEXT,
    person    TEXT,
    CHECK ((salt IS NULL) = (private IS NULL)),
    CHECK (person IS NULL OR private IS NOT NULL)
);
CREATE INDEX events_person ON events (person, seq) WHERE person IS NOT NULL;

-- Roots of full tiles: the hashes of the tiles one level up, so that every tile is one range of rows.
CREATE TABLE ledger_nodes (
    level BIGINT NOT NULL,
    idx   BIGINT NOT NULL,
    hash  TEXT NOT NULL,
    PRIMARY KEY (level, idx)
);

-- Every head that was ever signed; of one size there is one.
CREATE TABLE checkpoints (
    size BIGINT PRIMARY KEY,
    note TEXT NOT NULL,
    at   BIGINT NOT NULL
);

-- What witnesses have put below it: lines of the signed note.
CREATE TABLE cosignatures (
    size BIGINT NOT NULL REFERENCES checkpoints (size),
    name TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, name)
);

-- How many events there are. It moves in the transaction of the act.
INSERT INTO counters (name, value) VALUES ('ledger', 0);
