"""A region: its Kemendagri code, its kind, its names.

Codes are those of the Ministry of Home Affairs (Kemendagri): two digits for a province, two more for a
regency (01 to 69) or a city (71 on), two more for a district.
"""

from dataclasses import dataclass

_FIRST_CITY = 71
_KINDS_BY_DEPTH = {1: "province", 3: "district"}


@dataclass(frozen=True, slots=True)
class Region:
    """One region.

    Attributes:
        code: Kemendagri code, e.g. ``62``, ``62.02``, ``62.02.01``.
        name: official name; a regency or city with its title, e.g. ``Kabupaten Bogor``.
        kind: ``province``, ``regency``, ``city`` or ``district``.
        parent_code: code of the region that it is part of; None for a province.
        seat: where its government sits; None for a district.
        names: what else it is or was called, the name without its title first.
        origin: where the code and the official name come from.
        places: towns, ports and sights in it that are known beyond it and lie in no other region.
    """

    code: str
    name: str
    kind: str
    parent_code: str | None
    seat: str | None
    names: tuple[str, ...]
    origin: str
    places: tuple[str, ...] = ()


def kind_of(code: str) -> str:
    """Return the kind of region that has this code.

    >>> kind_of("62"), kind_of("62.02"), kind_of("61.71"), kind_of("62.02.01")
    ('province', 'regency', 'city', 'district')
    """
    parts = code.split(".")
    if len(parts) == 2:
        return "city" if int(parts[1]) >= _FIRST_CITY else "regency"
    return _KINDS_BY_DEPTH[len(parts)]


def parent_of(code: str) -> str | None:
    """Return the code of the region around it, None for a province.

    >>> parent_of("62.02.01"), parent_of("62")
    ('62.02', None)
    """
    return code.rpartition(".")[0] or None
