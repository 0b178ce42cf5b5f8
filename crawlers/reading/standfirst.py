"""Finds the standfirst: what many sites set between headline and body, outside the body's own element."""

import re

from crawlers.reading.clues import Clues
from crawlers.reading.declared import folded
from crawlers.reading.margins import is_linked
from crawlers.reading.outline import HEADINGS, Outline

_NAMES = re.compile(
    r"standfirst|key-?points?|highlights|takeaways|\blead|[-_]lead|lead[-_]?text|teaser|summary|sub-?(?:title|head|headline)|\bdek\b|intro|preface|"
    r"excerpt|synopsis|sinopsis|description|epigraph|\bdeck\b|abstract|ringkasan|kicker|bajada|entradilla|subtitulo|"
    r"chap[oe]|ingress|manchet|resumen|sommario|sapo\b|lide\b",
    re.IGNORECASE,
)
_SHORTEST, _LONGEST = 40, 800  # characters
_FURTHEST = 60  # blocks between headline and body
_NEAR = 2  # blocks after the headline that need no name to be believed
_SPACES = 9  # between the words of a line without a full stop that is no byline
_STAMP = re.compile(r"\d{4}|\d[:.]\d")  # of a year or an hour
_PREFIX = 60  # letters by which description and standfirst are compared: either may be shortened


def standfirst(page: Outline, before: list[int], clues: Clues) -> list[int]:
    """Return the blocks among `before`, which stand above the body, that are the article's standfirst."""
    start = _headline_block(page, before, clues.headline)
    told = folded(clues.description)
    if start is None:
        return []
    below = [i for i in before if i > start]
    found = {i for i in below if _may_be(page, i) and _is_standfirst(page, i, i <= start + _NEAR, told)}
    lists = {page.parents[page.blocks[i].element] for i in found if page.tag(i) == "li"}
    return [i for i in below if i in found or _belongs(page, i, lists)]


def _belongs(page: Outline, i: int, lists: set[int]) -> bool:
    """Tell whether a block is one more point of a summary that is set as a list."""
    points = page.tag(i) == "li" and page.parents[page.blocks[i].element] in lists
    return points and not is_linked(page.blocks[i])


def _headline_block(page: Outline, before: list[int], headline: str) -> int | None:
    title = folded(headline)
    for i in reversed(before[-_FURTHEST:]):
        text = page.blocks[i].text
        if page.tag(i) == "h1" or (abs(len(text) - len(headline)) < 10 and folded(text) == title):
            return i
    return None


def _may_be(page: Outline, i: int) -> bool:
    block = page.blocks[i]
    return not is_linked(block) and _SHORTEST < len(block.text) < _LONGEST


def _is_standfirst(page: Outline, i: int, near: bool, told: str) -> bool:
    element = page.elements[page.blocks[i].element]
    form = folded(page.blocks[i].text)
    if told and (form[:_PREFIX] in told or told[:_PREFIX] in form):
        return True
    around = page.elements[element.parent].name if element.parent >= 0 else ""
    if _NAMES.search(f"{element.name} {around}"):
        return True
    text = page.blocks[i].text
    return near and (
        element.tag in HEADINGS
        or text.endswith((".", "!", "?", "…", "”", '"'))
        or (element.tag == "p" and text.count(" ") >= _SPACES and not _STAMP.search(text))
    )
