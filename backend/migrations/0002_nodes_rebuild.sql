-- Each node has an index of its own, so each says for itself which request to rebuild it has done last.
ALTER TABLE nodes ADD COLUMN rebuilt BIGINT NOT NULL DEFAULT 0;
DELETE FROM counters WHERE name = 'reindex-done';
