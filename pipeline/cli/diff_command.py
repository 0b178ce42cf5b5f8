"""`warta diff`: word by word what changed between two versions of an article."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Annotated

import typer
from rich.text import Text

from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import note, shown
from pipeline.cli.word_changes import Change, count_words, paragraph_changes

_STYLES = {"same": "", "gone": "red strike", "new": "green"}
_MARKS = {"same": ("", ""), "gone": ("[-", "-]"), "new": ("{+", "+}")}


def diff(
    url: Annotated[str, typer.Argument(help="Address of the article, or its id.")],
    from_: Annotated[
        int | None,
        typer.Option("--from", metavar="N", help="Earlier version; the one before --to by default."),
    ] = None,
    to: Annotated[
        int | None, typer.Option("--to", metavar="N", help="Later version; the last one by default.")
    ] = None,
    whole: Annotated[bool, typer.Option("--whole", help="Show paragraphs that stayed, too.")] = False,
    home: HomeOption = None,
) -> None:
    """Show word by word what changed between two versions of an article.

    On a terminal what went is red and struck out and what came is green; elsewhere they stand in marks,
    [-what went-] {+what came+}.

    Example: warta diff https://kabar.example/2025/02/judul --from 1
    """
    from warehouse.lookup import find_article
    from warehouse.reader import reading
    from warehouse.versions import two_versions

    with reading(Home.find(home).published) as connection:
        before, after = two_versions(connection, find_article(connection, url), from_, to)
    shown.print(Text(f"{after.url} ({after.source})"))
    for version in (before, after):
        shown.print(Text(f"version {version.number}: {_held(version.valid_from, version.valid_to)}"))
    shown.print()
    headline = list(paragraph_changes(before.headline, after.headline))
    body = list(paragraph_changes(before.article_body, after.article_body))
    _show("headline", headline, whole=True)
    _show("body", body, whole=whole)
    changes = [change for part in headline + body for change in part]
    shown.print(f"{_counted(count_words(changes, 'gone'))} out, {_counted(count_words(changes, 'new'))} in")
    if all(change.kind == "same" for change in changes):
        note("the two versions have the same words")


def _held(since: datetime, until: datetime | None) -> str:
    return f"seen {since:%Y-%m-%d %H:%M} UTC, " + (
        f"until {until:%Y-%m-%d %H:%M} UTC" if until else "current"
    )


def _counted(words: int) -> str:
    return f"{words} word" if words == 1 else f"{words} words"


def _show(part: str, paragraphs: Iterable[list[Change]], whole: bool) -> None:
    shown.print(Text(part, style="bold"))
    stayed = 0
    for changes in paragraphs:
        if not whole and all(change.kind == "same" for change in changes):
            stayed += 1
            continue
        _show_stayed(stayed)
        stayed = 0
        shown.print(marked(changes, coloured=bool(shown.color_system) and not shown.no_color), end="\n\n")
    _show_stayed(stayed)


def _show_stayed(paragraphs: int) -> None:
    if paragraphs:
        count = "1 paragraph" if paragraphs == 1 else f"{paragraphs} paragraphs"
        shown.print(Text(f"… {count} unchanged …", style="dim"), end="\n\n")


def marked(changes: Sequence[Change], coloured: bool) -> Text:
    """Return a paragraph with its changes in colour, or between marks as those of `wdiff`."""
    text = Text()
    for number, (kind, words) in enumerate(changes):
        before, after = ("", "") if coloured else _MARKS[kind]
        core = words.rstrip()
        text.append(f"{before}{core}{after}", style=_STYLES[kind] if coloured else "")
        following = changes[number + 1].words[:1] if number + 1 < len(changes) else ""
        text.append(words[len(core) :] or (" " if kind != "same" and following.isalnum() else ""))
    text.rstrip()
    return text
