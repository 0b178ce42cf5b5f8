-- What does not hold and refuses nothing, who let which page pass, and what was refused once and has passed.

ALTER TABLE articles ADD COLUMN warnings STRUCT(rule VARCHAR, "value" VARCHAR, waived BOOLEAN)[];
ALTER TABLE machinery.superseded ADD COLUMN warnings STRUCT(
    rule VARCHAR, "value" VARCHAR, waived BOOLEAN
)[];

CREATE TABLE waivers (
    target_uri VARCHAR,
    rule VARCHAR,
    note VARCHAR,
    decided_by VARCHAR,
    decided_at TIMESTAMPTZ
);

CREATE TABLE machinery.mended (
    record_id VARCHAR,
    target_uri VARCHAR,
    article_id VARCHAR,
    source VARCHAR,
    gate VARCHAR,
    rule VARCHAR,
    "value" VARCHAR,
    reason VARCHAR,
    remedy VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT,
    warc_date TIMESTAMPTZ,
    mended_at TIMESTAMPTZ
);

-- Landed files that hold refused captures and are no longer there.
CREATE TABLE machinery.gone (warc_file VARCHAR);
