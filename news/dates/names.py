"""Month and weekday names: from a word as it stands in a text to its number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

LANGUAGES = ("id", "ms", "en")
"""Languages whose running text is read."""

_HERE = Path(__file__).parent
_APOSTROPHES = str.maketrans("", "", "'’‘`´ʼ.")


@dataclass(frozen=True, slots=True)
class Names:
    """Numbers of the names of one language, or of all.

    Attributes:
        months: folded name to 1-12.
        weekdays: folded name to 1 (Monday) to 7.
    """

    months: Mapping[str, int]
    weekdays: Mapping[str, int]


def fold(word: str) -> str:
    """Bring a name to the form in which the lists hold it.

    >>> fold("Jum’at"), fold("Agt.")
    ('jumat', 'agt')
    """
    return word.lower().translate(_APOSTROPHES).replace(" ", "")


@cache
def _listed() -> Mapping[str, dict[str, dict[int, list[str]]]]:
    lists: Mapping[str, dict[str, dict[int, list[str]]]] = yaml.safe_load(
        (_HERE / "names.yaml").read_text(encoding="utf-8")
    )
    return lists


def _numbered(kind: str, languages: Sequence[str]) -> dict[str, int]:
    return {
        name: number
        for language in languages
        for number, spelt in _listed()[language][kind].items()
        for name in spelt
    }


@cache
def names(language: str | None = None) -> Names:
    """Return the names of `language` (`id`, `ms` or `en`), or of these three together."""
    languages = [language] if language in LANGUAGES else LANGUAGES
    return Names(_numbered("months", languages), _numbered("weekdays", languages))


@cache
def words_between() -> frozenset[str]:
    """Return the words that may stand between a weekday and its date: `Selasa malam (4/11)`."""
    return frozenset(_listed()["between"])


@cache
def months_of_the_world() -> Mapping[str, int]:
    """Return the month names of every language that is listed; no name has two numbers."""
    elsewhere = yaml.safe_load((_HERE / "names_elsewhere.yaml").read_text(encoding="utf-8"))
    listed = {name: number for one in elsewhere.values() for number, spelt in one.items() for name in spelt}
    return {**listed, **names().months}
