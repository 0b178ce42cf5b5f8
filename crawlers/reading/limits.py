"""Cuts a page to what can be parsed in a second, whatever somebody has put into it."""

import re

import numpy as np

LONGEST = 3_000_000
"""Characters of a page that are read: eight times the usual page with all its scripts."""

_MANY_TAGS = 20_000  # below that even the worst nesting is parsed in a second
_MOST_TAGS = 60_000
_DEEPEST = 1_000  # elements within one another: the parser takes time with the square of it
_WINDOW = 2_000  # bytes; a tag that fills one is looked at
_MOST_ATTRIBUTES = 500  # of one tag: the parser compares each with each
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9-]*)")
# Elements that hold nothing, or that end where the next of their kind begins (HTML Living Standard, 13.1.2).
_SHALLOW = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td "
    b"th thead tbody tfoot colgroup rb rt rp html head body".split()
)


def within_limits(html: str) -> bytes:
    r"""Return `html` in UTF-8, without null characters, cut where it grows too long or too deep.

    >>> within_limits("<p>Air\x00 naik.")
    b'<p>Air naik.'
    """
    page = html[:LONGEST].encode("utf-8", "replace")
    if b"\0" in page:
        page = page.replace(b"\0", b"")
    page = _without_crowded_tags(page)
    tags = np.count_nonzero(np.frombuffer(page, np.uint8) == ord("<"))
    return _cut(page) if tags > _MANY_TAGS else page


def _cut(page: bytes) -> bytes:
    depth = 0
    for count, tag in enumerate(_TAG.finditer(page)):
        if count > _MOST_TAGS:
            return page[: tag.start()]
        if tag[2].lower() not in _SHALLOW:
            depth = max(0, depth - 1) if tag[1] else depth + 1
            if depth > _DEEPEST:
                return page[: tag.start()]
    return page


def _without_crowded_tags(page: bytes) -> bytes:
    """Leave out tags of hundreds of attributes, that is long runs from `<` on without any `>`."""
    kept, at, window = [], 0, 0
    while window < len(page):
        if page.find(b">", window, window + _WINDOW) >= 0:
            window += _WINDOW
            continue
        before, end = page.rfind(b">", at, window) + 1, page.find(b">", window) + 1 or len(page)
        start = page.find(b"<", max(at, before), end)
        is_tag = start >= 0 and end - start > _WINDOW and page[start + 1 : start + 2].isalpha()
        if is_tag and len(page[start:end].split(None, _MOST_ATTRIBUTES)) > _MOST_ATTRIBUTES:
            kept.append(page[at:start])
            at = end
        window = end
    return b"".join(kept) + page[at:] if kept else page
