"""`warta schema`: what every table, view and column of the published file means."""

from enum import StrEnum
from typing import Annotated

import typer

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import shown


class Format(StrEnum):
    """How the schema is written."""

    TEXT = "text"
    MARKDOWN = "markdown"


def schema(
    format_: Annotated[Format, typer.Option("--format", "-f", help="Text or Markdown.")] = Format.TEXT,
    home: HomeOption = None,
) -> None:
    """Print the tables, views and columns of the published file and what they mean.

    Before anything is published it tells what would be.

    Example: warta schema --format markdown
    """
    from warehouse.reader import documented_schema

    relations = documented_schema(Home.find(home).published)
    for name, kind, comment, columns in relations:
        if format_ is Format.MARKDOWN:
            shown.print(markdown(name, kind, comment, columns), markup=False)
        else:
            shown.print(f"[bold]{name}[/] ({kind}): {comment}")
            width = max(len(column) for column, _, _ in columns)
            for column, type_, said in columns:
                shown.print(f"  {column:<{width}}  {_brief(type_):<12}  {said}", markup=False)
            shown.print()


def markdown(name: str, kind: str, comment: str, columns: list[tuple[str, str, str]]) -> str:
    """Return the Markdown of one relation."""
    rows = "\n".join(f"| `{column}` | {_brief(type_)} | {said} |" for column, type_, said in columns)
    return f"## {name} ({kind})\n\n{comment}\n\n| column | type | meaning |\n|---|---|---|\n{rows}\n"


def _brief(type_: str) -> str:
    renamed = type_.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
    return "STRUCT[]" if renamed.startswith("STRUCT") else renamed
