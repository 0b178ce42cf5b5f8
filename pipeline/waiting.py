"""Which landed batches wait to be read."""

from pathlib import Path

from crawlers.landing import closed_warcs
from news.home import Home
from warehouse.load import loaded_batches
from warehouse.reader import snapshot


def pending(home: Home) -> list[Path]:
    """Return the landed files that the published file does not hold."""
    landed = closed_warcs(home.landing)
    if not landed:
        return []
    with snapshot(home.published, home.candidates / "snapshot.duckdb") as connection:
        known = loaded_batches(connection) if connection else set()
    return [path for path in landed if path.name not in known]
