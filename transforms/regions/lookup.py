"""Looks a name or a code up, as a person would: every region that is called so, and in what way."""

from collections.abc import Iterator
from difflib import get_close_matches
from typing import NamedTuple

from transforms.regions.gazetteer import Gazetteer
from transforms.regions.region import Region


class Called(NamedTuple):
    """A region and how it came up: its ``code``, ``name``, ``other name``, ``seat`` or ``place in it``."""

    region: Region
    how: str


def look_up(gazetteer: Gazetteer, name: str) -> list[Called]:
    """Return the regions that `name`, in any case, stands for, ordered by code.

    >>> [(called.region.code, called.how) for called in look_up(Gazetteer.load(), "sampit")]
    [('62.02', 'seat')]
    """
    if name in gazetteer.regions:
        return [Called(gazetteer.regions[name], "code")]
    wanted = _folded(name)
    found = (Called(region, how) for region in gazetteer if (how := _how(region, wanted)))
    return sorted(found, key=lambda called: called.region.code)


def similar_names(gazetteer: Gazetteer, name: str, most: int = 5) -> list[str]:
    """Return names that are spelt much like `name`, the most similar first.

    >>> similar_names(Gazetteer.load(), "Kotawaringn Timur", most=1)
    ['Kotawaringin Timur']
    """
    known = {_folded(other): other for region in gazetteer for other, _ in _names(region)}
    return [known[close] for close in get_close_matches(_folded(name), known, most)]


def _how(region: Region, wanted: str) -> str | None:
    return next((how for name, how in _names(region) if _folded(name) == wanted), None)


def _names(region: Region) -> Iterator[tuple[str, str]]:
    official = 1 if region.kind in ("regency", "city") else 0  # the name without its title
    for place, name in enumerate((region.name, *region.names)):
        yield name, "name" if place <= official else "other name"
    if region.seat:
        yield region.seat, "seat"
    yield from ((name, "place in it") for name in region.places)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())
