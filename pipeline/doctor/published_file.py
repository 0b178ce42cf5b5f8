"""The published file: whether readers can open it, its schema, and what its last audit found."""

import json
from collections.abc import Iterator
from typing import Any

from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check

_MODE = 0o444
_FILE = "published file"


def published_checks(home: Home, facts: dict[str, Any]) -> Iterator[Check]:
    """Check the file that readers open, the candidate that failed, and the last run that did."""
    yield _opens(home, facts)
    if facts.get("odd"):
        yield Check(
            _FILE, WARNING, facts["odd"], "Have that program open it read-only; the next run mends it."
        )
    if facts.get("mode", _MODE) != _MODE:
        remedy = f"chmod 444 {home.published}: a plain duckdb.connect would lock every reader out."
        yield Check(_FILE, WARNING, f"its mode is {facts['mode']:o}, not 444", remedy)
    if facts.get("failing"):
        rules = ", ".join(row["rule"] for row in facts["failing"])
        yield Check("last audit", WARNING, f"warns: {rules}", "See warta report.")
    yield from _failed(home)


def _opens(home: Home, facts: dict[str, Any]) -> Check:
    if not facts["exists"]:
        return Check(_FILE, WARNING, "nothing published yet", "Run warta run --offline for a first file.")
    if facts["error"]:
        remedy = (
            "Restore it from the backup, or delete it and run warta ingest: it is built anew from landing."
        )
        return Check(_FILE, BROKEN, f"cannot be opened: {facts['error']}", remedy)
    told = f"{facts['articles']:,} articles, schema {facts['version']}"
    if facts["version"] > facts["newest"]:
        return Check(_FILE, BROKEN, f"{told}, this Warta knows {facts['newest']}", "Upgrade Warta.")
    if facts["version"] < facts["newest"]:
        return Check(_FILE, GOOD, f"{told}; the next run brings it to {facts['newest']}")
    return Check(_FILE, GOOD, told)


def _failed(home: Home) -> Iterator[Check]:
    if (home.candidates / "failed.duckdb").exists():
        yield Check(
            "failed audit",
            WARNING,
            f"a candidate whose audit failed is kept in {home.candidates}",
            "See warta report for the batch, then: warta ingest --withhold BATCH. Delete it when done.",
        )
    failures = sorted(home.report("x").parent.glob("*.failure.json"), key=lambda path: path.stat().st_mtime)
    published = home.published.stat().st_mtime if home.published.exists() else 0.0
    if failures and failures[-1].stat().st_mtime > published:
        told = json.loads(failures[-1].read_text("utf-8"))
        name = failures[-1].name.removesuffix(".failure.json")
        yield Check("last run", WARNING, f"{name} failed: {_short(told)}", "Mend the cause and run it again.")


def _short(told: Any) -> str:
    text = " ".join(str(value) for value in told.values()) if isinstance(told, dict) else str(told)
    return text if len(text) < 200 else f"{text[:200]}…"
