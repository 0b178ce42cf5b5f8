-- The tables of the published file. Keys are not declared: an index would cost every load and every
-- copy; the audit checks each key before a file is published.

CREATE SCHEMA machinery;

CREATE TABLE articles (
    article_id VARCHAR,
    source VARCHAR,
    publisher VARCHAR,
    url VARCHAR,
    headline VARCHAR,
    headline_from VARCHAR,
    article_body VARCHAR,
    author VARCHAR[],
    byline VARCHAR[],
    credit VARCHAR,
    dateline VARCHAR,
    caption VARCHAR[],
    section VARCHAR,
    keywords VARCHAR[],
    image VARCHAR,
    date_published DATE,
    published_at TIMESTAMPTZ,
    date_published_precision VARCHAR,
    date_published_from VARCHAR,
    time_zone VARCHAR,
    date_evidence STRUCT(
        "day" DATE, "at" TIMESTAMPTZ, "precision" VARCHAR, found_by VARCHAR, time_zone VARCHAR, "text" VARCHAR
    )[],
    date_modified TIMESTAMPTZ,
    first_seen TIMESTAMPTZ,
    last_seen TIMESTAMPTZ,
    in_language VARCHAR,
    language_score FLOAT,
    word_count INTEGER,
    content_hash VARCHAR,
    version INTEGER,
    story_id VARCHAR,
    media_topic VARCHAR,
    region_code VARCHAR,
    record_id VARCHAR,
    code_version VARCHAR
);

CREATE TABLE captures (
    record_id VARCHAR,
    target_uri VARCHAR,
    warc_file VARCHAR,
    warc_offset BIGINT,
    warc_date TIMESTAMPTZ,
    payload_digest VARCHAR,
    source VARCHAR,
    batch_id VARCHAR,
    article_id VARCHAR,
    outcome VARCHAR,
    content_hash VARCHAR,
    gate VARCHAR,
    rule VARCHAR,
    "value" VARCHAR,
    reason VARCHAR,
    remedy VARCHAR,
    code_version VARCHAR
);

CREATE TABLE links (
    article_id VARCHAR,
    other_id VARCHAR,
    kind VARCHAR,
    jaccard FLOAT,
    containment FLOAT
);

CREATE TABLE story_merges (
    article_id VARCHAR,
    from_story_id VARCHAR,
    to_story_id VARCHAR,
    merged_at TIMESTAMPTZ,
    reason VARCHAR
);

CREATE TABLE article_topics (
    article_id VARCHAR,
    scheme VARCHAR,
    code VARCHAR,
    label VARCHAR,
    score FLOAT,
    evidence STRUCT("text" VARCHAR, part VARCHAR, "start" INTEGER)[]
);

CREATE TABLE article_regions (
    article_id VARCHAR,
    region_code VARCHAR,
    role VARCHAR,
    mentions INTEGER,
    evidence STRUCT("text" VARCHAR, part VARCHAR, "start" INTEGER)[]
);

CREATE TABLE cuts (
    article_id VARCHAR,
    position INTEGER,
    rule VARCHAR,
    kind VARCHAR,
    "text" VARCHAR,
    target VARCHAR
);

CREATE TABLE outcomes (
    run_id VARCHAR,
    source VARCHAR,
    url VARCHAR,
    outcome VARCHAR,
    reason VARCHAR,
    discovered_from VARCHAR,
    http_status INTEGER,
    record_id VARCHAR,
    decided_at TIMESTAMPTZ
);

CREATE TABLE batches (
    batch_id VARCHAR,
    bytes BIGINT,
    captures INTEGER,
    accepted INTEGER,
    rejected INTEGER,
    note VARCHAR,
    loaded_at TIMESTAMPTZ,
    code_version VARCHAR
);

CREATE TABLE sources (
    source VARCHAR,
    publisher VARCHAR,
    homepage VARCHAR,
    in_language VARCHAR,
    time_zone VARCHAR,
    region_code VARCHAR
);

CREATE TABLE regions (
    region_code VARCHAR,
    name VARCHAR,
    kind VARCHAR,
    parent_code VARCHAR,
    seat VARCHAR,
    other_names VARCHAR[]
);

CREATE TABLE topics (
    scheme VARCHAR,
    code VARCHAR,
    label VARCHAR,
    label_id VARCHAR,
    parent_code VARCHAR,
    definition VARCHAR
);

CREATE TABLE audits (
    run_id VARCHAR,
    audited_at TIMESTAMPTZ,
    rule VARCHAR,
    severity VARCHAR,
    success BOOLEAN,
    expected VARCHAR,
    found VARCHAR,
    batches VARCHAR[]
);

-- Versions that were superseded: whole rows of `articles` with the time they held.
CREATE TABLE machinery.superseded AS
    SELECT *, NULL::TIMESTAMPTZ AS valid_from, NULL::TIMESTAMPTZ AS valid_to FROM articles LIMIT 0;

-- When the current version of each article began.
CREATE TABLE machinery.current_since (article_id VARCHAR, valid_from TIMESTAMPTZ);

-- Locality-sensitive keys of the current texts: articles that share a key may share text.
CREATE TABLE machinery.bands (key UBIGINT, article_id VARCHAR);

CREATE TABLE machinery.schema_version (version INTEGER, name VARCHAR, applied_at TIMESTAMPTZ);

-- Digest of the views and comments that the file has, so that they are written only when they change.
CREATE TABLE machinery.wording (digest VARCHAR);
