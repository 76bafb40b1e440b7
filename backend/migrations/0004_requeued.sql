-- The last day (in Shanghai, since 1970) on which what moves on with the days was queued for the index.
INSERT INTO counters (name, value) VALUES ('requeued', 0);
