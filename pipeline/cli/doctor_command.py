"""`warta doctor`: whether the installation and each source are well, and what to do."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.doctor import Check

_MARKS = {"good": "[green]ok[/]  ", "warning": "[yellow]look[/]", "broken": "[bold red]BAD[/] "}


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document, for machines.")] = False,
    problems: Annotated[bool, typer.Option("--problems", help="Leave out what is well.")] = False,
    home: HomeOption = None,
) -> None:
    """Check the installation, the home, the published file, Airflow and each source; say what to do.

    Changes nothing. The exit code is 1 where something is broken, 0 where all is well or only wants a look.

    Example: warta doctor --problems
    """
    from pipeline.doctor import BROKEN, GOOD, examine

    checks = list(examine(Home.find(home)))
    chosen = [check for check in checks if not problems or check.state != GOOD]
    if as_json:
        typer.echo(json.dumps([asdict(check) for check in chosen], ensure_ascii=False, indent=2))
    else:
        _tell(chosen, checks)
    if any(check.state == BROKEN for check in checks):
        raise typer.Exit(1)


def _tell(chosen: "Sequence[Check]", checks: "Sequence[Check]") -> None:
    from rich.markup import escape

    for check in chosen:
        shown.print(f"{_MARKS[check.state]}  {escape(check.about)}: {escape(check.told)}")
        if check.remedy:
            shown.print(f"      → {escape(check.remedy)}")
    count = {state: sum(check.state == state for check in checks) for state in _MARKS}
    shown.print(f"\n{count['good']} well, {count['warning']} to look at, {count['broken']} broken.")
