"""How long landed files are kept: the policy of a home, and what it gives up."""

from dataclasses import dataclass, field
from typing import Any

import yaml

from news.errors import InputError
from news.home import Home
from pipeline.staging import scratch_of
from warehouse.reader import snapshot
from warehouse.retention import expired
from warehouse.schema import is_current


@dataclass(frozen=True, slots=True)
class Retention:
    """Days that captures are kept in the landing area; None for ever."""

    days: int | None = None
    by_source: dict[str, int | None] = field(default_factory=dict)

    @property
    def keeps_all(self) -> bool:
        """Tell whether nothing ever expires."""
        return self.days is None and not any(self.by_source.values())


def retention_of(home: Home) -> Retention:
    """Return the policy in `retention.yaml`: ``days``, and ``sources`` by id; ``all`` keeps for ever.

    Raises:
        InputError: the file is not of that form.
    """
    if not home.retention.exists():
        return Retention()
    said = yaml.safe_load(home.retention.read_text("utf-8")) or {}
    if not isinstance(said, dict) or said.keys() - {"days", "sources"}:
        raise InputError(f"{home.retention}: expected the keys days and sources, found {said!r}")
    by_source = said.get("sources") or {}
    if not isinstance(by_source, dict):
        raise InputError(f"{home.retention}: sources: expected ids with days, found {by_source!r}")
    return Retention(
        _days(home, "days", said.get("days")),
        {str(source): _days(home, str(source), days) for source, days in by_source.items()},
    )


def remove_expired(home: Home) -> list[str]:
    """Remove the landed files that the published file says were given up; return their names.

    What is published says so first, so a kill in between leaves files that the next call removes.
    """
    with snapshot(home.published, scratch_of(home)) as connection:
        names = expired(connection) if connection and is_current(connection) else []
    there = [name for name in names if (home.landing / name).exists()]
    for name in there:
        (home.landing / name).unlink()
    return there


def _days(home: Home, of: str, said: Any) -> int | None:
    if said is None or said == "all":
        return None
    if isinstance(said, bool) or not isinstance(said, int) or said < 1:
        raise InputError(f"{home.retention}: {of}: expected days (1 or more) or all, found {said!r}")
    return said
