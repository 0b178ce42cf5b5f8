"""Rewrite a candidate into a fresh file, where what many loads have scattered lies together again."""

from pathlib import Path

from warehouse.candidate import discard
from warehouse.connection import STORAGE_VERSION, opened, quoted


def compact(candidate: Path) -> tuple[int, int]:
    """Rewrite the candidate in its place; return its size in bytes before and after.

    Tables, views and comments stay as they are. It takes the room of one more copy.

    Raises:
        duckdb.Error: the copy cannot be written; the candidate is as it was then.
    """
    before = candidate.stat().st_size
    fresh = candidate.with_name(f"{candidate.stem}-fresh.duckdb")
    discard(fresh)
    try:
        with opened(candidate, read_only=True) as connection:
            connection.execute(
                f"ATTACH {quoted(str(fresh))} AS fresh (STORAGE_VERSION {quoted(STORAGE_VERSION)})"
            )
            connection.execute("COPY FROM DATABASE warta TO fresh")
            connection.execute("DETACH fresh")
        fresh.replace(candidate)
    finally:
        discard(fresh)
    return before, candidate.stat().st_size
