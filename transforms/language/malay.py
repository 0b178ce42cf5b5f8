"""Malay against Indonesian: the written lists of words, phrases and spellings that divide the two."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

# Natural logarithms of how many times likelier a listed word is in its own language: 33, 6 and 2.
_GRADES = {"only": 3.5, "mostly": 1.8, "rather": 0.8}
_ENDING = 1.0


@cache
def _lists() -> dict[str, dict[str, Any]]:
    text = files(__package__).joinpath("malay_indonesian.yaml").read_text(encoding="utf-8")
    lists: dict[str, dict[str, Any]] = yaml.safe_load(text)
    return lists


def _sides() -> Iterator[tuple[float, dict[str, Any]]]:
    yield 1.0, _lists()["malay"]
    yield -1.0, _lists()["indonesian"]


def word_weights() -> dict[str, float]:
    """Return what each listed word says for Malay (above 0) or for Indonesian (below 0).

    >>> weights = word_weights()
    >>> weights["kerana"] > 0 > weights["karena"]
    True
    """
    return {
        word: sign * weight
        for sign, side in _sides()
        for grade, weight in _GRADES.items()
        for word in side[grade].split()
    }


def phrase_weights() -> dict[str, float]:
    """Return the same for pairs of words, beyond what each word says alone.

    >>> weights = phrase_weights()
    >>> weights["luar negara"] > 0 > weights["luar negeri"]
    True
    """
    return {
        " ".join(phrase.split()): sign * weight
        for sign, side in _sides()
        for grade, weight in _GRADES.items()
        for phrase in side["phrases"].get(grade, "").split(",")
        if phrase
    }


def ending_weights() -> dict[str, float]:
    """Return the same for the last three letters of words that no list has."""
    return {ending: sign * _ENDING for sign, side in _sides() for ending in side["endings"].split()}
