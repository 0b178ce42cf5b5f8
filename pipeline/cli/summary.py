"""What a run ends with: one table that a person can read."""

from typing import Any

from rich import box
from rich.table import Table

from news.home import Home
from pipeline.cli.terminal import command, many, note, short, shown
from pipeline.reporting.page import page_path
from pipeline.sweeping import put_wal_aside
from warehouse.reader import totals_of

_TO_TRY = "SELECT headline, date_published, dateline FROM articles ORDER BY date_published"
_MOST_LINES = 20  # of rejections that are told one by one


def tell_run(home: Home, report: dict[str, Any], seconds: float) -> None:
    """Say what a run did: its notes, its rejections, the totals of the file."""
    batches = report["batches"]
    for text in [batch["note"] for batch in batches if batch["note"]] + report["notes"] + report["findings"]:
        note(text)
    _tell_rejections(report["rejections"])
    _tell_repeats(report["repeats"])
    captures = sum(batch["captures"] for batch in batches)
    shown.print(f"Loaded {many(captures, 'capture')} from {many(len(batches), 'file')} in {seconds:.1f} s.")
    _tell_totals(home, report["added"])
    if (page := page_path(home, report["run_id"])).exists():
        shown.print(f"report {short(page)}")


def tell_nothing_new(home: Home) -> None:
    """Say that nothing has landed since, and what the file holds."""
    if not home.published.exists():
        shown.print(f"Nothing to read: no WARC file in {short(home.landing)}.")
        shown.print(f"Land some: {command()} land FILE, or try: {command()} run --offline")
        return
    for text in put_wal_aside(home):
        note(text)
    shown.print(f"Nothing new has landed; {short(home.published)} is unchanged.")
    _tell_totals(home, {})


def _tell_rejections(rejections: list[dict[str, str]]) -> None:
    for rejected in rejections[:_MOST_LINES]:
        note("rejected {target_uri}: {reason} ({rule}). {remedy}".format(**rejected))
    if len(rejections) > _MOST_LINES:
        note(f"{len(rejections) - _MOST_LINES} more rejections: {command()} rejections")


def _tell_repeats(repeats: list[str]) -> None:
    for line in repeats[:_MOST_LINES]:
        note(line)
    if len(repeats) > _MOST_LINES:
        note(f"{len(repeats) - _MOST_LINES} more repeats: {command()} query 'FROM links'")


def _tell_totals(home: Home, added: dict[str, int]) -> None:
    totals = totals_of(home.published)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("")
    table.add_column("in the file", justify="right")
    table.add_column("change", justify="right")
    for name in ("articles", "versions", "stories", "rejections"):
        table.add_row(name, f"{totals[name]:,}", f"{added[name]:+,}" if added.get(name) else "")
    shown.print(table)
    size = home.published.stat().st_size / 1e6
    shown.print(f"\nfile   {short(home.published)} ({size:.1f} MB, read-only)")
    elsewhere = "" if home == Home.find() else f" --home {home.root}"
    shown.print(f'query  {command()} query "{_TO_TRY}"{elsewhere}', markup=False)
