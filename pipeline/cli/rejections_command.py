"""`warta rejections`: what was refused and why; read one, run it again, let it pass."""

from getpass import getuser
from typing import TYPE_CHECKING, Annotated, Any

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.query_command import Format
from pipeline.cli.rejections_told import (
    tell_list,
    tell_overview,
    tell_page,
    tell_replayed,
    tell_rules,
    tell_warnings,
)
from pipeline.cli.terminal import many, said, shown

if TYPE_CHECKING:
    from rich.status import Status

    from pipeline.quarantine.lookup import Rejection
    from pipeline.whole_run import OnStep
    from warehouse.rejections import Wanted

rejections = typer.Typer(
    name="rejections",
    help="What was refused and why: list, read, replay, let pass.",
    invoke_without_command=True,
)

_STATUSES = ("open", "passed", "waived", "expired", "all")
_IdsArgument = Annotated[
    list[str], typer.Argument(metavar="ID", help="Rejections, by the beginning of their ids.")
]
_RuleOption = Annotated[str | None, typer.Option("--rule", metavar="RULE", help="Refused by this rule.")]
_SourceOption = Annotated[str | None, typer.Option("--source", metavar="ID", help="Of this source.")]
_SinceOption = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Seen on this day (UTC) or later.")
]
_ByOption = Annotated[
    str | None,
    typer.Option("--by", metavar="NAME", help="Who decides; the name you are logged in as by default."),
]


@rejections.callback()
def overview(
    context: typer.Context,
    rule: _RuleOption = None,
    source: _SourceOption = None,
    status: Annotated[str, typer.Option("--status", help="open, passed, waived, expired or all.")] = "open",
    since: _SinceOption = None,
    each: Annotated[
        bool, typer.Option("--list", help="One line a rejection instead of the overview.")
    ] = False,
    warnings: Annotated[bool, typer.Option("--warnings", help="What was accepted, but marked.")] = False,
    format_: Annotated[
        Format, typer.Option("--format", "-f", help="CSV and JSON hold one row a rejection, whole.")
    ] = Format.TABLE,
    home: HomeOption = None,
) -> None:
    """Show what was refused, by rule and source, and the newest refusals.

    Example: warta rejections --source kabarhulu --since 2025-11-01
    """
    if context.invoked_subcommand:
        return
    from pipeline.quarantine.lookup import find, groups, marks

    place, wanted = Home.find(home), _wanted(rule, source, status, since)
    if warnings:
        tell_warnings(marks(place, wanted), format_)
    elif each or format_ is not Format.TABLE:
        tell_list(find(place, wanted), format_)
    else:
        tell_overview(groups(place, wanted), find(place, wanted), status)


@rejections.command()
def show(
    rejection: Annotated[str, typer.Argument(metavar="ID", help="A rejection, by the beginning of its id.")],
    whole: Annotated[bool, typer.Option("--whole", help="All text of the page, however long.")] = False,
    home: HomeOption = None,
) -> None:
    """Show the reason beside the page's text, as it lies in the landing area.

    Example: warta rejections show 3f2a9c01
    """
    from pipeline.quarantine.lookup import named
    from pipeline.quarantine.page import refused_page

    place = Home.find(home)
    (found,) = named(place, [rejection])
    tell_page(found, refused_page(place, found), whole)


@rejections.command()
def replay(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID]", help="Rejections, by the beginning of their ids.")
    ] = None,
    rule: _RuleOption = None,
    source: _SourceOption = None,
    since: _SinceOption = None,
    all_: Annotated[bool, typer.Option("--all", help="All that are open.")] = False,
    home: HomeOption = None,
) -> None:
    """Run refused captures through today's code and rules, and publish those that pass.

    Example: warta rejections replay --rule body_empty --source kabarhulu
    """
    from pipeline.quarantine.decisions import replay as replay_rejections

    place = Home.find(home)
    chosen = _chosen(place, ids, _wanted(rule, source, "open", since), all_)
    with said.status("starting") as status:
        done = replay_rejections(place, [one["rejection_id"] for one in chosen], _on(status))
    tell_replayed(done)


@rejections.command()
def waive(
    ids: _IdsArgument,
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="Why; it stands in the published file.")
    ],
    by: _ByOption = None,
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take a waiver back.")] = False,
    home: HomeOption = None,
) -> None:
    """Let a page pass the rule that refuses it, from now on, with a note; or take that back.

    Example: warta rejections waive 3f2a9c01 --note "a telegram, quoted whole"
    """
    from pipeline.quarantine import decisions
    from pipeline.quarantine.lookup import named

    place = Home.find(home)
    if not note.strip():
        raise InputError("--note: expected why the page may pass; the note stands in the published file")
    chosen = [one["rejection_id"] for one in named(place, ids)]
    who = by or getuser()
    with said.status("starting") as status:
        if withdraw:
            count = decisions.withdraw(place, chosen, note, who, _on(status))
        else:
            done = decisions.waive(place, chosen, note, who, _on(status))
    if withdraw:
        shown.print(f"Taken back; {many(count, 'capture')} read again.")
    else:
        tell_replayed(done)


@rejections.command()
def rules(
    format_: Annotated[
        str, typer.Option("--format", "-f", help="table, or markdown for the documentation page.")
    ] = "table",
) -> None:
    """List the rules: what each expects, whether it rejects or warns, and what to do.

    Example: warta rejections rules
    """
    from expectations.rules import ROW_RULES
    from expectations.rules_page import rules_table

    if format_ not in {"table", "markdown"}:
        raise InputError(f"--format {format_}: expected table or markdown")
    if format_ == "markdown":
        shown.print(rules_table(ROW_RULES), markup=False)
    else:
        tell_rules(ROW_RULES)


def _wanted(rule: str | None, source: str | None, status: str, since: str | None) -> "Wanted":
    from datetime import date

    from warehouse.rejections import Wanted

    if status not in _STATUSES:
        raise InputError(f"--status {status}: expected one of {', '.join(_STATUSES)}")
    try:
        day = date.fromisoformat(since).isoformat() if since else None
    except ValueError as error:
        raise InputError(f"--since {since}: expected a day in ISO 8601, such as 2025-11-28") from error
    return Wanted(rule=rule, source=source, status=None if status == "all" else status, since=day)


def _chosen(home: Home, ids: list[str] | None, wanted: "Wanted", everything: bool) -> "list[Rejection]":
    from pipeline.quarantine.lookup import find, named

    asked: list[Any] = [wanted.rule, wanted.source, wanted.since]
    if ids and (everything or any(asked)):
        raise InputError(
            "name rejections by their ids, or choose them by --rule, --source and --since; not both"
        )
    if ids:
        return named(home, ids)
    if not everything and not any(asked):
        raise InputError(
            "nothing chosen: name rejections by their ids, or give --rule, --source, --since or --all"
        )
    found = find(home, wanted)
    if not found:
        raise InputError("no open rejection fits; `warta rejections` shows what there is")
    return found


def _on(status: "Status") -> "OnStep":
    return lambda step, done, groups: status.update(step if groups < 2 else f"{step} {done + 1} of {groups}")
