"""`warta report`: the page of a run, written and opened."""

import webbrowser
from typing import Annotated

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import command, note, shown


def report(
    run: Annotated[
        str | None, typer.Argument(metavar="[RUN]", help="Name of a run; the newest by default.")
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help="Open the page in a browser.")] = False,
    home: HomeOption = None,
) -> None:
    """Tell where the page of a run lies: volume, sources, rejections, duplicates, topics, audit, drift.

    A run writes its page when it publishes, or when its audit fails. Where there is none yet, it is made
    from the published file.

    Example: warta report --open
    """
    from pipeline.reporting.page import newest_page

    place = Home.find(home)
    page = newest_page(place, run)
    if page is None:
        raise InputError(
            f"{run or place.root}: there is no report"
            + (
                f"; expected one of: {_known(place)}"
                if run
                else f". For a first one: {command()} run --offline"
            )
        )
    shown.print(str(page), markup=False)
    if open_ and not webbrowser.open(page.as_uri()):
        note("no browser could be opened; open the file yourself")


def _known(home: Home) -> str:
    from pipeline.reporting.page import pages

    return ", ".join(path.stem for path in pages(home)[:10]) or "none"
