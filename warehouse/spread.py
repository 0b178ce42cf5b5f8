"""Read how one text spread: the articles of a story, when each came and from which one it came."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import duckdb

from warehouse.stories import SINCE


@dataclass(frozen=True, slots=True)
class Member:
    """One article of a story, or one that is linked to it as an excerpt.

    Attributes:
        article_id: its id.
        source: who published it.
        headline: its headline; empty where it has none.
        url: its address.
        since: the moment by which stories are ordered: of publication, else the beginning of that day in UTC,
            else of the first capture.
        published_at: moment of publication, None unless known.
        date_published: local day of publication, None unless known.
        first_seen: its first capture.
        origin: article_id of the article whose text it carries, None for the story's first.
        kind: reprint, revision or excerpt; None for the story's first.
        jaccard: of the link to `origin`.
        containment: of the link to `origin`.
        in_story: whether it belongs to the story; an excerpt is only linked.
    """

    article_id: str
    source: str
    headline: str
    url: str
    since: datetime
    published_at: datetime | None
    date_published: date | None
    first_seen: datetime
    origin: str | None
    kind: str | None
    jaccard: float | None
    containment: float | None
    in_story: bool

    def later_than(self, other: "Member") -> tuple[timedelta, bool]:
        """Return how much later this one came, and whether that is known to the minute and not to the day."""
        if self.published_at and other.published_at:
            return self.published_at - other.published_at, True
        if self.date_published and other.date_published:
            return self.date_published - other.date_published, False
        return self.first_seen - other.first_seen, True


def story_of(connection: duckdb.DuckDBPyConnection, article_id: str) -> list[Member]:
    """Return the members of the story of an article, the earliest first, and the excerpts linked to them.

    Each is shown with its link to the story's earliest article, else with the closest one to a member that
    came before it.
    """
    rows = connection.execute(
        f"""
        WITH told AS (
            SELECT article_id, story_id, true AS in_story FROM articles
            WHERE story_id = (SELECT story_id FROM articles WHERE article_id = $article_id)
        ), both_ways AS (
            SELECT article_id, other_id AS origin, kind, jaccard, containment FROM links
            UNION ALL SELECT other_id, article_id, kind, jaccard, containment FROM links
        ), near AS (
            SELECT * FROM both_ways
            WHERE article_id IN (SELECT article_id FROM told) OR origin IN (SELECT article_id FROM told)
        ), members AS (
            FROM told
            UNION ALL
            SELECT DISTINCT near.article_id, told.story_id, false
            FROM near JOIN told ON near.origin = told.article_id
            WHERE near.article_id NOT IN (SELECT article_id FROM told)
        ), dated AS (
            SELECT members.in_story, members.story_id AS first_id, articles.*, {SINCE} AS since
            FROM members JOIN articles USING (article_id)
        ), told_by AS (
            SELECT near.* FROM near JOIN dated one USING (article_id)
            JOIN dated other ON other.article_id = near.origin AND other.in_story
            WHERE NOT one.in_story
               OR (other.since, other.first_seen, other.article_id)
                < (one.since, one.first_seen, one.article_id)
            QUALIFY row_number() OVER (
                PARTITION BY near.article_id
                ORDER BY near.origin = one.first_id DESC, near.jaccard DESC, near.containment DESC,
                         near.origin
            ) = 1
        )
        SELECT article_id, source, coalesce(headline, ''), url, since, published_at, date_published,
               first_seen, origin, kind, jaccard, containment, in_story
        FROM dated LEFT JOIN told_by USING (article_id)
        ORDER BY in_story DESC, since, first_seen, article_id
        """,
        {"article_id": article_id},
    ).fetchall()
    return [Member(*row) for row in rows]
