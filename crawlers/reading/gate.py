"""Judges a reading: whether it is to be trusted, and whether the page is an article at all."""

import re
from enum import Enum
from urllib.parse import urlsplit

from crawlers.reading.density import Body
from crawlers.reading.head import Head
from crawlers.reading.margins import is_linked
from crawlers.reading.outline import HEADINGS, Outline

_LISTING_PATH = re.compile(
    r"^/$|/(?:search|label|category|kategori|tag|topik|topic|page|author|penulis|indeks?|kanal|rubrik)(?:/|$)"
)
_ROLL = 2  # linked headings amid the text, each the title of an article of its own
_FEW_CARDS = 8  # linked headings that an article may have around it whatever else it is
_SHORT = 500  # characters: shorter articles are rare, and more often a part was missed
_SHARE_OF_PROSE = 0.7  # of the page's running text that is expected in the article
_SHARE_OF_TEXT = 0.1  # of all text that is no link
_NEARLY_ALL = 0.9  # share of the running text at which it does not matter how much else stands around
_SHARE_OF_SHORT_PAGE = 0.4  # of all text that is no link, in a short article that is complete
_LONGER = 1.3  # times; a second reading must bring that much more
_SHORTEST_SENTENCES = 80  # characters of a paragraph that is no title


class Verdict(Enum):
    """What is to be done with a reading."""

    TRUSTED = "keep it"
    DOUBTED = "read again by other means"
    LISTING = "the page lists articles and is none"


def judge(page: Outline, body: Body, head: Head) -> Verdict:
    """Judge what was read from `page`."""
    length = sum(len(block.text) for block in body.blocks)
    plain = sum(len(block.text) - block.linked for block in page.blocks) or 1
    if not head.article and _cards(page) >= _FEW_CARDS and _is_small(head, length, length / plain):
        return Verdict.LISTING
    if not head.article and _is_roll(page, body, head.url):
        return Verdict.LISTING
    prose, share = body.prose / (body.page_prose or 1), length / plain
    complete = prose >= _SHARE_OF_PROSE and (share > _SHARE_OF_TEXT or prose > _NEARLY_ALL)
    if complete and (length >= _SHORT or share > _SHARE_OF_SHORT_PAGE):
        return Verdict.TRUSTED
    return Verdict.DOUBTED


def prefers(second: str, first: str) -> bool:
    """Tell whether a second reading brings so much more that the first must have missed a part."""
    paragraphs = second.split("\n\n")
    prose = sum(len(paragraph) for paragraph in paragraphs if len(paragraph) >= _SHORTEST_SENTENCES)
    return len(second) > _LONGER * len(first) and prose > 0.5 * len(second)


def _is_small(head: Head, length: int, share: float) -> bool:
    if head.meta("og:type") == "article":
        return length == 0
    return share < 0.15 and length < 2 * _SHORT


def _is_roll(page: Outline, body: Body, url: str) -> bool:
    """Tell whether a page that is addressed as a listing shows whole articles, one below the other."""
    if not body.blocks or not _LISTING_PATH.search(urlsplit(url).path or "/"):
        return False
    kept = {id(block) for block in body.blocks}
    places = [at for at, block in enumerate(page.blocks) if id(block) in kept]
    within = page.blocks[places[0] : places[-1]]
    titles = [block for block in within if page.elements[block.element].tag in HEADINGS and is_linked(block)]
    return len(titles) >= _ROLL


def _cards(page: Outline) -> int:
    return sum(page.elements[block.element].tag in HEADINGS and is_linked(block) for block in page.blocks)
