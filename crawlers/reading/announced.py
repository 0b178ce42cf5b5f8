"""Marks parts that a page announces in words: the comments below an article, the wall before its rest."""

import re
from collections.abc import Iterator
from itertools import islice

from crawlers.reading.outline import HEADINGS, Outline

_LONGEST = 90  # characters of an announcement
_MOST = 8  # announcements that are followed; each takes a look at all that comes below
_ENOUGH = 100.0  # weight of running text above, so that a count beside the headline announces nothing
_COMMENTS = re.compile(
    r"""(?:\d[\d.,]*\s+(?:comments?|replies|responses?|reader\ comments|komentar|tanggapan|balasan|ulasan)
      | (?:comments?|komentar|tanggapan)\s*\(\s*\d+\s*\)
      | leave\s+a\s+(?:reply|comment) | (?:post|add)\s+a\s+comment | join\s+the\s+(?:conversation|discussion)
      | (?:tinggalkan|beri(?:kan)?|tulis|kirim)\s+(?:balasan|komentar|tanggapan))
      (?:\s+(?:to|on|so\ far|pada|untuk|di|anda)\b.*)?[:!.]?""",
    re.IGNORECASE | re.VERBOSE,
)
_WALL = re.compile(
    r"""th(?:is|e\ full)\s+(?:article|story|content)\s+is\s+
        (?:reserved|(?:only\s+)?available|only|exclusive(?:ly)?)\s.{0,30}\b(?:subscriber|member|registered).*
      | (?:subscribe|log\s*in|sign\s+in|register)(?:\s+now)?\s+to\s+
        (?:continue|keep\s+reading|read\s+(?:more|the|this|on))\b.*
      | (?:to\s+)?(?:continue|keep)\s+reading\b.{0,30}\b(?:subscri|sign\s+in|log\s*in|register).*
      | already\s+(?:an?\s+|have\s+an?\s+)?(?:subscri(?:bed|ber|ption)|member|registered)\?.*
      | (?:berlangganan|masuk|login|daftar)\s+untuk\s+(?:membaca|melanjutkan|mengakses)\b.*
      | (?:artikel|konten|berita)\s+ini\s+(?:khusus|hanya)\s+(?:untuk|bagi)\s+
        (?:pelanggan|anggota|member)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)


def announced(page: Outline, weights: list[float]) -> list[int]:
    """Return the elements that hold the comments on an article or a subscription's wall.

    Args:
        page: with all its blocks.
        weights: of its blocks.
    """
    found: list[int] = []
    for at in islice(_announcements(page, weights), _MOST):
        if any(page.tag(below) == "h1" for below in range(at + 1, len(page.blocks))):
            continue  # above the title of the page
        if _COMMENTS.fullmatch(page.blocks[at].text):
            found += _opened(page, at) or _following(page, at)
        else:
            found += _opened(page, at) or [page.blocks[at].element]
    return found


def _announcements(page: Outline, weights: list[float]) -> Iterator[int]:
    """Yield the places of blocks that announce something and have enough running text above them."""
    above = 0.0
    for at, (block, weight) in enumerate(zip(page.blocks, weights, strict=True)):
        if above > _ENOUGH and len(block.text) <= _LONGEST and not block.linked:
            heads = page.elements[block.element].tag in HEADINGS
            if (heads and _COMMENTS.fullmatch(block.text)) or _WALL.fullmatch(block.text):
                yield at
        above += max(0.0, weight)


def _opened(page: Outline, at: int) -> list[int]:
    """Return the element that block `at` opens and that holds more than it; none where it opens no other."""
    element = page.parents[_alone(page, at)]
    return [element] if element >= 0 and not _within(page, at - 1, element) else []


def _following(page: Outline, at: int) -> list[int]:
    """Return the element of block `at` and those that follow beside it."""
    element = _alone(page, at)
    around = page.parents[element]
    return [index for index in range(element, len(page.parents)) if page.parents[index] == around]


def _alone(page: Outline, at: int) -> int:
    """Return the outermost element in which block `at` stands by itself."""
    element = page.blocks[at].element
    beside = [i for i in (at - 1, at + 1) if 0 <= i < len(page.blocks)]
    while (around := page.parents[element]) >= 0 and not any(_within(page, i, around) for i in beside):
        element = around
    return element


def _within(page: Outline, at: int, around: int) -> bool:
    element = page.blocks[at].element
    while element > around:
        element = page.parents[element]
    return element == around
