"""Find the article that somebody means by an address or an id."""

import duckdb

from news.canonical_url import canonical_url
from news.errors import InputError

_SUGGESTED = 3
_LEAST_PREFIX = 6  # hexadecimal digits: below that, several articles are meant more often than one


def find_article(connection: duckdb.DuckDBPyConnection, asked: str) -> str:
    """Return the id of the article known by `asked`: its id or the beginning of it, or one of its addresses.

    An address is that of the article in any of its forms (see `news.canonical_url`; ``https://`` may be left
    out), or one under which it was captured.

    Raises:
        InputError: no article is known by it, or several are.
    """
    asked = asked.strip()
    named = canonical_url(asked if ":" in asked else f"https://{asked}")
    rows = connection.execute(
        """
        SELECT article_id FROM articles
        WHERE url IN ($asked, $named) OR article_id = $asked OR starts_with(article_id, $beginning)
        UNION
        SELECT article_id FROM captures SEMI JOIN articles USING (article_id)
        WHERE outcome <> 'rejected' AND target_uri IN ($asked, $named)
        ORDER BY article_id
        """,
        {"asked": asked, "named": named, "beginning": asked if len(asked) >= _LEAST_PREFIX else " "},
    ).fetchall()
    if len(rows) == 1:
        return str(rows[0][0])
    if rows:
        meant = ", ".join(name for (name,) in rows[:_SUGGESTED])
        raise InputError(f"{asked}: expected one article, found {len(rows)}: {meant}")
    raise InputError(_unknown(connection, asked, named))


def _unknown(connection: duckdb.DuckDBPyConnection, asked: str, named: str) -> str:
    refused = connection.execute(
        "SELECT rule, reason FROM rejections WHERE target_uri IN (?, ?) ORDER BY last_seen DESC LIMIT 1",
        [asked, named],
    ).fetchone()
    if refused:
        return f"{asked}: refused by the rule {refused[0]}, so it is no article ({refused[1]})"
    near = _nearest(connection, named)
    told = "The nearest known:" if near else "The published file has no article."
    return "\n  ".join([f"{asked}: no article has this address or id. {told}", *near])


def _nearest(connection: duckdb.DuckDBPyConnection, named: str) -> list[str]:
    """Return the addresses that take the fewest edits to become this one, those of its host first."""
    host = "/".join(named.split("/")[:3]) + "/"
    rows = connection.execute(
        f"""
        SELECT url FROM articles
        ORDER BY starts_with(url, $host) DESC, levenshtein(url, $named), url
        LIMIT {_SUGGESTED}
        """,
        {"host": host, "named": named},
    ).fetchall()
    return [url for (url,) in rows]
