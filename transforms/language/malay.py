"""Malay against Indonesian: the written lists of words and spellings that divide the two."""

from functools import cache
from importlib.resources import files

import yaml

# Natural logarithms of how many times likelier a listed word is in its own language: 33, 6 and 2.
_GRADES = {"only": 3.5, "mostly": 1.8, "rather": 0.8}
_ENDING = 1.0


@cache
def _lists() -> dict[str, dict[str, str]]:
    text = files(__package__).joinpath("malay_indonesian.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, str]] = yaml.safe_load(text)
    return lists


def word_weights() -> dict[str, float]:
    """Return what each listed word says for Malay (above 0) or for Indonesian (below 0).

    >>> weights = word_weights()
    >>> weights["kerana"] > 0 > weights["karena"]
    True
    """
    return {
        word: sign * weight
        for side, sign in (("malay", 1.0), ("indonesian", -1.0))
        for grade, weight in _GRADES.items()
        for word in _lists()[side][grade].split()
    }


def ending_weights() -> dict[str, float]:
    """Return the same for the last three letters of words that no list has."""
    return {
        ending: sign * _ENDING
        for side, sign in (("malay", 1.0), ("indonesian", -1.0))
        for ending in _lists()[side]["endings"].split()
    }
