"""`warta regions`: an operator's own districts and names, and what a name stands for."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich import box
from rich.table import Table

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import short, shown

if TYPE_CHECKING:
    from transforms.regions import Called, Gazetteer

regions = typer.Typer(
    name="regions", help="The gazetteer: regions with their codes and names.", no_args_is_help=True
)


@regions.command()
def load(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV: code,name[,kind,parent,names]")],
    home: HomeOption = None,
) -> None:
    """Add districts and further names to the gazetteer; later ingests find them.

    The file takes the place of the one loaded before. A row with a known code adds names to that region;
    names are kept apart by semicolons.

    Example: warta regions load districts.csv
    """
    from transforms.regions import Gazetteer

    place = Home.find(home)
    gazetteer, shipped = Gazetteer.load(file), Gazetteer.load()
    renamed = sum(gazetteer.regions[region.code] != region for region in shipped)
    replaced = " in place of the file loaded before" if place.gazetteer.exists() else ""
    place.root.mkdir(parents=True, exist_ok=True)
    hidden = place.gazetteer.with_name(f".{place.gazetteer.name}")
    hidden.write_bytes(file.read_bytes())
    hidden.replace(place.gazetteer)
    added = len(gazetteer) - len(shipped)
    shown.print(f"{added:,} regions added, {renamed:,} given further names; {len(gazetteer):,} in all.")
    shown.print(f"Kept in {short(place.gazetteer)}{replaced}; the next ingest uses it.")


@regions.command()
def show(
    name: Annotated[str, typer.Argument(metavar="NAME|CODE", help="Such as Sampit, Kotim or 62.02.")],
    home: HomeOption = None,
) -> None:
    """Tell which regions a name stands for, and which of them an article would be given.

    Example: warta regions show Banjar
    """
    from pipeline.bindings import gazetteer_of
    from transforms.regions import look_up, similar_names

    gazetteer = gazetteer_of(Home.find(home))
    found = look_up(gazetteer, name)
    code = None if found and found[0].how == "code" else _read_as(name, gazetteer)
    if not found and code is None:
        near = ", ".join(similar_names(gazetteer, name)) or "none; `warta regions load` adds names"
        raise InputError(f"{name}: expected a name or code of the gazetteer, found none; similar are: {near}")
    _tell(found, gazetteer)
    if code:
        shown.print(
            f"Alone in a text, {name!r} is read as {code} {gazetteer.regions[code].name}.", markup=False
        )
    elif found[0].how != "code":
        shown.print(
            f"Alone in a text, {name!r} is left open: other words of an article decide.", markup=False
        )


def _read_as(name: str, gazetteer: "Gazetteer") -> str | None:
    """Return the innermost region that a text of nothing but `name` is given."""
    from news.schema import article_table
    from transforms.regions import locate

    (row,) = locate(article_table([{"article_body": name}]), gazetteer).to_pylist()
    return max((region["region_code"] for region in row["regions"]), key=len, default=None)


def _tell(found: "Sequence[Called]", gazetteer: "Gazetteer") -> None:
    if not found:
        return
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for column in ("code", "name", "kind", "in", "by its", "other names"):
        table.add_column(column, overflow="fold")
    for region, how in found:
        parent = gazetteer.regions[region.parent_code].name if region.parent_code else ""
        others = ", ".join((*region.names, *([f"{region.seat} (seat)"] if region.seat else [])))
        cells = (region.code, region.name, region.kind, parent, how, others)
        table.add_row(*(cell.replace("[", r"\[") for cell in cells))
    shown.print(table)
