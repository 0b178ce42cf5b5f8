-- Moments are seconds since 1970, UTC; durations are seconds.

CREATE TABLE page (               -- an article that was announced
    url TEXT PRIMARY KEY,
    discovered_from TEXT NOT NULL,
    next_at REAL,                 -- when it is fetched, null where no more
    failures INTEGER NOT NULL DEFAULT 0,  -- since the last capture
    visits INTEGER NOT NULL DEFAULT 0,    -- captures
    first_at REAL,
    last_at REAL,
    etag TEXT,
    last_modified TEXT,
    record_id TEXT,               -- the last response record, to which revisits refer
    record_uri TEXT,
    record_date TEXT,
    digest TEXT
) WITHOUT ROWID;

CREATE INDEX page_next ON page (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE place (              -- a feed, sitemap, listing or home page
    url TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    discovered_from TEXT NOT NULL,
    next_at REAL NOT NULL DEFAULT 0,
    interval REAL NOT NULL,       -- between two polls, as it adapted
    announced_at REAL,            -- date of a sitemap in its index when it was last read
    read_digest TEXT,             -- of the body whose announcements were all read
    last_new_at REAL,             -- when it last brought something new
    polls INTEGER NOT NULL DEFAULT 0,
    news INTEGER NOT NULL DEFAULT 0,      -- new articles, all polls together
    failures INTEGER NOT NULL DEFAULT 0,  -- since the last success
    visits INTEGER NOT NULL DEFAULT 0,
    first_at REAL,
    last_at REAL,
    etag TEXT,
    last_modified TEXT,
    record_id TEXT,
    record_uri TEXT,
    record_date TEXT,
    digest TEXT
);

CREATE TABLE robots (host TEXT PRIMARY KEY, at REAL NOT NULL, status INTEGER NOT NULL, body BLOB NOT NULL);

CREATE TABLE fact (name TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE run (
    run_id TEXT PRIMARY KEY,
    started_at REAL NOT NULL,
    ended_at REAL NOT NULL,
    discovered INTEGER NOT NULL,
    captured INTEGER NOT NULL,    -- responses with new content
    ended_by TEXT NOT NULL
);
