"""Finds the article among the blocks of a page by how dense its text is and how few links it has."""

import re
from collections import Counter
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from crawlers.reading.asides import Aside, find_asides
from crawlers.reading.clues import Clues
from crawlers.reading.declared import confirmed
from crawlers.reading.margins import PROSE, is_linked, is_sentence, margins, spread, subtree_sums
from crawlers.reading.outline import HEADINGS, Block, Outline
from crawlers.reading.paragraphs import is_dateline
from crawlers.reading.repeats import without_repeats
from crawlers.reading.standfirst import standfirst

_BODY_NAMES = re.compile(
    r"articlebody|article[-_]{0,2}(?:body|content|text)|(?:entry|post|story|news|berita|isi|detail|read)[-_]{0,2}"
    r"(?:body|content|text|konten|isi)|isi[-_]?berita|td-post-content|body-text|single-content",
    re.IGNORECASE,
)
_SHARE_OF_BEST = 0.8  # of the best element's weight that one named as a body must hold to be preferred
_SENTENCE_END = re.compile(r"[.!?…:;,\"”»’'。！？؟۔।)]")
_CONTAINERS = frozenset({"div", "td", "section", "article"})  # of running text that only `br` divides
_CLOSED = (".", "!", "?", ")", "”", '"', "*")
_WORD = re.compile(r"\w")
_GOOD_LENGTH = 200  # bytes of a paragraph that counts in full
_SHORT_LENGTH = 80  # bytes of a title, a name, a button
_BOX_TITLE = 40  # characters of the title of a box
_SHARE_OF_P = 0.8  # of the running text in `p` above which short blocks of other kinds are not the article's


@dataclass(frozen=True, slots=True)
class Body:
    """What was chosen of a page.

    Attributes:
        blocks: the blocks of the article, in order.
        prose: weight of them that is running text.
        page_prose: the same for the whole page, furniture left out.
        asides: what was left out between its blocks.
        others: elements that are surely none of the article's, none within another.
    """

    blocks: tuple[Block, ...]
    prose: float
    page_prose: float
    asides: tuple[Aside, ...] = ()
    others: tuple[LexborNode, ...] = ()


def weight(block: Block, tag: str) -> float:
    """Return how much a block speaks for being in the article.

    Its bytes, so that a Chinese character counts for a word; less for a short block, little without the
    end of a sentence, below 0 for links.
    """
    length = len(block.text)
    if tag in HEADINGS or (block.linked and is_linked(block)):
        return -float(block.linked)
    if block.linked > 0.5 * length:
        return 0.3 * (length - block.linked)
    size = length if block.text.isascii() else len(block.text.encode("utf-8", "ignore"))
    if size < _GOOD_LENGTH and not _SENTENCE_END.search(block.text[-3:]):
        return -5.0 if size < _SHORT_LENGTH else 0.2 * (size - block.linked)
    return (size - block.linked) * min(1.0, size / _GOOD_LENGTH) - block.linked


def find_body(page: Outline, clues: Clues) -> Body:
    """Return the blocks of `page` that are its article; none where no text stands out."""
    weights = [weight(block, page.tag(i)) for i, block in enumerate(page.blocks)]
    around = margins(page, weights, clues.headline)
    marked = around.marked
    own = [0.0 if marked[block.element] else w for block, w in zip(page.blocks, weights, strict=True)]
    sums = subtree_sums(page, own)
    page_prose = sum(w for w in own if w > 0)
    if max(sums, default=0) <= 0:
        return Body((), 0.0, page_prose)
    inside = _inside(page, _best_element(page, sums))
    free = [i for i, block in enumerate(page.blocks) if not marked[block.element]]
    chosen = _kept(page, [i for i in free if inside[page.blocks[i].element]], own)
    if not chosen:
        return Body((), 0.0, page_prose)
    agreed = confirmed(page, chosen, clues.declared) or chosen
    kept = standfirst(page, [i for i in free if i < chosen[0]], clues) + agreed
    kept = without_repeats(page, kept, clues.headline)
    asides = find_asides(page, inside, kept, set(chosen).difference(agreed), clues.headline)
    blocks = tuple(page.blocks[i] for i in kept)
    prose = sum(max(0.0, own[i]) for i in kept)
    return Body(blocks, prose, page_prose, asides, _outermost(page, around.sure))


def _outermost(page: Outline, marked: list[bool]) -> tuple[LexborNode, ...]:
    """Return the marked elements that lie in no other."""
    pairs = zip(page.elements, marked, strict=True)
    return tuple(one.node for one, mark in pairs if mark and one.parent >= 0 and not marked[one.parent])


def _inside(page: Outline, root: int) -> list[bool]:
    inside = [False] * len(page.elements)
    inside[root] = True
    spread(page, inside)
    return inside


def _best_element(page: Outline, sums: list[float]) -> int:
    """Return the element that weighs most, or one within it that is named as a body and weighs no less."""
    most = max(sums)
    best = len(sums) - 1 - sums[::-1].index(most)
    inside, enough = _inside(page, best), _SHARE_OF_BEST * most
    named = [
        index
        for index, element in enumerate(page.elements)
        if inside[index] and sums[index] >= enough and _BODY_NAMES.search(element.name)
    ]
    return max(named, key=lambda index: (sums[index], index), default=best)


def _kept(page: Outline, chosen: list[int], weights: list[float]) -> list[int]:
    """Return the running text of `chosen`, with the headings and short blocks that belong to it."""
    good = [i for i in chosen if weights[i] > PROSE]
    if not good:
        return []
    lengths = Counter[str]()
    for i in good:
        lengths[page.tag(i)] += len(page.blocks[i].text)
    running = {lengths.most_common(1)[0][0], "p", "li", "blockquote", "pre", "tr"}
    holders = {page.elements[page.blocks[i].element].parent for i in good}
    around = holders | {page.blocks[i].element for i in good if page.tag(i) in _CONTAINERS}
    in_p = lengths["p"] > _SHARE_OF_P * lengths.total()
    kept = []
    for i in chosen:
        block, tag = page.blocks[i], page.tag(i)
        direct = block.element in holders
        told = tag == "p" and good[0] < i < good[-1] and is_sentence(block)
        if is_linked(block) and not told:
            continue
        if not _WORD.search(block.text) or (i < good[-1] and _is_label(page, i)):
            continue
        if tag in HEADINGS:
            own = tag != "h1" or page.parents[block.element] in holders or block.text.endswith(_CLOSED)
            first = good[0] if tag == "h1" else good[0] - 3  # the title of the page stands above its text
            fits = own and first < i < good[-1] and not _heads_links(page, i)
        elif weights[i] > PROSE:
            fits = tag in running or direct or not in_p
        elif i < good[0]:
            fits = i == good[0] - 1 and is_dateline(block.text)
        else:
            fits = direct or (tag in running and (i < good[-1] or _hangs_on(page, block.element, around)))
        if fits:
            kept.append(i)
    return kept


def _heads_links(page: Outline, i: int) -> bool:
    """Tell whether a heading is the title of a box of links."""
    return len(page.blocks[i].text) < _BOX_TITLE and is_linked(page.blocks[i + 1])


def _is_label(page: Outline, i: int) -> bool:
    """Tell whether a block only announces the links that follow: `Baca Juga`."""
    text = page.blocks[i].text
    follows = i + 1 < len(page.blocks) and is_linked(page.blocks[i + 1])
    return follows and len(text) < _BOX_TITLE and not text.endswith(_CLOSED) and not is_dateline(text)


def _hangs_on(page: Outline, element: int, holders: set[int]) -> bool:
    """Tell whether an element stands beside running text; a row does with its table."""
    steps = 3 if page.elements[element].tag == "tr" else 1
    for _ in range(steps):
        element = page.elements[element].parent
        if element in holders:
            return True
    return False
