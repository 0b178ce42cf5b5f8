"""Keeps what was left out within an article, captions and boxes alike, each with the rule that did it."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from crawlers.reading.declared import folded
from crawlers.reading.furniture import Hold, furniture_kind
from crawlers.reading.margins import LONGEST_CAPTION, is_linked
from crawlers.reading.outline import HEADINGS, Outline

MOST = 40
"""Pieces that are kept of one page."""

MOST_CHARACTERS = 4_000
"""Characters of all pieces of one page together."""

_LONGEST = 1_000  # characters of a piece; what is longer is another article or a form
_ABOVE = 12  # blocks above the lead among which the caption of its picture stands
_LOOKED_AT = 400  # blocks; a page with more of them amid its article is a list of links
_TELLING = 40  # letters of a text that stands in another by more than chance
_BOX_TITLE = 40  # characters of the title of a box
_LETTER = re.compile(r"[^\W\d_]")
_PLAIN = "boilerplate"
_CAPTION = re.compile("caption", re.IGNORECASE)
_SURE = ("advertisement", "caption")  # kinds that hold whatever stands within or around them
_BY_TAG = {"figure": _PLAIN, "figcaption": "caption", "footer": "navigation", "menu": "navigation"}


@dataclass(frozen=True, slots=True)
class Aside:
    """A piece of a page that was left out of the body.

    Attributes:
        rule: what left it out: ``markup/<kind>`` where its element says what it is, else
            ``markup/beside_picture``, ``markup/link``, ``markup/box``, ``markup/undeclared`` or
            ``markup/loose``.
        kind: what it is, in the words of `news.schema.CUT`.
        text: as the page gives it.
        target: title of the article that it points to.
    """

    rule: str
    kind: str
    text: str
    target: str | None = None


def find_asides(
    page: Outline, within: list[bool], kept: list[int], undeclared: Container[int], headline: str
) -> tuple[Aside, ...]:
    """Return what was left out between the first and the last block of an article, and the captions above it.

    What stands below the last block belongs to it only within an element that is the article's own. What the
    body says as well is not kept twice, and comments are no part of any article.

    Args:
        page: with all its blocks.
        within: for each element, whether it lies in the article's own.
        kept: blocks of the article, in order.
        undeclared: blocks that the body which the page declares does not have.
        headline: of the article.
    """
    if not kept:
        return ()
    said = "\n".join(["", folded(headline), *(folded(page.blocks[i].text) for i in kept), ""])
    around = set(_line(page, page.blocks[kept[0]].element))
    found: dict[str, Aside] = {}
    for i in islice(_places(page, within, kept), _LOOKED_AT):
        if len(found) == MOST:
            break
        text = page.blocks[i].text
        if len(text) <= _LONGEST and _LETTER.search(text) and not _repeats(folded(text), said):
            rule, kind = ("markup/undeclared", _PLAIN) if i in undeclared else _reason(page, i, around)
            if kind and (i > kept[0] or kind == "caption"):
                points = kind == "related_link" and is_linked(page.blocks[i])
                found.setdefault(text, Aside(rule, kind, text, text if points else None))
    return tuple(_within_limits(found.values()))


def _repeats(form: str, said: str) -> bool:
    return (form if len(form) >= _TELLING else f"\n{form}\n") in said


def _line(page: Outline, element: int) -> Iterator[int]:
    """Yield an element and those around it."""
    while element >= 0:
        yield element
        element = page.parents[element]


def _places(page: Outline, within: list[bool], kept: list[int]) -> Iterator[int]:
    first, end, own = kept[0], kept[-1] + 1, set(kept)
    while end < len(page.blocks) and within[page.blocks[end].element]:
        end += 1
    return (i for i in range(max(0, first - _ABOVE), end) if i not in own)


def _within_limits(found: Iterable[Aside]) -> Iterator[Aside]:
    taken = 0
    for aside in found:
        taken += len(aside.text)
        if taken > MOST_CHARACTERS:
            return
        yield aside


def _reason(page: Outline, i: int, around: Container[int]) -> tuple[str, str]:
    """Return the rule and the kind; no kind for comments."""
    kinds, index = [], page.blocks[i].element
    while index >= 0 and index not in around:
        element = page.elements[index]
        if element.furniture is Hold.LASTING:
            return "", ""
        if element.furniture:
            kinds.append(_BY_TAG.get(element.tag) or furniture_kind(element.name) or _PLAIN)
        index = element.parent
    named = _telling(kinds) if kinds else None
    linked = is_linked(page.blocks[i])
    pictured = _beside_picture(page, i)
    surely = named == "caption" and _CAPTION.search(page.elements[page.blocks[i].element].name)
    if named and (surely or not (linked and named == "caption")) and not (pictured and named == "byline"):
        return f"markup/{named}", named
    if linked or _announces(page, i):
        return "markup/link", "related_link"
    if pictured:
        return "markup/beside_picture", "caption"
    return ("markup/box" if kinds else "markup/loose"), _PLAIN


def _telling(kinds: list[str]) -> str | None:
    """Return the kind that tells most, of those of an element and those around it; None where none does."""
    sure = next((kind for kind in _SURE if kind in kinds), None)
    return sure or next((kind for kind in kinds if kind != _PLAIN), None)


def _announces(page: Outline, i: int) -> bool:
    """Tell whether a block is the title of the links below it."""
    follows = i + 1 < len(page.blocks) and is_linked(page.blocks[i + 1])
    return follows and (page.tag(i) in HEADINGS or len(page.blocks[i].text) < _BOX_TITLE)


def _beside_picture(page: Outline, i: int) -> bool:
    index = page.blocks[i].element
    if len(page.blocks[i].text) >= LONGEST_CAPTION:
        return False
    steps = 4 if page.elements[index].tag in ("td", "tr") else 2  # to the table of a picture and its caption
    return any(page.elements[one].image for one in islice(_line(page, index), steps))
