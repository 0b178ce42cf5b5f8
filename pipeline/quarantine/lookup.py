"""Which rejections there are, for whoever reads or names them; loads no more than the published file needs.

find(home, Wanted(rule="body_short"))            rejections, as rows of the table
groups(home, Wanted()), marks(home, Wanted())    numbers by rule and source: refusals, warnings
named(home, ["3f2a"])                            exactly those named, by id or its beginning
"""

from collections.abc import Sequence
from typing import Any

from news.errors import InputError
from news.home import Home
from warehouse.reader import reading
from warehouse.rejections import Wanted, find_rejections, grouped_rejections, grouped_warnings

Rejection = dict[str, Any]
"""A row of the table `rejections`, by its columns."""

_SHORTEST_PREFIX = 4


def find(home: Home, wanted: Wanted) -> list[Rejection]:
    """Return the rejections that are wanted, latest first.

    Raises:
        InputError: nothing was published yet.
    """
    with reading(home.published) as connection:
        return find_rejections(connection, wanted)


def groups(home: Home, wanted: Wanted) -> list[dict[str, Any]]:
    """Return how many rejections each rule and source has (`grouped_rejections`)."""
    with reading(home.published) as connection:
        return grouped_rejections(connection, wanted)


def marks(home: Home, wanted: Wanted) -> list[dict[str, Any]]:
    """Return how many articles each rule marks, by source (`grouped_warnings`)."""
    with reading(home.published) as connection:
        return grouped_warnings(connection, wanted)


def named(home: Home, ids: Sequence[str]) -> list[Rejection]:
    """Return the rejection that each id, or beginning of an id, stands for.

    Raises:
        InputError: one stands for none or for several.
    """
    return [_named(home, given) for given in ids]


def _named(home: Home, given: str) -> Rejection:
    if len(given) < _SHORTEST_PREFIX:
        raise InputError(f"{given}: expected at least {_SHORTEST_PREFIX} characters of a rejection's id")
    found = find(home, Wanted(ids=(given.lower(),)))
    if len(found) == 1:
        return found[0]
    if found:
        several = ", ".join(rejection["rejection_id"][:12] for rejection in found[:5])
        raise InputError(f"{given}: {len(found)} rejections begin so ({several}); give more of the id")
    raise InputError(f"{given}: no rejection has this id; `warta rejections --list` shows them")
