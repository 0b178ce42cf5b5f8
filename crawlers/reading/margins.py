"""Marks what lies around an article: parts named as furniture, cards of other articles, captions."""

from crawlers.reading.furniture import Hold
from crawlers.reading.outline import HEADINGS, Block, Outline

PROSE = 20.0  # weight from which a block is running text
_SHARE_OF_ARTICLE = 0.3  # of the page's running text: what holds more is not furniture, however it is named
_PLAIN_IN_PROSE = 60  # characters that are no link, in a paragraph that is more than links
_LONGEST_CARD = 500  # characters of a teaser with its title
LONGEST_CAPTION = 250
"""Characters of text beside an image."""

_LONGEST_CAPTION_PARAGRAPH = 120


class Sums:
    """Sums over subtrees of an outline.

    Attributes:
        text: characters of text below each element.
        prose: weight of running text below each element.
        total: weight of running text on the page, comments left out.
    """

    def __init__(self, page: Outline, weights: list[float]) -> None:
        self.text = subtree_sums(page, [float(len(block.text)) for block in page.blocks])
        self.prose = subtree_sums(page, [max(0.0, w) for w in weights])
        self.lasting = [element.furniture is Hold.LASTING for element in page.elements]
        if any(self.lasting):
            spread(page, self.lasting)
        pairs = zip(page.blocks, weights, strict=True)
        self.total = sum(w for block, w in pairs if w > 0 and not self.lasting[block.element])


def margins(page: Outline, weights: list[float], headline: str) -> list[bool]:
    """Return for each element of `page` whether it is no part of the article."""
    sums = Sums(page, weights)
    most = _SHARE_OF_ARTICLE * sums.total
    marked = [
        last
        or (element.furniture is Hold.USUAL and held < most)
        or (element.furniture is Hold.SLIGHT and held < most and text < LONGEST_CAPTION)
        for element, held, text, last in zip(page.elements, sums.prose, sums.text, sums.lasting, strict=True)
    ]
    spread(page, marked)
    for card in (*_cards(page, weights, sums, marked, headline), *_captions(page, sums)):
        if sums.prose[card] < most:
            marked[card] = True
    spread(page, marked)
    return marked


def spread(page: Outline, marks: list[bool]) -> None:
    """Mark everything below a marked element."""
    for index, parent in enumerate(page.parents):
        if parent >= 0 and marks[parent]:
            marks[index] = True


def subtree_sums(page: Outline, values: list[float]) -> list[float]:
    """Return for each element the sum of the `values` of the blocks below it."""
    sums = [0.0] * len(page.elements)
    for block, value in zip(page.blocks, values, strict=True):
        sums[block.element] += value
    parents = page.parents
    for index in range(len(sums) - 1, 0, -1):
        if sums[index]:
            sums[parents[index]] += sums[index]
    return sums


def _cards(page: Outline, weights: list[float], sums: Sums, marked: list[bool], headline: str) -> list[int]:
    """Return the elements that begin with a linked heading and hold little more than a teaser."""
    cards, first_prose = [], _first_prose(page, weights)
    for at, block in enumerate(page.blocks):
        index = page.elements[block.element].parent
        if page.elements[block.element].tag not in HEADINGS or not is_linked(block) or marked[block.element]:
            continue
        if block.text == headline or index < 0 or sums.text[index] >= _LONGEST_CARD:
            continue
        parent = page.elements[index].parent
        while parent >= 0 and sums.text[parent] < _LONGEST_CARD and first_prose[parent] >= at:
            index, parent = parent, page.elements[parent].parent
        if first_prose[index] >= at:
            cards.append(index)
    return cards


def _first_prose(page: Outline, weights: list[float]) -> list[int]:
    """Return for each element the place of its first block of running text."""
    first = [len(page.blocks)] * len(page.elements)
    for at in range(len(page.blocks) - 1, -1, -1):
        if weights[at] > PROSE:
            first[page.blocks[at].element] = at
    for index in range(len(first) - 1, 0, -1):
        parent = page.elements[index].parent
        if parent >= 0:
            first[parent] = min(first[parent], first[index])
    return first


def _captions(page: Outline, sums: Sums) -> list[int]:
    """Return the elements that hold an image and a little text."""
    found = []
    for index, element in enumerate(page.elements):
        longest = _LONGEST_CAPTION_PARAGRAPH if element.tag == "p" else LONGEST_CAPTION
        if (
            element.image
            and element.tag not in ("body", "article", "main")
            and 0 < sums.text[index] < longest
        ):
            found.append(index)
    return found


def is_linked(block: Block) -> bool:
    """Tell whether a block is little else than a link."""
    return block.linked > 0.6 * len(block.text) and len(block.text) - block.linked < _PLAIN_IN_PROSE
