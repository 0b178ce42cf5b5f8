"""The story of one address: how it was discovered, what crawls made of it, what became of captures."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from crawlers.discovery.addresses import visiting_address
from crawlers.outcomes import read_outcomes
from news.canonical_url import canonical_url
from news.home import Home
from news.identity import article_id
from pipeline.ledgers import outcome_table, pending_ledgers
from warehouse.reader import snapshot
from warehouse.schema import is_current


@dataclass(frozen=True, slots=True)
class Story:
    """What is known of one address; rows are dictionaries by the columns of their tables.

    Attributes:
        url: the address asked for.
        outcomes: of each run, oldest first, those of ledgers that are not published yet among them.
        captures: of the address and of the article that it names, oldest first.
        article: in its current version, None where none is published.
    """

    url: str
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    captures: list[dict[str, Any]] = field(default_factory=list)
    article: dict[str, Any] | None = None

    @property
    def known(self) -> bool:
        """Whether anything is known of the address."""
        return bool(self.outcomes or self.captures or self.article)


def story_of(home: Home, url: str) -> Story:
    """Return what the published file and the ledgers that wait say of `url`."""
    names = list(dict.fromkeys(name for name in (url, visiting_address(url), canonical_url(url)) if name))
    waiting = list(_waiting(home, set(names)))
    with snapshot(home.published, home.candidates / "why.duckdb") as connection:
        if connection is None or not is_current(connection):
            return Story(url, waiting)
        connection.execute("SET TimeZone = 'UTC'")
        asked = {"urls": names, "article": article_id(canonical_url(url))}
        outcomes = _rows(connection, _OUTCOMES, asked)
        captures = _rows(connection, _CAPTURES, asked)
        # The page may have declared another address: what its captures were read as is the article.
        asked["article"] = next((row["article_id"] for row in captures[::-1]), asked["article"])
        articles = _rows(connection, _ARTICLES, {"article": asked["article"]})
    return Story(url, outcomes + waiting, captures, articles[0] if articles else None)


def _waiting(home: Home, names: set[str]) -> Iterator[dict[str, Any]]:
    for ledger in pending_ledgers(home):
        rows = (row for row in read_outcomes(home.ledgers / ledger) if row.url in names)
        yield from outcome_table(rows).to_pylist()


def _rows(connection: Any, sql: str, asked: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.sql(sql, params=asked).to_arrow_table().to_pylist()
    return found


_OUTCOMES = """
    SELECT * FROM outcomes
    WHERE url IN (SELECT unnest($urls::VARCHAR[])) AND $article IS NOT NULL
    ORDER BY decided_at
"""
_CAPTURES = """
    SELECT * FROM captures
    WHERE article_id = $article OR target_uri IN (SELECT unnest($urls::VARCHAR[]))
       OR record_id IN (SELECT record_id FROM outcomes WHERE url IN (SELECT unnest($urls::VARCHAR[])))
    ORDER BY warc_date
"""
_ARTICLES = "SELECT * FROM articles WHERE article_id = $article"
