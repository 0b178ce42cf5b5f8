"""Finds where the article stands on a page: its headline, what is its own, and what is margin."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

_WORD = re.compile(r"\w+")
_ELSEWHERE = re.compile(
    r"comment|komentar|related|terkait|sidebar|footer|popul[ae]r|latest|terbaru|recent|trending|recommend"
    r"|copyright|calendar|teaser|promo|newsletter|ticker|breaking|most-?(?:read|view)|carousel|slider|navbar|topbar"
    r"|weather|cuaca|(?<![a-z])(?:today|now|current|next|menu|nav|clock)(?![a-z])",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"comment|komentar|related|terkait|copyright|navbar|topbar|ticker|breaking"
    r"|(?<![a-z])(?:today|now|current|menu|nav|clock)(?![a-z])",
    re.IGNORECASE,
)
_OUTSIDE = frozenset({"aside", "nav", "footer", "script", "style", "noscript", "template", "select", "form"})
_FEWEST_WORDS = 3  # of a title that can be told from chance
_SHORTEST_TITLE, _LONGEST_TITLE = 12, 300  # characters
_NODES = 3000  # nodes that are searched for the title
_LONGEST = 1000  # characters of a heading that are compared
_DEEPEST = 60  # elements around another that are looked at, however deep a broken page nests them
_LEVELS = 4  # elements around the headline that are taken for the article's own


@dataclass(frozen=True, slots=True)
class Place:
    """Where the article stands on its page.

    Attributes:
        headline: its heading.
        title: the text of the page's `title`.
        close: addresses of the elements around the heading that are taken for the article's own.
        around: addresses of all elements around it.
    """

    headline: LexborNode
    title: str
    close: frozenset[int]
    around: frozenset[int]


def words_of(node: LexborNode) -> str:
    """Return the names that an element bears: its classes, id and itemprop."""
    attributes = node.attributes
    return " ".join(filter(None, (attributes.get(key) for key in ("class", "id", "itemprop"))))


def _ancestors(node: LexborNode) -> Iterator[LexborNode]:
    around = node.parent
    for _ in range(_DEEPEST):
        if around is None or around.tag in {"body", "html", "-document"}:
            return
        yield around
        around = around.parent


def _headline(tree: LexborHTMLParser, title: str) -> LexborNode | None:
    """Return the heading that the page's title repeats, else its first `h1`."""
    named = set(_WORD.findall(title.lower()))

    def shared(node: LexborNode) -> float:
        words = set(_WORD.findall(node.text()[:_LONGEST].lower()))
        return len(words & named) / (len(words) + 3)

    first = tree.css("h1")[:6]
    if len(first) == 1 and shared(first[0]) > 0.3:
        return first[0]
    headings = [*first, *tree.css("h2,h3")[:20]]
    best = max(headings, key=shared, default=None)
    if best is not None and shared(best) > 0.3:
        return best
    return next(iter(first), None) or _titled(tree, named)


def _titled(tree: LexborHTMLParser, named: set[str]) -> LexborNode | None:
    """Return the element that says what the page's title says, on a page that sets no heading as one."""
    if tree.body is None or len(named) < _FEWEST_WORDS:
        return None
    for node in islice(tree.body.traverse(include_text=True), _NODES):
        text = (node.text_content or "").strip() if node.tag == "-text" else ""
        if _SHORTEST_TITLE <= len(text) < _LONGEST_TITLE:
            words = set(_WORD.findall(text.lower()))
            parent = node.parent
            if words <= named and 2 * len(words) >= len(named) and parent and parent.tag not in _OUTSIDE:
                return parent
    return None


def find_place(tree: LexborHTMLParser) -> Place | None:
    """Return where the article stands; None on a page without a heading."""
    titles = tree.css_first("title")
    title = titles.text() if titles else ""
    headline = _headline(tree, title)
    if headline is None:
        return None
    around = [node.mem_id for node in _ancestors(headline)]
    return Place(headline, title, frozenset(around[:_LEVELS]), frozenset(around))


@lru_cache(4096)
def _is_margin(name: str, beside_headline: bool) -> bool:
    return bool((_OTHERS if beside_headline else _ELSEWHERE).search(name))


def stands_elsewhere(node: LexborNode, place: Place | None, *, beside_headline: bool = False) -> bool:
    """Say whether an element lies in a list of other articles, among comments or in the page's margins.

    What also holds the headline is no margin, whatever it is called; within the article's own elements a
    footer is the article's. Right beside the headline an aside or a sidebar is the article's, too.

    Args:
        node: the element.
        place: where the article stands.
        beside_headline: whether hardly anything stands between the element and the headline.
    """
    names, tags = [words_of(node)], [node.tag]
    for around in _ancestors(node):
        if place and around.mem_id in place.around:
            if around.mem_id in place.close:
                names = [name.replace("footer", "") for name in names]
                tags = [tag for tag in tags if tag != "footer"]
            break
        names.append(words_of(around))
        tags.append(around.tag)
    outside = _OUTSIDE - {"aside"} if beside_headline else _OUTSIDE
    return any(tag in outside for tag in tags) or any(_is_margin(name, beside_headline) for name in names)


def following(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes in and behind `node`, in the order of the document."""
    yield from node.traverse(include_text=True)
    around: LexborNode | None = node
    while around is not None:
        sibling = around.next
        while sibling is not None:
            yield from sibling.traverse(include_text=True)
            sibling = sibling.next
        around = around.parent


def preceding(node: LexborNode) -> Iterator[LexborNode]:
    """Yield the nodes before `node` within the two elements around it, the nearest first."""
    around: LexborNode | None = node
    for _ in range(2):
        sibling = around.prev if around is not None else None
        while sibling is not None:
            yield from reversed(list(islice(sibling.traverse(include_text=True), 50)))
            sibling = sibling.prev
        around = around.parent if around is not None else None
