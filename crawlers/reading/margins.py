"""Marks what lies around an article: parts named as furniture, cards of other articles, captions."""

from dataclasses import dataclass

from crawlers.reading.announced import announced
from crawlers.reading.furniture import Hold
from crawlers.reading.outline import HEADINGS, Block, Outline

PROSE = 20.0  # weight from which a block is running text
_SHARE_OF_ARTICLE = 0.3  # of the page's running text: what holds more is not furniture, however it is named
_PLAIN_IN_PROSE = 60  # characters that are no link, in a paragraph that is more than links
_PLAIN_IN_SENTENCE = 6  # characters that are no link, in a sentence that links nearly all it says
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
        spread(page, self.lasting)
        pairs = zip(page.blocks, weights, strict=True)
        self.total = sum(w for block, w in pairs if w > 0 and not self.lasting[block.element])


@dataclass(frozen=True, slots=True)
class Margins:
    """What lies around an article; for each element of a page.

    Attributes:
        marked: whether it is no part of the article.
        sure: whether that holds whoever reads the page: announced comments and walls, cards.
    """

    marked: list[bool]
    sure: list[bool]


def margins(page: Outline, weights: list[float], headline: str) -> Margins:
    """Return what of `page` is no part of its article; what it announces as such becomes its furniture."""
    sure = [False] * len(page.elements)
    for element in announced(page, weights):
        page.elements[element].furniture = Hold.LASTING
        sure[element] = True
    sums = Sums(page, weights)
    most = _SHARE_OF_ARTICLE * sums.total
    marked = [
        last
        or (element.furniture is Hold.USUAL and held < most)
        or (element.furniture is Hold.SLIGHT and held < most and text < LONGEST_CAPTION)
        for element, held, text, last in zip(page.elements, sums.prose, sums.text, sums.lasting, strict=True)
    ]
    spread(page, marked)
    for card in _cards(page, weights, sums, marked, headline):
        if sums.prose[card] < most:
            marked[card] = sure[card] = True
    for caption in _captions(page, sums):
        if sums.prose[caption] < most:
            marked[caption] = True
    spread(page, marked)
    spread(page, sure)
    return Margins(marked, sure)


def spread(page: Outline, marks: list[bool]) -> None:
    """Mark everything below a marked element."""
    if True not in marks:
        return
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
        if page.elements[block.element].tag not in HEADINGS or not is_linked(block) or marked[block.element]:
            continue
        index = page.parents[block.element]
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
    parents = page.parents
    for index in range(len(first) - 1, 0, -1):
        parent = parents[index]
        first[parent] = min(first[parent], first[index])
    return first


def _captions(page: Outline, sums: Sums) -> list[int]:
    """Return the elements that hold an image and a little text."""
    found = _pictured_tables(page, sums)
    for index, element in enumerate(page.elements):
        longest = _LONGEST_CAPTION_PARAGRAPH if element.tag == "p" else LONGEST_CAPTION
        if (
            element.image
            and element.tag not in ("body", "article", "main")
            and 0 < sums.text[index] < longest
        ):
            found.append(index)
    return found


def _pictured_tables(page: Outline, sums: Sums) -> list[int]:
    """Return the tables that set one short text below or beside an image, which count as having it."""
    cells = [i for i, element in enumerate(page.elements) if element.image and element.tag == "td"]
    if not cells:
        return []
    blocks = subtree_sums(page, [1.0] * len(page.blocks))
    tables = {_table_around(page, cell) for cell in cells} - {-1}
    found = [one for one in sorted(tables) if blocks[one] == 1 and sums.text[one] < LONGEST_CAPTION]
    for table in found:
        page.elements[table].image = True
    return found


def _table_around(page: Outline, element: int) -> int:
    """Return the table that a cell belongs to."""
    while element >= 0 and page.elements[element].tag != "table":
        element = page.parents[element]
    return element


def is_linked(block: Block) -> bool:
    """Tell whether a block is little else than a link."""
    return block.linked > 0.6 * len(block.text) and len(block.text) - block.linked < _PLAIN_IN_PROSE


def is_sentence(block: Block) -> bool:
    """Tell whether a block is a whole sentence that links what it tells, rather than a title to follow."""
    plain = len(block.text) - block.linked
    return block.text.endswith(".") and plain >= _PLAIN_IN_SENTENCE and ":" not in block.text
