"""How sources stand: enabled or not, when they last worked, what they yield, and which are due."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from crawlers.sources.model import Source

_STOPPED = "shutdown"  # of a run that somebody stopped: what it left is due at once
_EARLY = 0.1  # share of its rhythm by which a source is due early, so that daily runs never miss it


@dataclass(frozen=True, slots=True)
class SourceStatus:
    """How one source stands.

    Attributes:
        source: which.
        last_run: when its last run ended, None where there was none.
        last_success: when it last brought something new.
        last_ending: how the last run ended.
        captured: responses with new content, all runs together.
        articles: articles that were captured.
        waiting: articles that are announced and not yet captured.
        failing: feeds and sitemaps whose last poll failed.
    """

    source: Source
    last_run: datetime | None = None
    last_success: datetime | None = None
    last_ending: str = ""
    captured: int = 0
    articles: int = 0
    waiting: int = 0
    failing: tuple[str, ...] = ()


def source_statuses(sources: Sequence[Source], home_state: Path) -> list[SourceStatus]:
    """Return how each source stands, in their order; a running crawl is not disturbed.

    A state file that cannot be read is told in `last_ending` and keeps no other source from its turn.
    """
    return [_status_or_fault(source, home_state / f"{source.id}.sqlite") for source in sources]


def due_sources(sources: Sequence[Source], home_state: Path, now: datetime) -> list[Source]:
    """Return the enabled sources whose rhythm says that it is their time, the longest not crawled first."""
    never = datetime.min.replace(tzinfo=UTC)
    statuses = source_statuses([source for source in sources if source.enabled], home_state)
    return [
        status.source
        for status in sorted(statuses, key=lambda status: status.last_run or never)
        if status.last_run is None
        or status.last_ending == _STOPPED
        or now - status.last_run >= status.source.cadence.every * (1 - _EARLY)
    ]


def _status_or_fault(source: Source, path: Path) -> SourceStatus:
    try:
        return _status(source, path)
    except sqlite3.Error as error:
        return SourceStatus(source, last_ending=f"its state cannot be read ({error}); remove {path}")


def _status(source: Source, path: Path) -> SourceStatus:
    if not path.exists():
        return SourceStatus(source)
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        last, captured, success = db.execute(
            "SELECT max(ended_at), coalesce(sum(captured), 0), "
            "max(CASE WHEN captured > 0 THEN ended_at END) FROM run"
        ).fetchone()
        ending = db.execute("SELECT ended_by FROM run ORDER BY ended_at DESC LIMIT 1").fetchone()
        articles, waiting = db.execute(
            "SELECT count(CASE WHEN visits > 0 THEN 1 END), "
            "count(CASE WHEN visits = 0 AND next_at IS NOT NULL THEN 1 END) FROM page"
        ).fetchone()
        failing = db.execute("SELECT url FROM place WHERE failures > 0 ORDER BY url").fetchall()
    return SourceStatus(
        source=source,
        last_run=_moment(last),
        last_success=_moment(success),
        last_ending=ending[0] if ending else "",
        captured=captured,
        articles=articles,
        waiting=waiting,
        failing=tuple(url for (url,) in failing),
    )


def _moment(seconds: float | None) -> datetime | None:
    return None if seconds is None else datetime.fromtimestamp(seconds, UTC)
