"""Checks a reading against the body that JSON-LD declares, where the page shows that body at all."""

import html
import re
from functools import lru_cache

from crawlers.reading.outline import HEADINGS, Outline

_TAG = re.compile(r"<[^<>]{1,500}>")
_WORDS = re.compile(r"\w+")
_ASCII_BESIDES = {code: None for code in range(128) if not _WORDS.match(chr(code))}
_SHORTEST = 300  # folded characters: below that JSON-LD gives a summary
_SHORTEST_MATCH = 16  # folded characters of a block that can be told from chance
_SHOWN = 0.8  # share of the declared body that the page must show
_CONFIRMED = 0.5  # share of the reading that must be declared


@lru_cache(1024)
def folded(text: str) -> str:
    """Return the letters and digits of `text` in one case."""
    letters = text.translate(_ASCII_BESIDES) if text.isascii() else "".join(_WORDS.findall(text))
    return letters.casefold()


def declared_text(value: object) -> str:
    """Return JSON-LD's `articleBody` as plain text; empty where it is none.

    >>> declared_text("&lt;p&gt;Air naik.&lt;/p&gt;")
    'Air naik.'
    """
    if isinstance(value, list):
        return "\n".join(filter(None, map(declared_text, value)))
    if not isinstance(value, str):
        return ""
    return _TAG.sub(" ", html.unescape(html.unescape(value))).strip()


def confirmed(page: Outline, kept: list[int], declared: str) -> list[int] | None:
    """Return the blocks of `kept` that the declared body confirms; None where the two disagree.

    The first block stays, which may be the standfirst, and headings, which many sites do not declare.
    """
    body = folded(declared)
    if len(body) < _SHORTEST or not kept:
        return None
    forms = {i: folded(page.blocks[i].text) for i in kept}
    hits = {i for i, form in forms.items() if len(form) >= _SHORTEST_MATCH and _declares(body, form)}
    shown = sum(len(forms[i]) for i in hits)
    if shown < _SHOWN * len(body) or shown < _CONFIRMED * sum(map(len, forms.values())):
        return None
    tags = {i: page.elements[page.blocks[i].element].tag for i in kept}
    return [
        i for i in kept if i in hits or i == kept[0] or tags[i] in HEADINGS or len(forms[i]) < _SHORTEST_MATCH
    ]


def _declares(body: str, form: str) -> bool:
    return form in body or (len(form) > 80 and (form[:40] in body or form[-40:] in body))
