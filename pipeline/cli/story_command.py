"""`warta story`: how one text spread: who printed it, when, and how alike."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table
from rich.text import Text

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.story_times import later_in_words, share_of_span
from pipeline.cli.terminal import short, shown

if TYPE_CHECKING:
    from warehouse.spread import Member

_TRACK = 56  # columns of the timeline
_LABEL = 22
_MARKS = {None: "●", "reprint": "○", "revision": "◐", "excerpt": "◇"}


def story(
    article: Annotated[str, typer.Argument(metavar="ID_OR_URL", help="A story, or any article of it.")],
    svg: Annotated[
        Path | None, typer.Option("--svg", metavar="FILE", help="Also draw the spread as an SVG picture.")
    ] = None,
    home: HomeOption = None,
) -> None:
    """Show how one text spread: who printed it, how much later, how alike, and what was taken from it.

    Example: warta story https://kabar.example/2025/02/judul --svg spread.svg
    """
    from pipeline.cli.story_picture import story_svg
    from warehouse.lookup import find_article
    from warehouse.reader import reading
    from warehouse.spread import story_of

    with reading(Home.find(home).published) as connection:
        members = story_of(connection, find_article(connection, article))
    _show_heading(members)
    shown.print(_table(members), soft_wrap=False)
    shown.print()
    for line in timeline(members):
        shown.print(Text(line))
    if svg:
        _write(svg, story_svg(members))
        shown.print(f"\nDrawn to {short(svg.absolute())}.", markup=False)


def _show_heading(members: "Sequence[Member]") -> None:
    told = [member for member in members if member.in_story]
    sources = len({member.source for member in told})
    excerpts = len(members) - len(told)
    shown.print(Text(members[0].headline or members[0].url, style="bold"))
    shown.print(
        f"story {members[0].article_id}: {_counted(len(told), 'article')} of {_counted(sources, 'source')}, "
        f"{_counted(excerpts, 'excerpt')}\n"
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _table(members: "Sequence[Member]") -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("published\nfirst seen", "later", "kind"):
        table.add_column(name, no_wrap=True)
    table.add_column("jaccard\ncontained", justify="right", no_wrap=True)
    table.add_column("source\nheadline", overflow="fold")
    for member in members:
        later = "" if member is members[0] else later_in_words(*member.later_than(members[0]))
        table.add_row(
            f"{_published(member)}\n{member.first_seen:%Y-%m-%d %H:%M}",
            later,
            _kind(member),
            f"{_score(member.jaccard)}\n{_score(member.containment)}",
            Text(f"{member.source}\n{member.headline or member.url}"),
        )
    return table


def _kind(member: "Member") -> str:
    return member.kind or "original"


def _score(score: float | None) -> str:
    return "" if score is None else f"{score:.2f}"


def _published(member: "Member") -> str:
    if member.published_at:
        return f"{member.published_at:%Y-%m-%d %H:%M}"
    return f"{member.date_published}" if member.date_published else ""


def timeline(members: "Sequence[Member]") -> Iterator[str]:
    """Yield the lines of a timeline: an article a line, drawn from the one whose text it carries."""
    times = [member.since for member in members]
    places = {
        member.article_id: round(share_of_span(member.since, times) * (_TRACK - 1)) for member in members
    }
    first, last = f"{min(times):%Y-%m-%d %H:%M}", f"{max(times):%Y-%m-%d %H:%M} UTC"
    yield f"{'':{_LABEL}}  {first}{last:>{_TRACK - len(first)}}"
    for member in members:
        source = member.source if len(member.source) <= _LABEL else member.source[: _LABEL - 1] + "…"
        at = places[member.article_id]
        yield f"{source:{_LABEL}}  {_track(places.get(member.origin or '', at), at, _MARKS[member.kind])}"
    kinds = dict.fromkeys(member.kind for member in members)
    yield f"{'':{_LABEL}}  " + "   ".join(f"{_MARKS[kind]} {kind or 'original'}" for kind in kinds)


def _track(start: int, end: int, mark: str) -> str:
    """Return a line from one place to another.

    >>> _track(2, 6, "○")
    '  ╰───○'
    >>> _track(3, 0, "◇")
    '◇──╯'
    """
    if start < end:
        return " " * start + "╰" + "─" * (end - start - 1) + mark
    if start > end:
        return " " * end + mark + "─" * (start - end - 1) + "╯"
    return " " * end + mark


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, "utf-8")
    except OSError as error:
        raise InputError(f"{path}: the picture cannot be written ({error.strerror})") from error
