-- What the audit needs to know of sources and ledgers, and the drifts that it finds.

ALTER TABLE sources ADD COLUMN crawl_hours DOUBLE;
ALTER TABLE machinery.ledgers ADD COLUMN run_id VARCHAR;
ALTER TABLE machinery.ledgers ADD COLUMN source VARCHAR;
ALTER TABLE machinery.ledgers ADD COLUMN discovered BIGINT;

CREATE TABLE drifts (
    source VARCHAR,
    measure VARCHAR,
    since TIMESTAMPTZ,
    usual DOUBLE,
    found DOUBLE,
    strength DOUBLE,
    told VARCHAR,
    good_record_id VARCHAR,
    good_uri VARCHAR,
    good_date TIMESTAMPTZ,
    good_warc_file VARCHAR,
    good_warc_offset BIGINT,
    bad_record_id VARCHAR,
    bad_uri VARCHAR,
    bad_date TIMESTAMPTZ,
    bad_warc_file VARCHAR,
    bad_warc_offset BIGINT,
    noticed_at TIMESTAMPTZ,
    run_id VARCHAR
);
