"""`warta source`: add a site, check it, keep pages of it, test them, list what is crawled."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from news.home import Home
from pipeline.cli.options import AllowHostOption, ContactOption, HomeOption
from pipeline.cli.terminal import command, note, said, short, show_whole, shown

if TYPE_CHECKING:
    from crawlers.kit.checking import CheckedPage, SourceCheck
    from crawlers.kit.fixtures import FixtureCheck
    from crawlers.kit.status import SourceStatus
    from crawlers.kit.trial import Operator

source = typer.Typer(
    name="source", help="Add, check and list the sites that are crawled.", no_args_is_help=True
)

_NameArgument = Annotated[
    str, typer.Argument(metavar="SOURCE", help="Id of a source; see `warta source list`.")
]
_BODY = 60  # characters of the body that a check shows


@source.command()
def add(
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of the site's home page.")],
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    home: HomeOption = None,
) -> None:
    """Look at a site and write its source file; a few pages are fetched, nothing is landed.

    Example: warta source add https://example.com --contact redaksi@example.org
    """
    from crawlers.kit.adding import add_source

    place = Home.find(home)
    with said.status(f"looking at {url}"):
        added = add_source(url, place.sources, _operator(contact, allow_host))
    shown.print(f"Wrote {short(added.path)}:\n", markup=False)
    shown.print(added.path.read_text("utf-8"), markup=False)
    if added.open:
        note(f"the site does not tell: {', '.join(added.open)}. Fill in what you know.")
    shown.print(f"Next: {command()} source check {added.source.id}")


@source.command()
def check(
    name: _NameArgument,
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    home: HomeOption = None,
) -> None:
    """Fetch a few pages and show what would be read, beside what is missing; a pass enables the source.

    The exit code is 1 where the check does not pass.

    Example: warta source check satuhabar --contact redaksi@example.org
    """
    from crawlers.kit.checking import check_source
    from pipeline.crawling import keep_check, named_source

    place = Home.find(home)
    chosen = named_source(place, name)
    with said.status(f"checking {name}"):
        checked = check_source(chosen, _operator(contact, allow_host))
    _tell_check(checked)
    if not checked.passed:
        raise typer.Exit(1)
    path = keep_check(place, chosen)
    shown.print(f"\nPassed: {name} is crawled from now on ({short(path)}).", markup=False)


@source.command()
def record(
    name: _NameArgument,
    url: Annotated[str, typer.Argument(metavar="URL", help="Address of one of its articles.")],
    contact: ContactOption = None,
    allow_host: AllowHostOption = None,
    home: HomeOption = None,
) -> None:
    """Keep a page and its reading as a fixture; look it over, then set `reviewed: true` in its file.

    Example: warta source record satuhabar https://satuhabar.com/pasar-baru-dibuka/
    """
    from crawlers.kit.fixtures import record_fixture
    from pipeline.crawling import named_source

    place = Home.find(home)
    fixture = record_fixture(named_source(place, name), url, place.fixtures, _operator(contact, allow_host))
    shown.print(f"Recorded {short(fixture.path)}. Read it beside the page and set `reviewed: true`.")
    shown.print(f"Then: {command()} source test {name}")


@source.command("test")
def read_fixtures(
    names: Annotated[list[str] | None, typer.Argument(metavar="[SOURCE]…", help="All by default.")] = None,
    home: HomeOption = None,
) -> None:
    """Read every recorded page again and compare; nothing is fetched, the exit code is 1 where one differs.

    Example: warta source test
    """
    from crawlers.kit.fixtures import check_fixtures
    from pipeline.bindings import sources_of
    from pipeline.crawling import named_source

    place = Home.find(home)
    chosen = [named_source(place, name) for name in names] if names else sources_of(place)
    checks = list(check_fixtures(place.fixtures, chosen))
    for one in checks:
        _tell_fixture(one)
    good = sum(not one.differences for one in checks)
    shown.print(f"{good} of {len(checks)} recorded pages are read as expected.")
    unseen = sum(not one.fixture.reviewed for one in checks)
    if unseen:
        note(f"{unseen} of them have not been looked over: `reviewed: false`")
    if good < len(checks):
        raise typer.Exit(1)


@source.command("list")
def show(home: HomeOption = None) -> None:
    """List the sources: whether they are crawled, when they last brought something, what they yield.

    Example: warta source list
    """
    from crawlers.kit.status import source_statuses
    from pipeline.bindings import sources_of

    place = Home.find(home)
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("source", "last run", "last new", "articles", "waiting", "status"):
        table.add_column(
            name,
            justify="right" if name in {"articles", "waiting"} else "left",
            overflow="fold",
            no_wrap=name == "source",
        )
    for status in source_statuses(sources_of(place), place.crawl_state):
        table.add_row(*_status_row(status))
    show_whole(table)


@source.command()
def schema() -> None:
    """Print the JSON Schema of a source file, for editors.

    Example: warta source schema > source.schema.json
    """
    from crawlers.sources import json_schema

    typer.echo(json.dumps(json_schema(), indent=2, ensure_ascii=False))


def _operator(contact: str | None, allow_host: list[str] | None) -> "Operator":
    from crawlers.kit.trial import Operator
    from pipeline.crawling import Permits

    permits = Permits.given(contact, allow_host or ())
    return Operator(permits.contact, permits.allow_hosts)


def _tell_check(checked: "SourceCheck") -> None:
    for row in checked.places:
        shown.print(f"{row.kind:<9} {row.outcome:<15} {row.url} {row.reason}".rstrip(), markup=False)
    for page in checked.pages:
        shown.print(f"\n{page.row.url}", markup=False)
        for name, value in _read(page):
            shown.print(f"  {name:<10}{value}", markup=False)
    for problem in checked.problems:
        note(problem)


def _read(page: "CheckedPage") -> list[tuple[str, str]]:
    if page.reading is None:
        return [(str(page.row.outcome), page.row.reason or f"HTTP {page.row.http_status}")]
    read = page.reading
    first = read.date_evidence[0] if read.date_evidence else None
    body = " ".join(read.article_body.split())
    values = {
        "headline": read.headline or "",
        "date": f"{first.at or first.day or first.text} ({first.found_by})" if first else "",
        "author": ", ".join(read.author),
        "body": f"{len(body.split())} words: {body[:_BODY]}…" if body else "",
    }
    missing = "✗ missing"
    return [
        (name, f"{missing if name in page.missing else ''} {value}".strip() or "–")
        for name, value in values.items()
    ]


def _tell_fixture(checked: "FixtureCheck") -> None:
    for name, expected, found in checked.differences:
        shown.print(f"{short(checked.fixture.path)}: {name}", markup=False)
        shown.print(f"  expected  {expected!r}\n  found     {found!r}", markup=False)


def _status_row(status: "SourceStatus") -> tuple[str, ...]:
    fault = status.last_ending if status.last_run is None else ""
    failing = f"failing: {status.failing[0]}" if status.failing else ""
    told = status.source.why_disabled or fault or failing or "crawled"
    figures = (str(figure) if figure else "·" for figure in (status.articles, status.waiting))
    moments = (_ago(moment) for moment in (status.last_run, status.last_success))
    return (status.source.id, *moments, *figures, told)


def _ago(moment: datetime | None) -> str:
    if moment is None:
        return "never"
    hours = (datetime.now(UTC) - moment).total_seconds() / 3600
    if hours < 1:
        return f"{hours * 60:.0f} min ago"
    return f"{hours:.0f} h ago" if hours < 48 else f"{hours / 24:.0f} d ago"
