"""Each source: whether it is crawled, when it last worked, what it yields, what keeps it from it."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from crawlers.kit.status import SourceStatus, source_statuses
from crawlers.sources import SHIPPED, load_sources
from news.errors import InputError
from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check

_STANDS_OUT = 0.2  # share of a week's addresses from which an obstacle is told
_LATE = 2  # turns of its rhythm that a source may miss
_OBSTACLES = {
    "blocked": ("blocked by a bot wall", "Ask the site's owner, or crawl it more gently (politeness.delay)."),
    "robots_denied": ("forbidden by robots.txt", "Respect it, or ask the site's owner; see warta why URL."),
}


def source_checks(home: Home, facts: dict[str, Any], now: datetime) -> Iterator[Check]:
    """Check every source that is crawled; those that are not are told in one line."""
    try:
        sources = load_sources([SHIPPED, home.sources])
    except InputError as error:
        yield Check("sources", BROKEN, str(error), "Mend the source file that is named.")
        return
    disabled = [source for source in sources if not source.enabled]
    if disabled:
        yield _disabled(len(sources), [source.id for source in disabled])
    for status in source_statuses([source for source in sources if source.enabled], home.crawl_state):
        yield from _of_source(status, facts, now)


def _disabled(known: int, names: list[str]) -> Check:
    told = f"{len(names)} of {known} are not crawled: {', '.join(names[:5])}{', …' if len(names) > 5 else ''}"
    if len(names) < known:
        return Check("sources", GOOD, told)
    return Check("sources", WARNING, told, "Enable one: warta source check SOURCE.")


def _of_source(status: SourceStatus, facts: dict[str, Any], now: datetime) -> Iterator[Check]:
    about = f"source {status.source.id}"
    problems = [*_state(status, now), *_obstacles(status.source.id, facts), *_drifts(status.source.id, facts)]
    for told, remedy in problems:
        yield Check(about, WARNING, told, remedy)
    if not problems:
        yield Check(about, GOOD, ", ".join(_figures(status, facts, now)))


def _state(status: SourceStatus, now: datetime) -> Iterator[tuple[str, str]]:
    name = status.source.id
    if status.last_run is None:
        yield (status.last_ending or "never crawled", f"Run: warta crawl {name}")
    elif now - status.last_run > _LATE * status.source.cadence.every:
        yield (f"overdue: last crawled {_ago(status.last_run, now)}", "Look whether the DAG crawl runs.")
    elif status.last_success is None:
        yield ("it has never brought anything new", f"Run: warta source check {name}")
    if status.failing:
        yield (f"its last poll of {status.failing[0]} failed", f"Run: warta source check {name}")


def _obstacles(name: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    own = [row for row in facts.get("outcomes", ()) if row["source"] == name]
    total = sum(row["number"] for row in own)
    for row in own:
        if row["outcome"] in _OBSTACLES and row["number"] >= _STANDS_OUT * total:
            told, remedy = _OBSTACLES[row["outcome"]]
            yield (f"{row['number'] / total:.0%} of the week's addresses {told}", remedy)


def _drifts(name: str, facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for row in facts.get("drifts", ()):
        if row["source"] == name:
            told = f"{row['measure']} drifts since {row['since']:%Y-%m-%d}: {row['told']}"
            yield (told, "See warta report for the two captures.")


def _figures(status: SourceStatus, facts: dict[str, Any], now: datetime) -> Iterator[str]:
    if status.last_run and status.last_success:
        yield f"last crawled {_ago(status.last_run, now)}, last new {_ago(status.last_success, now)}"
    due = status.last_run is None or now - status.last_run >= status.source.cadence.every
    yield "due" if due else "not due"
    for row in facts.get("yields", ()):
        if row["source"] == status.source.id:
            yield f"{row['week']:,} articles this week, {row['week_before']:,} the week before"


def _ago(moment: datetime, now: datetime) -> str:
    hours = (now - moment).total_seconds() / 3600
    return f"{hours:.0f} hours ago" if hours < 48 else f"{hours / 24:.0f} days ago"
