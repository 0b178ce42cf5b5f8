"""How a name may stand in a text: in capitals, in lower case, two words run together, or in English."""

import re
from collections.abc import Iterator

_SHORTEST_IN_LOWER_CASE = 4  # letters
_SIDES = {
    "Barat Daya": "Southwest",
    "Utara": "North",
    "Selatan": "South",
    "Barat": "West",
    "Timur": "East",
    "Tengah": "Central",
    "Pusat": "Central",
    "Tenggara": "Southeast",
}
_TITLE = "(?:Administrasi )?"
_QUARTER = re.compile(rf"{_TITLE}(?P<stem>.+?)(?: Bagian)?(?P<inner> Tengah)? (?P<side>{'|'.join(_SIDES)})")
_ISLANDS = re.compile(rf"{_TITLE}(?:Kepulauan (?P<after>.+)|(?P<before>\w+) Kepulauan)")
_ENGLISH_STEMS = {"Sumatera": "Sumatra", "Jawa": "Java"}


def spellings(name: str) -> tuple[str, ...]:
    """Return the ways to write `name` with a capital.

    >>> spellings("Way Kanan")
    ('Way Kanan', 'WAY KANAN', 'Way kanan', 'way Kanan', 'Waykanan', 'WAYKANAN')
    >>> spellings("DIY")
    ('DIY',)
    """
    if name.isupper():
        return (name,)
    return tuple(dict.fromkeys(cased for spaced in _spacings(name) for cased in _casings(spaced)))


def lower_case(name: str) -> tuple[str, ...]:
    """Return the ways to write `name` without a capital; none for a name that is short.

    >>> lower_case("Pringsewu"), lower_case("DKI")
    (('pringsewu',), ())
    """
    if name.isupper() or len(name) < _SHORTEST_IN_LOWER_CASE:
        return ()
    return tuple(spaced.lower() for spaced in _spacings(name))


def english(name: str) -> str | None:
    """Return how English texts write `name`, None where they leave it as it is.

    >>> [english(name) for name in ("Sumatera Utara", "Timor Tengah Selatan", "Kepulauan Riau", "Bogor")]
    ['North Sumatra', 'South Central Timor', 'Riau Islands', None]
    """
    if islands := _ISLANDS.fullmatch(name):
        return f"{islands['after'] or islands['before']} Islands"
    if quarter := _QUARTER.fullmatch(name):
        inner = " Central" if quarter["inner"] else ""
        return f"{_SIDES[quarter['side']]}{inner} {_ENGLISH_STEMS.get(quarter['stem'], quarter['stem'])}"
    return None


def _spacings(name: str) -> Iterator[str]:
    yield name
    words = name.split(" ")
    if len(words) > 1:
        yield " ".join([words[0] + words[1].lower(), *words[2:]])


def _casings(name: str) -> Iterator[str]:
    first, space, rest = name.partition(" ")
    yield from (name, name.upper())
    if space:  # `Kotawaringin timur`, `lampung Timur`
        yield first + space + rest.lower()
    if space and not first.isupper():  # `di Yogyakarta` is no way to write DI Yogyakarta
        yield first.lower() + space + rest
