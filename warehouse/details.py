"""What was found in the text of an article: a table each while the text is current, lists once it is not."""

import duckdb


def gather_details(connection: duckdb.DuckDBPyConnection) -> None:
    """Make `gathered`, the details of current texts that the new `versions` put into the past."""
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE leaving AS
        SELECT article_id FROM articles SEMI JOIN versions
            ON articles.article_id = versions.article_id
           AND articles.content_hash = versions.content_hash AND versions.valid_to IS NOT NULL;

        CREATE OR REPLACE TEMP TABLE gathered AS
        WITH found AS (
            SELECT article_id, list(topic) AS topics FROM (
                SELECT article_id, struct_pack(scheme, code, label, score, evidence) AS topic
                FROM article_topics SEMI JOIN leaving USING (article_id)
            ) GROUP BY article_id
        ), located AS (
            SELECT article_id, list(region) AS regions FROM (
                SELECT article_id, struct_pack(region_code, role, mentions, evidence) AS region
                FROM article_regions SEMI JOIN leaving USING (article_id)
            ) GROUP BY article_id
        ), taken AS (
            SELECT article_id, list(cut ORDER BY position) AS cuts FROM (
                SELECT article_id, position, struct_pack(rule, kind, "text", target) AS cut
                FROM cuts SEMI JOIN leaving USING (article_id)
            ) GROUP BY article_id
        ), keyed AS (
            SELECT article_id, bands FROM machinery.bands
            WHERE rowid IN (  -- else the keys of all articles are read
                SELECT filed.rowid FROM machinery.bands filed SEMI JOIN leaving USING (article_id)
            )
        )
        SELECT article_id, topics, regions, cuts, bands
        FROM leaving LEFT JOIN found USING (article_id) LEFT JOIN located USING (article_id)
             LEFT JOIN taken USING (article_id) LEFT JOIN keyed USING (article_id);
        """
    )


def replace_details(connection: duckdb.DuckDBPyConnection) -> None:
    """Lay out the lists of each article whose current text is another one, was read anew or is gone.

    Makes `fresh`, those texts, and `restated`, the ids of those articles, whose search keys are gone until
    `warehouse.stories.relate` has searched with the new ones.
    """
    connection.execute(
        """
        CREATE OR REPLACE TEMP TABLE fresh AS
        SELECT contents.* FROM contents
        JOIN articles USING (article_id, content_hash)
        LEFT JOIN before USING (article_id)
        WHERE brought OR before.content_hash IS DISTINCT FROM contents.content_hash
        ORDER BY article_id;

        CREATE OR REPLACE TEMP TABLE restated AS
        SELECT article_id FROM fresh
        UNION ALL SELECT article_id FROM affected ANTI JOIN articles USING (article_id);

        DELETE FROM article_topics WHERE article_id IN (FROM restated);
        DELETE FROM article_regions WHERE article_id IN (FROM restated);
        DELETE FROM cuts WHERE article_id IN (FROM restated);
        DELETE FROM machinery.bands WHERE article_id IN (FROM restated);

        INSERT INTO article_topics BY NAME
        SELECT article_id, unnest(topics, max_depth := 2) FROM fresh;
        INSERT INTO article_regions BY NAME
        SELECT article_id, unnest(regions, max_depth := 2) FROM fresh;
        INSERT INTO cuts BY NAME
        SELECT article_id, generate_subscripts(cuts, 1) - 1 AS position, unnest(cuts, max_depth := 2)
        FROM fresh;
        """
    )
