"""The landing area: whether it can be read, what waits in it, whether its files are what they were."""

import time
from collections.abc import Iterator
from typing import Any

from news.errors import WartaError
from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check
from pipeline.waiting import pending

_LONG = 26 * 3600  # seconds that a file may wait: a daily ingest and its time
_SHOWN = 3


def landing_checks(home: Home, facts: dict[str, Any]) -> Iterator[Check]:
    """Check what has landed against what the published file knows of it."""
    if facts.get("error"):
        return  # what waits is what the published file does not hold, and that cannot be opened
    try:
        waiting = pending(home)
    except (OSError, WartaError) as error:
        yield Check("landing", BROKEN, str(error), "Mend the permissions of the landing area.")
        return
    yield _waiting(waiting)
    yield from _torn(facts)
    yield from _changed(home, facts)


def _waiting(waiting: list[Any]) -> Check:
    if not waiting:
        return Check("landing", GOOD, "nothing waits")
    hours = (time.time() - min(path.stat().st_mtime for path in waiting)) / 3600
    told = f"{len(waiting):,} files wait, the oldest for {hours:,.0f} hours"
    if hours * 3600 < _LONG:
        return Check("landing", GOOD, told)
    return Check("landing", WARNING, told, "Run warta ingest, or look why the DAG ingest does not.")


def _torn(facts: dict[str, Any]) -> Iterator[Check]:
    torn = [row["batch_id"] for row in facts.get("torn", ())]
    if torn:
        yield Check(
            "WARC files",
            WARNING,
            f"{len(torn):,} with something odd, read as far as they go: {_some(torn)}",
            "See the column note of the table batches; land a whole copy if there is one.",
        )


def _changed(home: Home, facts: dict[str, Any]) -> Iterator[Check]:
    on_disk = {path.name: path.stat().st_size for path in home.landing.glob("*.warc*") if path.is_file()}
    unlike = [
        row["batch_id"]
        for row in facts.get("sizes", ())
        if row["bytes"] and on_disk.get(row["batch_id"], row["bytes"]) != row["bytes"]
    ]
    if unlike:
        yield Check(
            "WARC files",
            BROKEN,
            f"{len(unlike):,} are not as long as when they were read: {_some(unlike)}",
            "Landed files never change: restore them from the backup.",
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:_SHOWN]) + (", …" if len(names) > _SHOWN else "")
