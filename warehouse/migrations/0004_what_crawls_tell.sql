-- What a crawl tells: the kind of each address, which ledgers are in the file, and the captures that say
-- of an earlier one that nothing has changed.

ALTER TABLE outcomes ADD COLUMN kind VARCHAR;
ALTER TABLE captures ADD COLUMN refers_to STRUCT(
    record_id VARCHAR, target_uri VARCHAR, warc_date TIMESTAMPTZ
);

CREATE TABLE machinery.ledgers (name VARCHAR, loaded_at TIMESTAMPTZ);
