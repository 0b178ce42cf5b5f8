-- Made anew at each load: views hold no data, so the newest wording serves every file.

CREATE OR REPLACE VIEW article_versions AS
SELECT * EXCLUDE (valid_from, valid_to, topics, regions, cuts, bands), valid_from, valid_to
FROM machinery.superseded
UNION ALL BY NAME
SELECT a.*, s.valid_from, NULL::TIMESTAMPTZ AS valid_to
FROM articles a JOIN machinery.current_since s USING (article_id);

CREATE OR REPLACE VIEW stories AS
SELECT story_id,
       any_value(headline) FILTER (article_id = story_id) AS headline,
       count(*) AS articles,
       count(DISTINCT source) AS sources,
       min(date_published) AS first_date,
       max(date_published) AS last_date,
       min(first_seen) AS first_seen,
       max(last_seen) AS last_seen
FROM articles
GROUP BY story_id;

CREATE OR REPLACE VIEW rejections AS
WITH refused AS (
    SELECT record_id, target_uri, article_id, source, gate, rule, "value", reason, remedy,
           warc_file, warc_offset, warc_date, true AS stands, NULL::TIMESTAMPTZ AS mended_at
    FROM captures WHERE outcome = 'rejected'
    UNION ALL BY NAME
    SELECT *, false AS stands
    FROM machinery.mended ANTI JOIN (FROM captures WHERE outcome = 'rejected') USING (record_id, gate, rule)
), pages AS (
    SELECT md5(concat_ws(chr(31), target_uri, gate, rule)) AS rejection_id,
           target_uri, arg_max(source, warc_date) AS source, gate, rule,
           arg_max("value", (warc_date, record_id)) AS "value",
           arg_max(reason, (warc_date, record_id)) AS reason,
           arg_max(remedy, (warc_date, record_id)) AS remedy,
           arg_max(record_id, (warc_date, record_id)) AS record_id,
           arg_max(warc_file, (warc_date, record_id)) AS warc_file,
           arg_max(warc_offset, (warc_date, record_id)) AS warc_offset,
           min(warc_date) AS first_seen,
           max(warc_date) AS last_seen,
           count(*) AS times_seen,
           arg_max(article_id, (warc_date, record_id)) AS article_id,
           max(warc_date) FILTER (stands) AS last_refused,
           max(mended_at) AS mended_at,
           bool_and(warc_file IN (FROM machinery.gone)) FILTER (stands) AS gone
    FROM refused
    GROUP BY target_uri, gate, rule
), accepted AS (
    SELECT article_id, max(warc_date) AS last_accepted
    FROM captures SEMI JOIN pages USING (article_id)
    WHERE outcome <> 'rejected'
    GROUP BY article_id
)
SELECT pages.* EXCLUDE (article_id, last_refused, mended_at, gone),
       CASE WHEN last_refused IS NULL AND decided_at IS NOT NULL THEN 'waived'
            WHEN last_refused IS NULL OR last_accepted > last_refused THEN 'passed'
            WHEN gone THEN 'expired'
            ELSE 'open' END AS status,
       coalesce(decided_at, mended_at) AS decided_at,
       decided_by, note
FROM pages LEFT JOIN accepted USING (article_id) LEFT JOIN waivers USING (target_uri, rule);

CREATE OR REPLACE VIEW warnings AS
SELECT article_id, source, url, unnest(warnings, max_depth := 2)
FROM articles;

CREATE OR REPLACE VIEW unique_articles AS
SELECT * FROM articles WHERE article_id = story_id;

CREATE OR REPLACE VIEW reprints AS
SELECT later.article_id, later.source, later.headline, later.url, later.first_seen,
       link.kind, link.jaccard, link.containment,
       original.article_id AS original_id, original.source AS original_source,
       original.headline AS original_headline, original.url AS original_url,
       later.first_seen - original.first_seen AS seen_later_by,
       later.published_at - original.published_at AS published_later_by,
       later.date_published - original.date_published AS days_later
FROM articles later
JOIN articles original ON original.article_id = later.story_id
LEFT JOIN links link
    ON link.article_id = least(later.article_id, original.article_id)
   AND link.other_id = greatest(later.article_id, original.article_id)
WHERE later.article_id <> later.story_id;

CREATE OR REPLACE VIEW excerpts AS
WITH dated AS (
    SELECT article_id, source, headline, url, word_count,
           coalesce(published_at, date_published::TIMESTAMP AT TIME ZONE 'UTC', first_seen) AS since,
           first_seen
    FROM articles
), ends AS (
    SELECT article_id, other_id AS original_id, jaccard, containment FROM links WHERE kind = 'excerpt'
    UNION ALL
    SELECT other_id, article_id, jaccard, containment FROM links WHERE kind = 'excerpt'
), measured AS (
    SELECT later.article_id, later.source, later.headline, later.url,
           original.article_id AS original_id, original.source AS original_source,
           original.headline AS original_headline, original.url AS original_url,
           jaccard, containment,
           -- Of s shingles of the shorter text, c s stand in the longer one, which has (c / j + c - 1) s.
           if(original.word_count <= later.word_count, containment,
              containment / (containment / jaccard + containment - 1)) AS share_of_original
    FROM ends JOIN dated later USING (article_id) JOIN dated original ON original.article_id = original_id
    WHERE (original.since, original.first_seen, original.article_id)
        < (later.since, later.first_seen, later.article_id)
)
FROM measured WHERE share_of_original >= 0.4;

CREATE OR REPLACE VIEW headline_changes AS
SELECT article_id, source, url, version, headline_before, headline AS headline_after, valid_from AS changed_at
FROM (
    SELECT article_id, source, url, version, headline, valid_from,
           lag(headline) OVER (PARTITION BY article_id ORDER BY version) AS headline_before,
           -- As in content hashes, case and white space are no change.
           trim(lower(regexp_replace(coalesce(headline, ''), '[\s\p{Z}]+', ' ', 'g'))) AS folded,
           lag(folded) OVER (PARTITION BY article_id ORDER BY version) AS folded_before
    FROM article_versions
)
WHERE folded <> folded_before;

CREATE OR REPLACE VIEW daily_counts AS
SELECT date_published, source, in_language, media_topic, region_code,
       count(*) AS articles,
       count(*) FILTER (article_id = story_id) AS stories
FROM articles
GROUP BY ALL;

CREATE OR REPLACE VIEW topic_days AS
SELECT date_published, scheme, code, topics.label, topics.label_id, parent_code,
       count(*) AS articles,
       count(*) FILTER (article_id = story_id) AS stories,
       count(*) FILTER (media_topic = code) AS chiefly
FROM article_topics JOIN articles USING (article_id) JOIN topics USING (scheme, code)
GROUP BY ALL;

CREATE OR REPLACE VIEW region_days AS
SELECT date_published, named.region_code, place.name, place.kind, province.name AS province, "role",
       count(*) AS articles,
       count(*) FILTER (article_id = story_id) AS stories,
       count(*) FILTER (articles.region_code = named.region_code) AS chiefly
FROM article_regions named
JOIN articles USING (article_id)
JOIN regions place ON place.region_code = named.region_code
LEFT JOIN regions province ON province.region_code = left(named.region_code, 2)
GROUP BY ALL;

CREATE OR REPLACE VIEW source_health AS
SELECT source,
       count(*) AS captures,
       count(*) FILTER (outcome = 'new') AS new_articles,
       count(*) FILTER (outcome = 'new_version') AS new_versions,
       count(*) FILTER (outcome = 'unchanged') AS unchanged,
       count(*) FILTER (outcome = 'rejected') AS rejected,
       count(*) FILTER (outcome = 'rejected') / count(*) AS rejected_share,
       min(warc_date) AS first_capture,
       max(warc_date) AS last_capture,
       max(warc_date) FILTER (outcome = 'new') AS last_new,
       coalesce((
           SELECT list(measure ORDER BY measure) FROM drifts WHERE drifts.source = captures.source
       ), []) AS drifting
FROM captures
GROUP BY source;
