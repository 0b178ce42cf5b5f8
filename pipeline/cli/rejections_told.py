"""How `warta rejections` tells what it found: tables, a page beside its reason, CSV and JSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich import box
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from pipeline.cli.query_command import Format, write_rows
from pipeline.cli.terminal import command, many, note, shown
from pipeline.cli.values import in_words

if TYPE_CHECKING:
    from expectations.rule import Rule
    from pipeline.quarantine.decisions import Replayed
    from pipeline.quarantine.lookup import Rejection
    from pipeline.quarantine.page import RefusedPage

_NEWEST = 5
_ID = 8  # characters of an id that are shown
_SIDE_BY_SIDE = 100  # columns from which a page stands beside its reason
_MOST_LINES = 40  # of a page's text, unless asked for the whole


def tell_overview(groups: Sequence[dict[str, Any]], found: "Sequence[Rejection]", status: str) -> None:
    """Show how many pages each rule refuses by source, then the newest."""
    if not found:
        shown.print(f"No rejection is {status}." if status != "all" else "Nothing was refused.")
        return
    table = _table("rule", "source", "pages>", "captures>", "open>", "last seen", "newest")
    for group in groups:
        numbers = (f"{group[name]:,}" for name in ("pages", "captures", "open"))
        seen = f"{group['last_seen']:%Y-%m-%d %H:%M}"
        table.add_row(group["rule"], Text(group["source"]), *numbers, seen, group["newest"][:_ID])
    shown.print(table, soft_wrap=False)
    shown.print("\nnewest", style="bold")
    for rejection in found[:_NEWEST]:
        shown.print(_line(rejection), markup=False)
    shown.print(f"\nRead one: {command()} rejections show {found[0]['rejection_id'][:_ID]}", markup=False)


def tell_list(found: "Sequence[Rejection]", format_: Format) -> None:
    """Show one line a rejection; CSV and JSON hold all columns."""
    if format_ is not Format.TABLE:
        names = list(found[0]) if found else ["rejection_id"]
        write_rows(format_, names, ([row[name] for name in names] for row in found))
        return
    rows = [
        (row["rejection_id"][:_ID], row["status"], row["rule"], row["source"], f"{row['times_seen']:,}×")
        for row in found
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row, cells in zip(found, rows, strict=True):
        padded = "  ".join(f"{cell:<{width}}" for cell, width in zip(cells, widths, strict=True))
        shown.print(f"{padded}  {row['last_seen']:%Y-%m-%d}  {row['target_uri']}", markup=False)
    shown.print(many(len(found), "rejection"))


def tell_warnings(groups: Sequence[dict[str, Any]], format_: Format) -> None:
    """Show how many articles each rule marks, by source."""
    if format_ is not Format.TABLE:
        names = ["rule", "source", "articles", "waived", "example"]
        write_rows(format_, names, ([group[name] for name in names] for group in groups))
        return
    table = _table("rule", "source", "articles>", "waived>", "an example")
    for group in groups:
        numbers = (f"{group[name]:,}" for name in ("articles", "waived"))
        table.add_row(group["rule"], Text(group["source"]), *numbers, Text(group["example"]))
    shown.print(table if groups else "No article is marked.", soft_wrap=False)


def tell_page(rejection: "Rejection", page: "RefusedPage", whole: bool) -> None:
    """Show the reason beside the page's text; below each other on a narrow terminal."""
    reason = Panel(_reason(rejection, page), title="why", title_align="left", box=box.ROUNDED)
    text = Panel(_shortened(page.text, whole), title="the page", title_align="left", box=box.ROUNDED)
    read = Panel(_shortened(_read(page), whole), title="read from it", title_align="left", box=box.ROUNDED)
    shown.print(Text(f"{rejection['target_uri']}\n", style="bold"))
    if shown.width >= _SIDE_BY_SIDE:
        grid = Table.grid(expand=True, padding=(0, 1))
        grid.add_column(ratio=3)
        grid.add_column(ratio=2)
        right = Table.grid(expand=True)
        right.add_row(reason)
        right.add_row(read)
        grid.add_row(text, right)
        shown.print(grid, soft_wrap=False)
    else:
        for panel in (reason, read, text):
            shown.print(panel, soft_wrap=False)
    tell_next(rejection)


def tell_next(rejection: "Rejection") -> None:
    """Say what can be done about a rejection."""
    name = rejection["rejection_id"][:_ID]
    if rejection["status"] == "open":
        shown.print(f"Mend it, then: {command()} rejections replay {name}", markup=False)
        shown.print(f'Let it pass:   {command()} rejections waive {name} --note "…"', markup=False)


def tell_replayed(done: "Sequence[Replayed]") -> None:
    """Show what became of each rejection, and the sums."""
    for one in done:
        name, page = one.rejection["rejection_id"][:_ID], one.rejection["target_uri"]
        shown.print(f"{name}  {_outcome(one)}  {page}", markup=False)
    for one in done:
        if one.reason:
            note(f"{one.rejection['target_uri']}: {one.reason} ({one.rule})")
    passed = sum(not one.refused and not one.missing for one in done)
    shown.print(f"{passed:,} of {many(len(done), 'rejection')} passed.")


def tell_rules(rules: "Sequence[Rule]") -> None:
    """Show the rules."""
    table = _table("rule", "effect", "expected", "what to do")
    for rule in rules:
        table.add_row(rule.id, rule.effect, Text(rule.expected), Text(rule.remedy))
    shown.print(table, soft_wrap=False)


def _outcome(one: "Replayed") -> str:
    if not one.passed and not one.refused:
        return "expired" if one.missing else "nothing to do"
    if one.refused or one.missing:
        return f"refused ({one.passed} of {one.passed + one.refused + one.missing} captures pass)"
    return "passed"


def _line(row: "Rejection") -> str:
    return f"{row['rejection_id'][:_ID]}  {row['last_seen']:%Y-%m-%d}  {row['rule']}  {row['target_uri']}"


def _reason(rejection: "Rejection", page: "RefusedPage") -> Table:
    facts = {
        "rule": f"{rejection['rule']} ({rejection['gate']})",
        "reason": rejection["reason"],
        "value": rejection["value"],
        "remedy": rejection["remedy"],
        "source": rejection["source"],
        "seen": _seen(rejection),
        "status": rejection["status"],
        "decided": " ".join(in_words(rejection[name]) for name in ("decided_at", "decided_by")).strip(),
        "note": rejection["note"],
        "lies in": f"{rejection['warc_file']} at {rejection['warc_offset']:,}",
        "cut": " · ".join(page.cuts),
    }
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in facts.items():
        if value:
            table.add_row(name, Text(value))
    return table


def _seen(row: "Rejection") -> str:
    first, last = f"{row['first_seen']:%Y-%m-%d %H:%M}", f"{row['last_seen']:%Y-%m-%d %H:%M}"
    return (
        f"once, {last} UTC" if first == last else f"{many(row['times_seen'], 'time')}, {first} to {last} UTC"
    )


def _read(page: "RefusedPage") -> str:
    return f"{page.headline or '(no headline)'}\n\n{page.body or '(no text)'}"


def _shortened(text: str, whole: bool) -> Text:
    lines = text.split("\n")
    if whole or len(lines) <= _MOST_LINES:
        return Text(text or "(no text)")
    left = len(lines) - _MOST_LINES
    return Text("\n".join([*lines[:_MOST_LINES], f"… {left} more lines; --whole shows them"]))


def _table(*names: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        right = name.endswith(">")
        table.add_column(name.rstrip(">"), justify="right" if right else "left", overflow="fold")
    return table
