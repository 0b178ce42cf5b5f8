"""All names of a gazetteer in one tree of words, each with the regions that it may mean."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from transforms.regions.context import Wordlists, wordlists
from transforms.regions.gazetteer import Gazetteer
from transforms.regions.region import Region
from transforms.regions.spellings import lower_case, spellings
from transforms.words.sequences import Sequences

_LONG = 8  # letters of a name that is told from a word even in lower case
_ABBREVIATION = 5  # letters from which a word in capitals is none
_QUARTERS = frozenset({"Utara", "Selatan", "Barat", "Timur", "Tengah", "Pusat", "Hulu", "Hilir"})


class Care(IntEnum):
    """What it takes to believe that a name means a region."""

    NONE = 0  # the name will do
    LOCATIVE = 1  # a preposition of place, or what `BACKED` asks
    BACKED = 2  # its province is spoken of anyway, or what `DESIGNATED` asks
    DESIGNATED = 3  # the kind of region right before it, a dateline, or the same region named otherwise
    STRICT = 4  # the kind of region right before it


@dataclass(frozen=True, slots=True)
class Name:
    """One spelling: the codes it may mean and the care it needs.

    Attributes:
        care: what it takes to believe it.
        named: provinces, regencies and cities of that name.
        regions: the same; where there is none, regencies with their seat or a well-known place there.
        districts: districts of that name.
        quartered: regencies with districts that are quarters of it.
        hint: the province that alone has this word; such a word means no region.
    """

    care: Care
    named: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    districts: tuple[str, ...] = ()
    quartered: tuple[str, ...] = ()
    hint: str | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The words of all names in any case, and by exact spelling what it may mean; None stands for a decoy."""

    words: Sequences
    spelt: Mapping[str, Name | None]


@dataclass(slots=True)
class _Meanings:
    """A spelling while its meanings are gathered; the keys of the dictionaries are codes in their order."""

    care: Care
    named: dict[str, None] = field(default_factory=dict)
    seated: dict[str, None] = field(default_factory=dict)
    districts: dict[str, None] = field(default_factory=dict)
    quartered: dict[str, None] = field(default_factory=dict)


@lru_cache(maxsize=8)
def names_of(gazetteer: Gazetteer) -> Names:
    """Gather the names of `gazetteer` in every spelling."""
    lists = wordlists()
    gathered: dict[str, _Meanings] = {}
    for region in gazetteer:
        _gather(gathered, region, lists)
    table: dict[str, Name | None] = {
        spelling: _name(spelling, meanings, lists.everyday) for spelling, meanings in gathered.items()
    }
    table.update(dict.fromkeys(lists.decoys))
    table.update((word, Name(Care.NONE, hint=code)) for word, code in lists.hints.items())
    return Names(Sequences.of(list(dict.fromkeys(map(str.lower, table)))), table)


def _gather(gathered: dict[str, _Meanings], region: Region, lists: Wordlists) -> None:
    if region.kind == "district":
        _gather_district(gathered, region, lists)
        return
    own = region.names if region.kind in ("regency", "city") else (region.name, *region.names)
    for spelling, care in _cared(own, lists, Care.LOCATIVE):
        _entry(gathered, spelling, care).named[region.code] = None
    seat = [region.seat] if region.seat and region.kind != "province" else []
    for spelling, care in _cared([*seat, *region.places], lists, Care.LOCATIVE):
        _entry(gathered, spelling, care).seated[region.code] = None


def _gather_district(gathered: dict[str, _Meanings], region: Region, lists: Wordlists) -> None:
    """Add a district, and the place that districts such as `Menggala Timur` are the quarters of."""
    for spelling, care in _cared((region.name, *region.names), lists, Care.LOCATIVE):
        if _is_no_abbreviation(spelling):
            _entry(gathered, spelling, care).districts[region.code] = None
    stem, _, quarter = region.name.rpartition(" ")
    if stem and quarter in _QUARTERS and region.parent_code:
        for spelling, care in _cared([stem], lists, Care.STRICT):
            if _is_no_abbreviation(spelling):
                _entry(gathered, spelling, care).quartered[region.parent_code] = None


def _is_no_abbreviation(spelling: str) -> bool:
    return len(spelling) >= _ABBREVIATION or not spelling.isupper()


def _cared(names: Iterable[str], lists: Wordlists, in_lower_case: Care) -> Iterator[tuple[str, Care]]:
    for name in names:
        if name.casefold() in lists.before:  # `Kota` is a district too
            continue
        said = lists.careful.get(name.casefold())
        yield from ((spelling, Care(said or 0)) for spelling in spellings(name))
        alone = said is None and len(name) >= _LONG
        yield from ((spelling, in_lower_case if alone else Care.STRICT) for spelling in lower_case(name))


def _entry(gathered: dict[str, _Meanings], spelling: str, care: Care) -> _Meanings:
    meanings = gathered.setdefault(spelling, _Meanings(care))
    meanings.care = min(meanings.care, care)  # a name as it stands in the gazetteer above one run together
    return meanings


def _name(spelling: str, meanings: _Meanings, everyday: frozenset[str]) -> Name:
    regions = meanings.named or meanings.seated
    care = meanings.care
    if not regions:
        care = max(care, _care_of_districts(spelling, meanings.districts or meanings.quartered, everyday))
    return Name(
        care=care,
        named=tuple(meanings.named),
        regions=tuple(regions),
        districts=tuple(meanings.districts),
        quartered=tuple(meanings.quartered),
    )


def _care_of_districts(spelling: str, codes: Mapping[str, None], everyday: frozenset[str]) -> Care:
    """Thousands of districts are named with common words and with each other's names."""
    words = [word.capitalize() for word in spelling.split(" ")]
    if all(word in everyday for word in words) and (len(words) == 1 or spelling.islower()):
        return Care.STRICT
    if len({code[:2] for code in codes}) > 1:
        return Care.BACKED
    return Care.LOCATIVE if all(word in everyday for word in words[1:]) else Care.NONE
