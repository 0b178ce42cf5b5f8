"""`warta ingest`: what has landed, into the published file, without Airflow."""

import time
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption, WithholdOption
from pipeline.cli.terminal import said, shown

if TYPE_CHECKING:
    from warehouse.replay import Selection


def ingest(
    withhold: WithholdOption = None,
    from_landing: Annotated[
        bool,
        typer.Option("--from-landing", help="Read what was read before once more, with today's code."),
    ] = False,
    source: Annotated[
        str | None, typer.Option("--source", metavar="ID", help="With --from-landing: of this source.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="With --from-landing: captured then or later."),
    ] = None,
    until: Annotated[
        str | None,
        typer.Option("--until", metavar="DATE", help="With --from-landing: captured then or earlier."),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers",
            metavar="N",
            min=1,
            envvar="WARTA_WORKERS",
            help="Processes that read; one a processor unless told otherwise.",
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Read, clean, deduplicate, validate and classify what has landed, and publish it.

    Does without Airflow what the DAG `ingest` does, to the same result, in as many processes as the
    machine has processors. Safe to stop and to run again: the published file changes in one step at the
    end, or not at all.

    Example: warta ingest --from-landing --source kabarkalteng.example --since 2025-11-01
    """
    from pipeline.cli.summary import tell_nothing_new, tell_run
    from pipeline.ingest import ingest as ingest_landed
    from pipeline.workers import worker_count

    again = _selection(from_landing, source, since, until)
    place = Home.find(home)
    started = time.monotonic()
    with said.status("starting") as status:
        report = ingest_landed(
            place,
            frozenset(withhold or ()),
            lambda step, done, groups: status.update(
                step if groups < 2 else f"{step} {done + 1} of {groups}"
            ),
            again,
            worker_count(workers),
        )
    if report:
        tell_run(place, report, time.monotonic() - started)
        _tell_changes(report.get("changed"))
    else:
        tell_nothing_new(place)


def _selection(
    from_landing: bool, source: str | None, since: str | None, until: str | None
) -> "Selection | None":
    from warehouse.replay import Selection

    if not from_landing:
        if source or since or until:
            raise InputError("--source, --since and --until choose what is read again: add --from-landing")
        return None
    return Selection(source, _day("--since", since), _day("--until", until))


def _day(option: str, text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InputError(f"{option} {text}: expected a day in ISO 8601, such as 2025-11-28") from error


def _tell_changes(changed: dict[str, Any] | None) -> None:
    if changed is not None:
        shown.print(
            f"again  {changed['articles']:,} articles changed, {changed['texts']:,} of them in their text, "
            f"{changed['gone']:,} gone"
        )
