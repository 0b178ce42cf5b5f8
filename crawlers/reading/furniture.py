"""Tells the parts of a site from its articles by the names that their markup carries."""

import re
from collections.abc import Iterable
from enum import Enum
from functools import cache, lru_cache
from itertools import pairwise
from operator import add
from pathlib import Path

_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
# Classes that describe a post (WordPress `post_class`) or a page's layout, never a part of a site.
_DESCRIPTIVE = re.compile(r"^(?:tag|category|author|label|has|no|with|without|is|wp-theme|page|single)-")
_HIDDEN = frozenset(
    {"hidden", "d-none", "hide", "is-hidden", "sr-only", "visually-hidden", "screen-reader-text"}
)
_POST = frozenset({"hentry", "type-post", "single-post", "h-entry"})
_FILE = Path(__file__).with_name("furniture.txt")


class Hold(Enum):
    """How firmly a word makes furniture of an element."""

    LASTING = "!"  # however much of the page's text it holds
    USUAL = ""  # unless it holds much of the page's text
    SLIGHT = "~"  # only while it holds no more than a caption or a title


_BY_FIRMNESS = tuple(Hold)
_HEAD = 4  # letters by which nearly every word is known to be none of the listed ones; no beginning has fewer


@cache
def _words() -> tuple[dict[str, Hold], dict[str, Hold], re.Pattern[str]]:
    """Return whole words, beginnings of words, and a pattern for these."""
    whole: dict[str, Hold] = {}
    beginnings: dict[str, Hold] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith(("#", "[")):
            hold = Hold(line[0]) if line[0] in "!~" else Hold.USUAL
            (beginnings if line.endswith("*") else whole)[line.strip("!~* ")] = hold
    return whole, beginnings, re.compile("|".join(sorted(map(re.escape, beginnings), key=len, reverse=True)))


@lru_cache(maxsize=20_000)
def furniture_hold(name: str) -> Hold | None:
    """Return how firmly `name`, a value of `class` or `id`, makes furniture of an element; None where not.

    >>> furniture_hold("jp-relatedposts")
    <Hold.USUAL: ''>
    >>> furniture_hold("post-12 type-post tag-iklan entry-content") is None
    True
    """
    tokens = name.split()
    if not _POST.isdisjoint(tokens):
        return None
    return _firmest(map(_hold_of_token, tokens))


def _firmest(holds: Iterable[Hold | None]) -> Hold | None:
    found = [hold for hold in holds if hold]
    return next(hold for hold in _BY_FIRMNESS if hold in found) if found else None


@cache
def _heads() -> frozenset[str]:
    """Return the first letters of the listed words."""
    whole, beginnings, _ = _words()
    return frozenset(word[:_HEAD] for word in (*whole, *beginnings))


@lru_cache(maxsize=20_000)
def _hold_of_token(token: str) -> Hold | None:
    if token in _HIDDEN:
        return Hold.USUAL
    parts = [part.lower() for part in _PARTS.findall(token)]
    if _DESCRIPTIVE.match(token):
        return _words()[0].get("".join(parts[:2])) if len(parts) == 2 else None
    heads = _heads()
    words = [word for word in (*parts, *map(add, parts, parts[1:])) if word[:_HEAD] in heads]
    return _firmest(map(_hold_of_word, words)) if words else None


@lru_cache(maxsize=20_000)
def _hold_of_word(word: str) -> Hold | None:
    whole, beginnings, any_beginning = _words()
    if word in whole:
        return whole[word]
    begun = any_beginning.match(word)
    return beginnings[begun[0]] if begun else None


@cache
def _kinds() -> dict[str, str]:
    """Return the kind of what each word or beginning of a word marks."""
    kinds, kind = {}, ""
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            kind = line[1 : line.index("]")]
        elif line.strip() and not line.startswith("#"):
            kinds[line.strip("!~* ")] = kind
    return kinds


@lru_cache(maxsize=20_000)
def furniture_kind(name: str) -> str | None:
    """Return what an element of this `class` or `id` holds, in the words of `news.schema.CUT`.

    >>> furniture_kind("jp-relatedposts"), furniture_kind("entry-content")
    ('related_link', None)
    """
    _, _, any_beginning = _words()
    parts = [part.lower() for token in name.split() for part in _PARTS.findall(token)]
    for word in (*(first + second for first, second in pairwise(parts)), *parts):
        begun = any_beginning.match(word)
        known = word if word in _kinds() else begun[0] if begun else ""
        if known:
            return _kinds()[known]
    return None
