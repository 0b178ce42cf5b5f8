"""`warta crawl`: fetch what is new or changed from the sources, into the landing area."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich import box
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from news.home import Home
from pipeline.cli.options import AllowHostOption, ContactOption, HomeOption
from pipeline.cli.terminal import command, many, note, said, short, show_whole, shown

_NOT_IN_VAIN = {"fetched", "revisited", "unchanged", "already_known", "too_old"}
_ALWAYS = {"fetched", "unchanged", "blocked", "errors"}  # columns that are shown empty, too

if TYPE_CHECKING:
    from crawlers.sources import Source
    from crawlers.spider.report import CrawlReport
    from pipeline.crawling import Permits


def crawl(
    names: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SOURCE]…", help="Ids of sources; those that are due by default."),
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="Every enabled source, due or not.")] = False,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    limit: Annotated[
        int | None,
        typer.Option("--limit", metavar="PAGES", min=1, help="Articles fetched from a source, at most."),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Crawl the sources that are due, gently, and land what is new or changed.

    Safe to stop and to run again: nothing that was fetched is lost or landed twice. The exit code is 1
    where the crawl of a source failed; the others are not held up by it.

    Example: warta crawl satuhabar --contact redaksi@example.com
    """
    from pipeline.crawling import Permits, chosen_sources

    place = Home.find(home)
    sources = chosen_sources(place, names or (), everything=everything)
    if not sources:
        tell_nothing_due(place)
        return
    permits = Permits.given(contact, allow_host or (), limit)
    reports = crawl_with_progress(place, sources, permits, ask_all=bool(names) or everything)
    tell_crawls(reports)
    landed = sum(len(report.files) for report in reports)
    files = f"Landed {many(landed, 'WARC file')} in {short(place.landing)}."
    shown.print(f"\n{files if landed else 'Nothing new has landed.'}")
    shown.print(f"Next: {command()} ingest")
    if not all(report.good for report in reports):
        raise typer.Exit(1)


def crawl_with_progress(
    home: Home, sources: "Sequence[Source]", permits: "Permits", *, ask_all: bool
) -> "list[CrawlReport]":
    """Crawl while a person looks on: a live line a source on a terminal, a line at its end elsewhere."""
    from pipeline.crawling import crawl_sources

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=said, transient=True, disable=not said.is_terminal) as progress:
        tasks = {source.id: progress.add_task(f"{source.id} waits", total=None) for source in sources}

        def tell(event: dict[str, Any]) -> None:
            if event["event"] == "stopping":
                progress.console.print("stopping; what was fetched is landed first")
            if event["event"] == "progress" and event["source"] in tasks:
                progress.update(tasks[event["source"]], description=_doing(event))

        reports = []
        for report in crawl_sources(home, sources, permits, ask_all=ask_all, on_progress=tell):
            progress.remove_task(tasks[report.source])
            progress.console.print(_line(report), markup=False)
            reports.append(report)
    return sorted(reports, key=lambda report: report.source)


def tell_crawls(reports: "Sequence[CrawlReport]") -> None:
    """Show what became of the addresses of each source, with the sums."""
    from pipeline.crawling import columns_of

    rows = [(report.source, columns_of(report.outcomes), report.discovered) for report in reports]
    names = [name for name in columns_of({}) if name in _ALWAYS or any(row[name] for _, row, _ in rows)]
    table = Table(
        box=box.SIMPLE_HEAD, show_edge=False, padding=(0, 1, 0, 0), pad_edge=False, show_footer=len(rows) > 1
    )
    table.add_column("source", footer=f"{len(rows)} sources")
    for name in names:
        table.add_column(name, justify="right", footer=_figure(sum(row[name] for _, row, _ in rows)))
    table.add_column("addresses", justify="right", footer=_figure(sum(total for *_, total in rows)))
    for source, row, total in rows:
        table.add_row(source, *(_figure(row[name]) for name in names), _figure(total))
    show_whole(table)
    _tell_failures(reports)


def _tell_failures(reports: "Iterable[CrawlReport]") -> None:
    for report in reports:
        if report.error:
            note(f"{report.source}: the crawl failed: {_last_line(report.error)}")
        elif report.ended_by not in {"finished", "recovered"}:
            note(f"{report.source}: ended early: {report.ended_by}")
        elif report.discovered and not _NOT_IN_VAIN & report.outcomes.keys():
            note(
                f"{report.source}: nothing could be read ({_listed(report)}). "
                f"Look closer: {command()} source check {report.source}"
            )


def tell_nothing_due(home: Home) -> None:
    """Say that no source is due, and how one is enabled."""
    from pipeline.bindings import sources_of

    known = sources_of(home)
    enabled = sum(source.enabled for source in known)
    shown.print(f"No source is due: {enabled} of {len(known)} are enabled. See: {command()} source list")
    if not enabled:
        shown.print(f"Enable one: {command()} source check SOURCE, or add one: {command()} source add URL")


def _doing(event: dict[str, Any]) -> str:
    outcomes = event["outcomes"]
    parts = [
        f"{outcomes[name]} {name}" for name in ("fetched", "revisited", "unchanged") if outcomes.get(name)
    ]
    open_ = event["discovered"] - sum(outcomes.values())
    return f"{event['source']}: {', '.join([*parts, f'{open_} to go'])}, {_size(event['bytes'])}"


def _line(report: "CrawlReport") -> str:
    if report.error:
        return f"{report.source}: failed"
    return f"{report.source}: {_listed(report) or 'nothing was due'} in {report.seconds:.1f} s"


def _listed(report: "CrawlReport") -> str:
    return ", ".join(f"{count} {name}" for name, count in sorted(report.outcomes.items()))


def _size(count: int) -> str:
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{count / 1e3:.0f} kB"


def _figure(count: int) -> str:
    return f"{count:,}" if count else "·"


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "for no reason given"
