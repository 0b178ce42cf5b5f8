"""The gazetteer: every region with its code, its parent and the names that people use for it."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from transforms.regions.operators_file import read_operators_file
from transforms.regions.region import Region, kind_of, parent_of
from transforms.regions.spellings import english

ORIGIN = "Kepmendagri 300.2.2-2138/2025"
"""Decree on codes and data of government administration; 300.2.2-2430/2025, which followed, moved four
islands and changed no code of a region. Names beside the official ones are common use."""

_TITLES = {"regency": "Kabupaten", "city": "Kota"}


class Gazetteer:
    """All regions by code; immutable, so that what is built from it can be kept."""

    def __init__(self, regions: Iterable[Region]) -> None:
        self.regions: Mapping[str, Region] = {region.code: region for region in regions}

    @classmethod
    def load(cls, extra: Path | None = None) -> "Gazetteer":
        """Return the gazetteer, with an operator's file of districts and further names on top.

        Args:
            extra: CSV with the columns ``code,name`` and, if wanted, ``kind,parent,names``
                (names apart by ``;``). A row with a known code adds names to that region.

        Raises:
            news.errors.InputError: the file cannot be read or says something impossible; the
                message names the line.
        """
        if extra is None:
            return _built_in()
        return _built_in().with_regions(read_operators_file(extra, _built_in().regions))

    def with_regions(self, regions: Iterable[Region]) -> "Gazetteer":
        """Return a gazetteer with `regions` added; those with a known code only add their names."""
        known = dict(self.regions)
        for region in regions:
            old = known.get(region.code)
            known[region.code] = region if old is None else _with_names(old, (region.name, *region.names))
        return Gazetteer(known.values())

    def __iter__(self) -> Iterator[Region]:
        return iter(self.regions.values())

    def __len__(self) -> int:
        return len(self.regions)


def _with_names(region: Region, names: Iterable[str]) -> Region:
    added = (name for name in names if name not in (region.name, *region.names))
    return replace(region, names=(*region.names, *dict.fromkeys(added)))


@cache
def _built_in() -> Gazetteer:
    return Gazetteer([*_read("provinces.csv"), *_read("regencies.csv")])


def _read(name: str) -> Iterator[Region]:
    places = _places()
    for row in _rows(name):
        kind = kind_of(row["code"])
        others = [other for other in (*row["names"].split(";"), english(row["name"])) if other]
        title = _TITLES.get(kind)
        yield Region(
            code=row["code"],
            name=f"{title} {row['name']}" if title else row["name"],
            kind=kind,
            parent_code=parent_of(row["code"]),
            seat=row["seat"],
            names=tuple([row["name"], *others] if title else others),
            origin=ORIGIN,
            places=tuple(places.get(row["code"], ())),
        )


def _places() -> dict[str, list[str]]:
    places: dict[str, list[str]] = {}
    for row in _rows("places.csv"):
        places.setdefault(row["code"], []).append(row["name"])
    return places


def _rows(name: str) -> Iterator[dict[str, str]]:
    yield from csv.DictReader(files(__package__).joinpath("data", name).read_text("utf-8").splitlines())
