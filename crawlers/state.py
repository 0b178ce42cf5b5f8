"""What the crawler remembers of a source between runs: one SQLite file a source.

Everything of a run stands in one open transaction that is committed only after the captures it
speaks of are on disk, so the state never knows more than the WARC files hold.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from crawlers.spool.records import Earlier

_SCHEMA = (Path(__file__).parent / "state.sql").read_text("utf-8")
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Visited:
    """What is remembered of one address that was captured.

    Attributes:
        validators: the `ETag` and `Last-Modified` of the last full answer.
        capture: the record that later revisits refer to.
        first_at, last_at: moments of the first and last capture, seconds since 1970.
        visits: how many captures there were.
    """

    validators: dict[str, str]
    capture: Earlier | None
    first_at: float | None
    last_at: float | None
    visits: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that is due to be fetched: new, left over, or to be visited again."""

    url: str
    discovered_from: str
    seen: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an article stands: whether captured, when it is due (None: no more), when last captured."""

    captured: bool
    next_at: float | None
    last_at: float | None


@dataclass(frozen=True, slots=True)
class Place:
    """A feed, sitemap, listing or home page that is asked for what is new."""

    url: str
    kind: str
    discovered_from: str
    interval: timedelta
    failures: int


class State:
    """The memory of one source."""

    def __init__(self, path: Path):
        """Open the state at `path`, made where it is missing."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA synchronous = FULL")
        if self._one("PRAGMA user_version")[0] < _VERSION:
            self._db.executescript(f"BEGIN; {_SCHEMA} PRAGMA user_version = {_VERSION}; COMMIT;")
        self._db.execute("BEGIN")

    def commit(self) -> None:
        """Make what was said since the last commit last; the captures must be on disk by now."""
        self._db.execute("COMMIT")
        self._db.execute("BEGIN")

    def close(self) -> None:
        """Let go; what was not committed is forgotten."""
        self._db.close()

    # Articles

    def announce(self, url: str, discovered_from: str, now: datetime) -> None:
        """Remember an article that was announced, so that it is fetched now or by a later run."""
        self._db.execute(
            "INSERT INTO page (url, discovered_from, next_at) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (url, discovered_from, now.timestamp()),
        )

    def visited(self, url: str) -> Visited | None:
        """Return what is remembered of an article or place that was captured."""
        for table in ("page", "place"):
            row = self._one(
                "SELECT etag, last_modified, record_id, record_uri, record_date, digest, "
                f"first_at, last_at, visits FROM {table} WHERE url = ? AND visits > 0",
                url,
            )
            if row:
                return _visited(row)
        return None

    def due_pages(self, now: datetime, limit: int) -> Iterator[Waiting]:
        """Return the articles that are due, those never fetched first, then the longest due."""
        rows = self._db.execute(
            "SELECT url, discovered_from, visits > 0 FROM page WHERE next_at <= ? "
            "ORDER BY visits > 0, next_at LIMIT ?",
            (now.timestamp(), limit),
        ).fetchall()
        return (Waiting(url, origin, bool(seen)) for url, origin, seen in rows)

    def page_captured(self, url: str, captured: "Captured", revisit: tuple[timedelta, ...]) -> None:
        """Remember a capture of an article and when it is looked at again."""
        row = self._one("SELECT first_at FROM page WHERE url = ?", url)
        if row is None:
            self._db.execute("INSERT INTO page (url, discovered_from) VALUES (?, '')", (url,))
        at = captured.at.timestamp()
        first = row[0] if row and row[0] is not None else at
        ages = [first + age.total_seconds() for age in revisit]
        due = min((moment for moment in ages if moment > at), default=None)
        self._keep_capture("page", url, captured)
        self._db.execute("UPDATE page SET next_at = ?, failures = 0 WHERE url = ?", (due, url))

    def page_failed(self, url: str, again: datetime | None, *, counts: bool = True) -> None:
        """Remember that an article could not be had, and when it is tried again, if ever.

        A failure that `counts` brings the article nearer to being given up.
        """
        self._db.execute(
            "UPDATE page SET failures = failures + ?, next_at = ? WHERE url = ?",
            (int(counts), again.timestamp() if again else None, url),
        )

    def failures(self, url: str) -> int:
        """Return how often the article could not be had since it last could."""
        return int((self._one("SELECT failures FROM page WHERE url = ?", url) or (0,))[0])

    def standing(self, url: str) -> Standing | None:
        """Return where an announced article stands, None where it was never announced."""
        row = self._one("SELECT visits > 0, next_at, last_at FROM page WHERE url = ?", url)
        return Standing(bool(row[0]), row[1], row[2]) if row else None

    # Places

    def add_place(self, url: str, kind: str, discovered_from: str, interval: timedelta) -> None:
        """Remember a place to ask; nothing changes where it is known."""
        self._db.execute(
            "INSERT INTO place (url, kind, discovered_from, interval) VALUES (?, ?, ?, ?) "
            "ON CONFLICT DO NOTHING",
            (url, kind, discovered_from, interval.total_seconds()),
        )

    def places(self, due_by: datetime | None = None) -> list[Place]:
        """Return all places, or those that are due by themselves.

        A sitemap whose index dates it is not: its index says when it changed. Places are due a tenth
        of their interval early, so that a run that starts a minute before its time of yesterday finds them.
        """
        rows = self._db.execute(
            "SELECT url, kind, discovered_from, interval, failures FROM place "
            "WHERE ? IS NULL OR (next_at - interval / 10 <= ? AND announced_at IS NULL) ORDER BY rowid",
            (due_by.timestamp() if due_by else None,) * 2,
        )
        return [Place(u, k, d, timedelta(seconds=i), f) for u, k, d, i, f in rows.fetchall()]

    def place(self, url: str) -> Place | None:
        """Return the place at `url`."""
        return next((place for place in self.places() if place.url == url), None)

    def forget_place(self, url: str) -> None:
        """Ask this place no more."""
        self._db.execute("DELETE FROM place WHERE url = ?", (url,))

    def place_captured(self, url: str, captured: "Captured") -> None:
        """Remember the last full answer of a place."""
        self._keep_capture("place", url, captured)

    def read_digest(self, url: str) -> str | None:
        """Return the digest of the place's body when its announcements were last read."""
        row = self._one("SELECT read_digest FROM place WHERE url = ?", url)
        return row[0] if row else None

    def place_read(self, url: str, digest: str) -> None:
        """Remember that the announcements of a body of this digest were all read."""
        self._db.execute("UPDATE place SET read_digest = ? WHERE url = ?", (digest, url))

    def place_polled(self, url: str, now: datetime, interval: timedelta, news: int | None) -> None:
        """Remember a poll: how many new articles it brought, or None where it failed."""
        self._db.execute(
            "UPDATE place SET polls = polls + 1, news = news + ?, interval = ?, next_at = ?, "
            "failures = CASE WHEN ? THEN failures + 1 ELSE 0 END, "
            "last_new_at = CASE WHEN ? THEN ? ELSE last_new_at END WHERE url = ?",
            (
                news or 0,
                interval.total_seconds(),
                (now + interval).timestamp(),
                news is None,
                bool(news),
                now.timestamp(),
                url,
            ),
        )

    def announced_at(self, url: str) -> float | None:
        """Return the date that an index gave for a sitemap when it was last read."""
        row = self._one("SELECT announced_at FROM place WHERE url = ?", url)
        return row[0] if row else None

    def keep_announced_at(self, url: str, at: float | None) -> None:
        """Remember the date that an index gives for a sitemap."""
        self._db.execute("UPDATE place SET announced_at = ? WHERE url = ?", (at, url))

    # robots.txt, facts, runs

    def robots(self, host: str, since: datetime) -> tuple[int, bytes] | None:
        """Return status and body of the host's robots.txt if it was fetched after `since`."""
        row = self._one("SELECT status, body FROM robots WHERE host = ? AND at > ?", host, since.timestamp())
        return (row[0], row[1]) if row else None

    def keep_robots(self, host: str, status: int, body: bytes, now: datetime) -> None:
        """Remember the robots.txt of a host."""
        self._db.execute(
            "INSERT OR REPLACE INTO robots (host, at, status, body) VALUES (?, ?, ?, ?)",
            (host, now.timestamp(), status, body),
        )

    def fact(self, name: str) -> str | None:
        """Return something that was kept under a name."""
        row = self._one("SELECT value FROM fact WHERE name = ?", name)
        return row[0] if row else None

    def keep_fact(self, name: str, value: str) -> None:
        """Keep something under a name."""
        self._db.execute("INSERT OR REPLACE INTO fact (name, value) VALUES (?, ?)", (name, value))

    def keep_run(self, run_id: str, started: datetime, counts: dict[str, int], ended_by: str) -> None:
        """Remember a run that came to its end."""
        new = counts.get("fetched", 0) + counts.get("revisited", 0)
        self._db.execute(
            "INSERT OR REPLACE INTO run (run_id, started_at, ended_at, discovered, captured, ended_by) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (
                run_id,
                started.timestamp(),
                datetime.now(UTC).timestamp(),
                sum(counts.values()),
                new,
                ended_by,
            ),
        )

    def _keep_capture(self, table: str, url: str, captured: "Captured") -> None:
        at = captured.at.timestamp()
        values: list[object] = [at, at]
        changes = (
            "visits = visits + 1, first_at = coalesce(first_at, ?), last_at = max(coalesce(last_at, 0), ?)"
        )
        if captured.capture:
            changes += (
                ", etag = ?, last_modified = ?, record_id = ?, record_uri = ?, record_date = ?, digest = ?"
            )
            values += [captured.validators.get(name) for name in ("ETag", "Last-Modified")]
            kept = captured.capture
            values += [kept.record_id, kept.target_uri, kept.warc_date, kept.payload_digest]
        self._db.execute(f"UPDATE {table} SET {changes} WHERE url = ?", (*values, url))

    def _one(self, query: str, *values: object) -> tuple:  # type: ignore[type-arg]
        return self._db.execute(query, values).fetchone()  # type: ignore[no-any-return]


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture to remember: when, with which validators, and the record, None for a revisit."""

    at: datetime
    validators: dict[str, str]
    capture: Earlier | None


def _visited(row: tuple) -> Visited:  # type: ignore[type-arg]
    etag, modified, record_id, uri, date, digest, first_at, last_at, visits = row
    validators = {name: value for name, value in (("ETag", etag), ("Last-Modified", modified)) if value}
    capture = Earlier(record_id, uri, date, digest) if record_id else None
    return Visited(validators, capture, first_at, last_at, visits)
