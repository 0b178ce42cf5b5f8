"""`warta learn`: what a source repeats on its pages, from what has landed of it."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import command, note, said, short, shown

if TYPE_CHECKING:
    from pipeline.learning import Learned

_MOST_BLOCKS = 30  # that are shown of one source; the file has them all
_LONGEST = 70  # characters of a block that are shown


def learn(
    source: Annotated[str | None, typer.Argument(metavar="[SOURCE]", help="Id of a source.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="Learn every source that has captures.")] = False,
    home: HomeOption = None,
) -> None:
    """Learn the blocks that a source repeats on its pages, so that cleaning cuts them.

    Reads what has landed and writes furniture/SOURCE.txt, which you can read and mend. Nothing that is
    published changes until the captures are read again.

    Example: warta learn kabarkalteng.example
    """
    from pipeline.learning import LEAST_ARTICLES
    from pipeline.learning import learn as learn_landed

    if (source is None) != all_:
        raise InputError("warta learn: expected the id of a source, or --all")
    place = Home.find(home)
    with said.status("reading what has landed"):
        learned = learn_landed(place, source)
    if not learned:
        note(f"no source has {LEAST_ARTICLES} articles to learn from")
    for one in learned:
        _tell(one)
    if any(one.blocks for one in learned):
        chosen = f" --source {source}" if source else ""
        shown.print(f"Next: {command()} ingest --from-landing{chosen}", markup=False)


def _tell(learned: "Learned") -> None:
    if not learned.blocks:
        shown.print(f"{learned.source}: nothing repeats on its {learned.articles:,} articles.")
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("pages", justify="right")
    table.add_column("")
    table.add_column(f"repeated by {learned.source}")
    for block in learned.blocks[:_MOST_BLOCKS]:
        line = " ".join(block.text.split())
        text = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"
        table.add_row(f"{block.pages or ''}", block.mark, text.replace("[", r"\["))
    shown.print(table)
    more = len(learned.blocks) - _MOST_BLOCKS
    beyond = f" ({more} more in the file)" if more > 0 else ""
    shown.print(
        f"\n{len(learned.blocks)} blocks from {learned.articles:,} articles, {learned.new} new{beyond}: "
        f"{short(learned.path)}"
    )
