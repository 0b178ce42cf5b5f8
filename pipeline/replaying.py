"""Replays as Airflow asks for them: by hand for a range of days, or a day at a time as a backfill."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from news.errors import InputError
from news.home import Home
from pipeline.staging import scratch_of
from pipeline.steps import plan
from pipeline.whole_run import group_bytes
from warehouse.reader import snapshot
from warehouse.replay import Selection, files_of
from warehouse.retention import expired
from warehouse.schema import is_current

BACKFILL, SCHEDULED = "backfill", "scheduled"
"""Kinds of runs, as Airflow calls them."""


def asked(kind: str, logical_date: datetime | None, params: Mapping[str, Any]) -> Selection | None:
    """Return which captures a run replays; None for one that nobody has asked for.

    >>> asked("backfill", datetime(2025, 11, 28), {"source": None})
    Selection(source=None, since=datetime.date(2025, 11, 28), until=datetime.date(2025, 11, 28))
    >>> asked("manual", None, {"from": "2025-11-01", "to": None, "source": "kabarhulu"}).since
    datetime.date(2025, 11, 1)

    Args:
        kind: of the run; a backfill replays the day of each logical date.
        logical_date: of the run.
        params: ``from`` and ``to`` (days in ISO 8601, both included) and ``source``; None for no limit.

    Raises:
        InputError: a day is none, or the last comes before the first.
    """
    source = params.get("source") or None
    if kind == SCHEDULED:
        return None
    if kind == BACKFILL and logical_date:
        return Selection(source, logical_date.date(), logical_date.date())
    since, until = _day("from", params.get("from")), _day("to", params.get("to"))
    if since and until and since > until:
        raise InputError(f"from {since} to {until}: expected the earlier day first")
    return Selection(source, since, until)


def plan_replay(home: Home, run_id: str, chosen: Selection | None) -> list[str]:
    """Group the landed files that hold captures of the selection; return the folder of each group.

    A day without captures, or whose captures have all expired, gives none: a backfill passes over it.

    Raises:
        InputError: the landed files of such captures are no longer there.
    """
    if chosen is None or not _any_of(home, chosen):
        return []
    return plan(home, run_id, again=chosen, group_bytes=group_bytes())


def _any_of(home: Home, chosen: Selection) -> bool:
    with snapshot(home.published, scratch_of(home)) as connection:
        if connection is None:
            return False
        gone = set(expired(connection)) if is_current(connection) else set()
        return bool(files_of(connection, chosen) - gone)


def _day(name: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{name} {text}: expected a day in ISO 8601, such as 2025-11-28") from error
