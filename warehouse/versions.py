"""Read the versions of one article."""

from dataclasses import dataclass
from datetime import datetime

import duckdb

from news.errors import InputError


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article.

    Attributes:
        number: from 1, by capture date.
        url: address of the article.
        source: who published it.
        headline: as the page gave it then; empty where it gave none.
        article_body: cleaned text, paragraphs separated by one blank line.
        valid_from: capture date at which it was first seen.
        valid_to: capture date at which the next version was first seen; None for the current one.
    """

    number: int
    url: str
    source: str
    headline: str
    article_body: str
    valid_from: datetime
    valid_to: datetime | None


def two_versions(
    connection: duckdb.DuckDBPyConnection, article_id: str, earlier: int | None, later: int | None
) -> tuple[Version, Version]:
    """Return two versions of an article; without numbers the last one and the one before it.

    Raises:
        InputError: the article has one version only, or not the version asked for.
    """
    count = _count(connection, article_id)
    if later is None:
        later = count if earlier is None or earlier < count else count - 1
    if earlier is None:
        earlier = later - 1 if later > 1 else later + 1
    if count == 1:
        only = _version(connection, article_id, 1)
        raise InputError(
            f"{only.url}: has one version only, seen since {only.valid_from:%Y-%m-%d %H:%M} UTC; "
            "there is nothing to compare"
        )
    for number in (later, earlier):
        if not 1 <= number <= count:
            raise InputError(f"expected a version from 1 to {count}, found {number}")
    return _version(connection, article_id, earlier), _version(connection, article_id, later)


def _count(connection: duckdb.DuckDBPyConnection, article_id: str) -> int:
    row = connection.execute("SELECT version FROM articles WHERE article_id = ?", [article_id]).fetchone()
    assert row is not None, article_id
    return int(row[0])


def _version(connection: duckdb.DuckDBPyConnection, article_id: str, number: int) -> Version:
    rows = connection.execute(
        """
        SELECT version, url, source, coalesce(headline, ''), article_body, valid_from, valid_to
        FROM article_versions WHERE article_id = ? AND version = ?
        """,
        [article_id, number],
    ).fetchall()
    return Version(*rows[0])
