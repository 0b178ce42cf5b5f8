"""Who shares text with whom: links between accepted articles, and the stories they make.

Only the neighbourhood of what changed is looked at: articles that share a key with a changed text, and
the stories those belong to. So cost follows the batch and its matches, not the history.
"""

from collections.abc import Iterable
from typing import Protocol

import duckdb
import pyarrow as pa

SINCE = "coalesce(published_at, date_published::TIMESTAMP AT TIME ZONE 'UTC', first_seen)"
"""By which the earliest article of a story is told: a day counts from its beginning, in UTC.

Of two with the same day the one seen first is the earlier."""
_PIECE = 10_000  # articles whose keys are read at a time, some 10 MB


class Kinship(Protocol):
    """How links are found and clusters drawn; pure, order-independent, given by the caller."""

    def sharing(self, bands: pa.ChunkedArray, history: Iterable[pa.RecordBatch]) -> pa.Table:
        """Return those rows of `history` (article_id, bands) that may share text with one of `bands`."""

    def links(self, batch: pa.Table, history: pa.Table) -> pa.Table:
        """Return links of `batch` within itself and with `history`.

        Columns out: article_id < other_id, kind, jaccard, containment.
        """

    def stories(self, members: pa.Table, links: pa.Table) -> pa.Table:
        """Return article_id, story_id for `members` (article_id, since), joined by `links`."""


def relate(connection: duckdb.DuckDBPyConnection, kinship: Kinship) -> None:
    """Draw the links of the texts that changed and the stories they touch.

    Works on the temporary tables of `warehouse.load`: `fresh`, `restated`, `before`.
    """
    connection.execute("DELETE FROM links WHERE article_id IN (FROM restated) OR other_id IN (FROM restated)")
    changed = connection.sql(
        "SELECT article_id, article_body, bands FROM fresh ORDER BY article_id"
    ).to_arrow_table()
    _insert_links(connection, kinship.links(changed, neighbours(connection, changed["bands"], kinship)))
    connection.execute(
        """
        INSERT INTO machinery.bands BY NAME
        SELECT article_id, list_sort(bands) AS bands FROM fresh WHERE len(bands) > 0
        """
    )
    _draw_stories(connection, kinship)


def neighbours(connection: duckdb.DuckDBPyConnection, bands: pa.ChunkedArray, kinship: Kinship) -> pa.Table:
    """Return the articles of the file that may share text with one of `bands`, with all of their keys.

    Args:
        connection: to a candidate or a published file.
        bands: lists of keys, one a text.
        kinship: which articles may.

    Returns:
        Columns article_id, article_body, bands; ordered by article_id.
    """
    filed = connection.sql("SELECT article_id, bands FROM machinery.bands").to_arrow_reader(_PIECE)
    connection.register("sharing", kinship.sharing(bands, filed))
    found: pa.Table = connection.sql(
        """
        SELECT article_id, article_body, bands
        FROM articles JOIN sharing USING (article_id)
        ORDER BY article_id
        """
    ).to_arrow_table()
    connection.unregister("sharing")
    return found


def _insert_links(connection: duckdb.DuckDBPyConnection, links: pa.Table) -> None:
    connection.register("found_links", links)
    connection.execute("INSERT INTO links BY NAME SELECT * FROM found_links ORDER BY article_id, other_id")
    connection.unregister("found_links")


def _draw_stories(connection: duckdb.DuckDBPyConnection, kinship: Kinship) -> None:
    """Draw the stories of the neighbourhood anew and record whose story changed."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE neighbourhood AS
        WITH touched AS (
            SELECT article_id FROM restated
            UNION SELECT other_id FROM links WHERE article_id IN (FROM restated)
            UNION SELECT article_id FROM links WHERE other_id IN (FROM restated)
        ), told AS (
            SELECT story_id FROM articles WHERE article_id IN (FROM touched)
            UNION SELECT story_id FROM before
        )
        SELECT article_id, story_id,
               row_number() OVER (ORDER BY {SINCE}, first_seen, article_id) AS since
        FROM articles
        WHERE story_id IN (FROM told) OR article_id IN (FROM touched)
        """
    )
    members = connection.sql(
        "SELECT article_id, since FROM neighbourhood ORDER BY article_id"
    ).to_arrow_table()
    links = connection.sql(
        """
        SELECT * FROM links
        WHERE article_id IN (SELECT article_id FROM neighbourhood)
          AND other_id IN (SELECT article_id FROM neighbourhood)
        ORDER BY article_id, other_id
        """
    ).to_arrow_table()
    connection.register("drawn_stories", kinship.stories(members, links))
    _record_moves(connection)
    connection.execute(
        """
        UPDATE articles SET story_id = drawn.story_id FROM drawn_stories drawn
        WHERE articles.article_id = drawn.article_id AND articles.story_id <> drawn.story_id
        """
    )
    connection.unregister("drawn_stories")


def _record_moves(connection: duckdb.DuckDBPyConnection) -> None:
    """Note each article that had a story before this batch and has another one now.

    A story whose articles are in several stories now, or whose earliest article is gone, has parted; one
    whose articles are in a story that was there, or to which those of yet another came, has joined it.
    """
    connection.execute(
        """
        INSERT INTO story_merges BY NAME
        WITH was AS (
            SELECT article_id, story_id FROM neighbourhood ANTI JOIN fresh USING (article_id)
            UNION SELECT article_id, story_id FROM before
        ), now_in AS (
            SELECT article_id, was.story_id AS from_story_id, drawn.story_id AS to_story_id
            FROM was JOIN drawn_stories drawn USING (article_id)
        ), parted AS (
            SELECT from_story_id FROM now_in GROUP BY from_story_id
            HAVING count(DISTINCT to_story_id) > 1
                OR from_story_id NOT IN (SELECT article_id FROM drawn_stories)
        ), joined AS (
            SELECT to_story_id FROM now_in GROUP BY to_story_id HAVING count(DISTINCT from_story_id) > 1
        )
        SELECT *, now() AS merged_at,
               CASE WHEN from_story_id IN (FROM parted) THEN 'parted'
                    WHEN to_story_id IN (FROM joined) THEN 'joined'
                    ELSE 'earlier_member' END AS reason
        FROM now_in
        WHERE from_story_id <> to_story_id
        ORDER BY article_id
        """
    )
