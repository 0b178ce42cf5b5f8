"""Flattens a parsed page, in one walk, into its blocks of text and the elements that hold them."""

import re
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from crawlers.reading.furniture import Hold, furniture_hold
from crawlers.reading.runs import BREAK, LINK, UNLINK, paragraphs_of

_UNSEEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_NOTHING, _BLOCK, _ROW, _ANCHOR = range(4)
_LONGEST_HEADING = 200  # characters; some sites set whole paragraphs as headings
_LONGEST_ROW = 300  # characters of a row of data

# Elements that run within a paragraph; every other begins a block (HTML Living Standard, 4.5 and 4.8).
_INLINE = frozenset(
    {
        *("a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn"),
        *("em", "font", "i", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "rp", "rt"),
        *("ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt"),
        *("u", "var"),
    }
)
_EMPTY = frozenset({"br", "img", "input", "wbr", "-comment"})
WITHOUT_TEXT = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "iframe", "object", "audio", "video"),
        *("button", "select", "textarea", "nav", "dialog"),
    }
)
"""Elements that hold nothing of an article, whatever stands in them."""

_FURNITURE_TAGS = frozenset(
    {"aside", "footer", "figure", "figcaption", "address", "menu", "form", "fieldset"}
)
_NEVER_FURNITURE = frozenset({"html", "body", "article", "main", "h1"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(slots=True)
class Block:
    """A run of text that stands by itself.

    Attributes:
        text: white space folded; a line feed where the page breaks the line.
        linked: how many of its characters are links.
        element: index in `Outline.elements` of the element that holds it.
    """

    text: str
    linked: int
    element: int


@dataclass(slots=True)
class Element:
    """An element that begins a block.

    Attributes:
        parent: index of the element around it, -1 for the outermost.
        tag: in lower case.
        name: the values of `class`, `id`, `itemprop` (or `name`) and `data-component`.
        furniture: how firmly its tag or its names make it a part of the site; None where not at all.
        node: itself, in the parsed tree.
        image: whether an image stands in it, outside any block of its own.
    """

    parent: int
    tag: str
    name: str
    furniture: Hold | None
    node: LexborNode
    image: bool = False


@dataclass(slots=True)
class Outline:
    """A page as blocks in reading order and the tree of elements around them.

    Attributes:
        blocks: in reading order.
        elements: in the order in which they begin, so that each stands after those around it.
        parents: `Element.parent` of each, once more.
    """

    blocks: list[Block] = field(default_factory=list)
    elements: list[Element] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)

    def tag(self, block: int) -> str:
        """Return the tag that the block at place `block` stands in; `p` for a heading too long for one."""
        tag = self.elements[self.blocks[block].element].tag
        return "p" if tag in HEADINGS and len(self.blocks[block].text) > _LONGEST_HEADING else tag


def outline(root: LexborNode) -> Outline:
    """Walk everything below `root` once, past what holds no text of the page: scripts, menus, buttons."""
    walk = _Walk()
    pieces = walk.pieces
    node, around = root.first_child, walk.enter_block(root, root.tag or "", -1)
    opened: list[tuple[LexborNode, int, int]] = []  # element, the block around it, what to do on leaving
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            text = node.text_content or ""
            if walk.has_text or not text.isspace():
                pieces.append(text)
                walk.has_text = True
        elif tag in _EMPTY:
            walk.mark(tag, around)
        elif tag not in WITHOUT_TEXT:
            if tag in _INLINE:
                kind, within = (walk.enter_link() if tag == "a" else _NOTHING), around
            else:
                kind, within = (_ROW if tag == "tr" else _BLOCK), walk.enter_block(node, tag, around)
            if (child := node.first_child) is not None:
                opened.append((node, around, kind))
                node, around = child, within
                continue
            walk.leave(kind, within)
        while (following := node.next) is None and opened:
            node, before, kind = opened.pop()
            if kind:
                walk.leave(kind, around)
            around = before
        node = following
    walk.leave(_ROW if root.tag == "tr" else _BLOCK, 0)
    return walk.outline


class _Walk:
    """What one walk has open: a run of text, and whether a link goes on in it."""

    def __init__(self) -> None:
        self.outline = Outline()
        self.pieces: list[str] = []
        self.has_text = False
        self.links = 0

    def mark(self, tag: str, around: int) -> None:
        if tag == "br":
            self.pieces.append(BREAK)
        elif tag == "img":
            self.outline.elements[around].image = True

    def enter_link(self) -> int:
        self.links += 1
        self.pieces.append(LINK)
        return _ANCHOR

    def enter_block(self, node: LexborNode, tag: str, around: int) -> int:
        if self.pieces:
            self._close_run(around)
        outline, attributes = self.outline, node.attributes
        name = _name(attributes) if attributes else ""
        furniture = _furniture(tag, name, attributes) if attributes or tag in _FURNITURE_TAGS else None
        outline.elements.append(Element(around, tag, name, furniture, node))
        outline.parents.append(around)
        return len(outline.parents) - 1

    def leave(self, kind: int, element: int) -> None:
        if kind == _ANCHOR:
            self.links -= 1
            self.pieces.append(UNLINK)
        elif kind:
            if self.pieces:
                self._close_run(element)
            if kind == _ROW:
                self._join_cells(element)

    def _close_run(self, element: int) -> None:
        text = "".join(self.pieces) if self.has_text else ""
        self.pieces.clear()
        if self.links:
            self.pieces.append(LINK)
        if text:
            self.has_text = False
            self.outline.blocks += [Block(plain, linked, element) for plain, linked in paragraphs_of(text)]

    def _join_cells(self, row: int) -> None:
        """Make one block of a row of data; a row that lays out the page keeps its blocks."""
        blocks, elements = self.outline.blocks, self.outline.elements
        start = len(blocks)
        while start and elements[blocks[start - 1].element].parent == row:
            start -= 1
        cells = blocks[start:]
        text = " | ".join(cell.text for cell in cells)
        if cells and cells[0].element > row and len(text) < _LONGEST_ROW and "\n" not in text:
            blocks[start:] = [Block(text, min(sum(cell.linked for cell in cells), len(text)), row)]


def _furniture(tag: str, name: str, attributes: dict[str, str | None]) -> Hold | None:
    if tag in _FURNITURE_TAGS:
        return Hold.USUAL
    hold = furniture_hold(name) if name and tag not in _NEVER_FURNITURE else None
    if "hidden" in attributes or ("style" in attributes and _UNSEEN.search(attributes["style"] or "")):
        return hold or Hold.USUAL
    return hold


def _name(attributes: dict[str, str | None]) -> str:
    own = attributes.get("class")
    if len(attributes) == 1 and own:
        return own
    ident, prop = attributes.get("id"), attributes.get("itemprop") or attributes.get("name")
    component = attributes.get("data-component")  # says what classes made by a build tool do not
    if not ident and not prop and not component:
        return own or ""
    return f"{own or ''} {ident or ''} {prop or ''} {component or ''}"
