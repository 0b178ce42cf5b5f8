"""`warta query`: SQL on the published file, read-only."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import islice
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import note, short, shown
from pipeline.cli.values import in_words, plain

_TABLE_ROWS = 1_000  # more than anybody reads on a terminal
_NARROWEST = 8  # characters that a column needs


class Format(StrEnum):
    """How the rows are written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def query(
    sql: Annotated[str, typer.Argument(help="One SQL statement, in the dialect of DuckDB.")],
    format_: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="A table on a terminal, CSV otherwise, unless given."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Query the published file; it is opened read-only and nobody has to wait for it.

    Example: warta query "SELECT headline, date_published FROM articles" --format csv
    """
    from warehouse.reader import run_query, what_is_odd

    published = Home.find(home).published
    if published.exists() and (odd := what_is_odd(published)):
        note(f"{short(published)}: {odd}; what was published is read from a copy")
    with run_query(published, sql) as (names, rows):
        write_rows(format_ or (Format.TABLE if shown.is_terminal else Format.CSV), names, rows)


def write_rows(format_: Format, names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    """Write rows to standard output."""
    {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}[format_](names, rows)


def _as_table(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    first = list(islice(rows, _TABLE_ROWS + 1))
    if len(names) * _NARROWEST > shown.width:
        _as_blocks(names, first[:_TABLE_ROWS])
    else:
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
        for name in names:
            table.add_column(name, overflow="fold")
        for row in first[:_TABLE_ROWS]:
            table.add_row(*(in_words(value).replace("[", r"\[") for value in row))
        shown.print(table, soft_wrap=False)
    if len(first) > _TABLE_ROWS:
        note(f"only the first {_TABLE_ROWS:,} rows are shown; --format csv writes all")


def _as_blocks(names: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Show one row a block, where a terminal has no room for all columns side by side."""
    width = max(len(name) for name in names)
    for number, row in enumerate(rows, 1):
        shown.print(f"-- {number}")
        for name, value in zip(names, row, strict=True):
            shown.print(f"{name:<{width}}  {in_words(value)}", markup=False)


def _as_csv(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([in_words(value) for value in row] for row in rows)


def _as_json(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    sys.stdout.write("[")
    for number, row in enumerate(rows):
        sys.stdout.write(",\n " if number else "\n ")
        json.dump(
            dict(zip(names, map(plain, row), strict=True)), sys.stdout, ensure_ascii=False, allow_nan=False
        )
    sys.stdout.write("\n]\n")
