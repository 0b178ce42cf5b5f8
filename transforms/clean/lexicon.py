"""The word lists of cleaning: places, media and press offices, read once from plain files."""

import re
from functools import cache
from pathlib import Path
from typing import Any, cast

import yaml

_FOLDER = Path(__file__).parent / "lexicon"


@cache
def lines(name: str) -> frozenset[str]:
    """Return the lines of ``lexicon/<name>.txt``, folded to lower case, without comments."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.casefold() for line in text.splitlines() if line and not line.startswith("#"))


@cache
def media() -> dict[str, Any]:
    """Return ``lexicon/media.yaml``."""
    return cast(dict[str, Any], yaml.safe_load((_FOLDER / "media.yaml").read_text(encoding="utf-8")))


@cache
def agencies() -> dict[str, str]:
    """Return the agencies: code in lower case → name as its owner writes it."""
    return cast(dict[str, str], media()["agencies"])


@cache
def media_names() -> frozenset[str]:
    """Return the single words that name a medium, in lower case."""
    return frozenset(media()["media"])


@cache
def media_words() -> frozenset[str]:
    """Return the words that make a name in capitals the name of a medium."""
    return frozenset(media()["words"])


def is_place(name: str) -> bool:
    """Return whether `name` is a place that opens datelines."""
    return " ".join(name.split()).casefold() in lines("places")


@cache
def roles() -> dict[str, str]:
    """Return the words that say who made an article → ``author``, ``other`` or ``credit``."""
    text = (_FOLDER / "roles.yaml").read_text(encoding="utf-8")
    return {word: sort for sort, words in yaml.safe_load(text).items() for word in words}


_MEDIUM_NAME = re.compile(
    r"(?:tribun|radar|detik|kompas|suara|warta|berita|media|kabar|harian)\w{2,}|\w{2,}(?:news|pos|post|tv|times)"
)


def is_medium_name(word: str) -> bool:
    """Return whether a single word, in lower case, is built as names of media are.

    >>> is_medium_name("borneonews"), is_medium_name("halikinnor")
    (True, False)
    """
    return bool(_MEDIUM_NAME.fullmatch(word))
