"""Which landed batches are to be read: those that wait, or earlier ones once more."""

from pathlib import Path

from crawlers.landing import closed_warcs
from news.errors import InputError
from news.home import Home
from pipeline.ledgers import pending_ledgers
from pipeline.staging import scratch_of
from warehouse.load import loaded_batches
from warehouse.reader import snapshot
from warehouse.replay import Selection, captures_by_source, files_of


def pending(home: Home) -> list[Path]:
    """Return the landed files that the published file does not hold."""
    landed = closed_warcs(home.landing)
    if not landed:
        return []
    with snapshot(home.published, scratch_of(home)) as connection:
        known = loaded_batches(connection) if connection else set()
    return [path for path in landed if path.name not in known]


def anything_pending(home: Home) -> bool:
    """Tell whether a landed file or the ledger of a crawl is not in the published file."""
    return bool(pending(home) or pending_ledgers(home))


def landed_of(home: Home, chosen: Selection) -> list[Path]:
    """Return the landed files that hold a capture of the selection, and those that wait.

    Raises:
        InputError: nothing that was landed and read before is of the selection.
    """
    landed = closed_warcs(home.landing)
    with snapshot(home.published, scratch_of(home)) as connection:
        known = loaded_batches(connection) if connection else set()
        wanted = files_of(connection, chosen) if connection else set()
        sources = captures_by_source(connection) if connection else {}
    found = [path for path in landed if path.name in wanted]
    if not found:
        raise InputError(_nothing_of(chosen, sources, wanted))
    return [path for path in landed if path.name in wanted or path.name not in known]


def _nothing_of(chosen: Selection, sources: dict[str, int], wanted: set[str]) -> str:
    asked = [f"--{name} {getattr(chosen, name)}" for name in chosen.__slots__ if getattr(chosen, name)]
    said = " ".join(["warta ingest --from-landing", *asked])
    if wanted:
        gone = ", ".join(sorted(wanted)[:3])
        return f"{said}: the landed files of these captures are no longer there ({gone})."
    named = ", ".join(f"{source} ({count})" for source, count in list(sources.items())[:20]) or "none"
    return f"{said}: no capture that was read before fits. Sources that have captures: {named}."
