"""What the words around a name say about it: its kind, that it is a place, or that it is something else."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

PROVINCE, REGENCY, CITY, DISTRICT = 1, 2, 4, 8
KIND_BITS = {"province": PROVINCE, "regency": REGENCY, "city": CITY, "district": DISTRICT}
KINDS = PROVINCE | REGENCY | CITY | DISTRICT
EITHER = 16
"""An office that regions of any kind have; it says that the name is a region's."""
LOCATIVE = 32
ELSEWHERE = 64
VILLAGE = 128
MOTION = 256
"""Where somebody or something comes from or goes to; always together with `LOCATIVE`."""
DESIGNATED = KINDS | EITHER

CARE_LEVELS = ("capitalised", "locative", "backed", "designated")
_REACH = 40  # characters before a name in which its two words of context lie
_OPENING = "([{\"'“‘«*-–—/"
_ABBREVIATIONS = frozenset({"kab", "kec", "jl", "jln", "prov", "gg", "kel", "ds"})
_NO_OFFICES = frozenset({"PT", "CV", "TV", "FC", "UD", "PO", "KM", "AC", "MU", "AS", "II", "III", "IV", "VI"})
_CLUB = "Pers"
"""What the names of football clubs begin with: Persatuan Sepakbola."""
_STREET_ENDS = frozenset({"raya", "lintas", "baru", "lama"})


@dataclass(frozen=True, slots=True)
class Wordlists:
    """What `data/context.yaml` says, ready to be looked up."""

    before: Mapping[str, int]
    streets: frozenset[str]
    follows: tuple[str, ...]
    decoys: tuple[str, ...]
    careful: Mapping[str, int]
    hints: Mapping[str, str]
    everyday: frozenset[str]
    no_clubs: frozenset[str]


@cache
def wordlists() -> Wordlists:
    """Return the word lists that ship with the package."""
    data = files(__package__).joinpath("data")
    said: dict[str, Any] = yaml.safe_load(data.joinpath("context.yaml").read_text("utf-8"))
    everyday = data.joinpath("everyday_words.txt").read_text("utf-8").splitlines()
    careful = said["careful"]
    return Wordlists(
        before=dict(_before(said)),
        streets=frozenset(said["streets"]),
        follows=tuple(said["follows"]),
        decoys=tuple(said["decoys"]),
        careful={name.casefold(): care for care, level in enumerate(CARE_LEVELS) for name in careful[level]},
        hints={word: code for code, words in said["hints"].items() for word in words},
        no_clubs=frozenset(said["no_clubs"]),
        everyday=frozenset(word for line in everyday if not line.startswith("#") for word in line.split()),
    )


def _before(said: dict[str, Any]) -> Iterator[tuple[str, int]]:
    yield from ((word, LOCATIVE) for word in said["locatives"])
    yield from ((word, LOCATIVE | MOTION) for word in said["motion"])
    for kind, words in said["designators"].items():
        yield from ((word, KIND_BITS.get(kind, EITHER)) for word in words)
    yield from ((word, VILLAGE) for word in said["villages"])
    yield from ((word, ELSEWHERE) for word in (*said["elsewhere"], *said["clubs"]))


def before(text: str, start: int, lists: Wordlists) -> int:
    """Return what the word right before `start` says of the name there: a set of bits, 0 for nothing.

    >>> before("Wakil Bupati Kapuas", 13, wordlists()) == REGENCY
    True
    >>> before("tepian Sungai Kapuas", 14, wordlists()) == ELSEWHERE
    True
    >>> before("di Sampit, Kapuas", 11, wordlists())
    0
    """
    words = text[max(0, start - _REACH) : start].rsplit(None, 2)
    if not words:
        return 0
    word = _bare(words[-1])
    said = lists.before.get(word, 0)
    if not said and _is_office(words[-1]):
        return EITHER
    if word == "kota" and len(words) > 1 and _bare(words[-2]) == "ibu":  # `Ibu Kota Negara` is no city
        return 0
    if not said and words[-1].startswith(_CLUB) and word not in lists.no_clubs:
        return ELSEWHERE
    if not said and word in _STREET_ENDS and len(words) > 1 and _bare(words[-2]) in lists.streets:
        return ELSEWHERE
    return said


def _is_office(word: str) -> bool:
    """Tell whether a word is an abbreviation such as `DKP` or `(PWI)`, as offices and parties have."""
    word = word.strip("()")
    return 1 < len(word) < 9 and word.isupper() and word.isalpha() and word not in _NO_OFFICES


def _bare(word: str) -> str:
    word = word.rstrip(_OPENING).rpartition("/")[2].lstrip(_OPENING).lower()
    if word and not word[-1].isalnum():
        cut = word.rstrip(".)")
        return cut if word[-1] == ")" or cut in _ABBREVIATIONS else ""
    return word
