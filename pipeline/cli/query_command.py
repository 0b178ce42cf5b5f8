"""`warta query`: SQL on the published file, read-only."""

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich import box
from rich.table import Table

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import note, shown

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
    from warehouse.reader import run_query

    with run_query(Home.find(home).published, sql) as (names, rows):
        chosen = format_ or (Format.TABLE if shown.is_terminal else Format.CSV)
        {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}[chosen](names, rows)


def _as_table(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in names:
        table.add_column(name, overflow="fold")
    if len(names) * _NARROWEST > shown.width:
        note(f"{len(names)} columns do not fit a terminal of {shown.width}; --format csv writes them whole")
    for number, row in enumerate(rows):
        if number == _TABLE_ROWS:
            note(f"only the first {_TABLE_ROWS:,} rows are shown; --format csv writes all")
            break
        table.add_row(*(_in_words(value).replace("[", r"\[") for value in row))
    shown.print(table, soft_wrap=False)


def _as_csv(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_in_words(value) for value in row] for row in rows)


def _as_json(names: Sequence[str], rows: Iterator[Sequence[Any]]) -> None:
    sys.stdout.write("[")
    for number, row in enumerate(rows):
        sys.stdout.write(",\n " if number else "\n ")
        json.dump(dict(zip(names, row, strict=True)), sys.stdout, ensure_ascii=False, default=_json_value)
    sys.stdout.write("\n]\n")


def _in_words(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False, default=_json_value)
    return str(_json_value(value)) if isinstance(value, datetime | timedelta) else str(value)


def _json_value(value: Any) -> Any:
    if isinstance(value, datetime):
        return (
            value.isoformat(sep=" ", timespec="seconds")
            if not value.microsecond
            else value.isoformat(sep=" ")
        )
    return value.isoformat() if isinstance(value, date) else str(value)
