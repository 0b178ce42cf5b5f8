"""Reads the dates that a page shows: `time` elements, byline blocks, stamps near the headline."""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.reading.place import Place, find_place, following, preceding, stands_elsewhere, words_of
from news.dates import DateEvidence, parse_timestamp
from news.dates.running_text import placed_dates
from news.dates.standpoint import Standpoint

_STATED = re.compile(
    r"datePublished|publish|entry-date|posted-on|post-date|article-date|pubdate", re.IGNORECASE
)
_MARKED = (
    'time,[itemprop="datePublished"],[pubdate],abbr.published,[class*="date" i],[class*="publi" i],'
    '[class*="posted" i],[class*="time" i],[class*="byline" i],[class*="meta" i],[class*="submitted" i],'
    '[class*="tanggal" i],[class*="waktu" i],[id*="date" i],[class*="author" i],[class*="info" i],'
    '[class*="datum" i],[class*="fecha" i]'
)
_INLINE = frozenset({"a", "span", "b", "strong", "em", "i", "small", "time", "font", "u"})
_CHANGED = re.compile(
    r"updat|modif|diperbarui|dikemaskini|aktuali|mise à jour|mis à jour|actualizad|atualizad|aggiorna|güncel"
    r"|обновлен|оновлен|редакт|ändert|uppdater|opdater|oppdater|bijgewerkt|päivit|copyright|©|diakses|accessed"
    r"|retrieved",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(
    r"[12]\d{3}|\d\s?[/.-]\s?\d|\d(?:st|nd|rd|th|\.)?[\s\u00a0-]+[^\W\d_]{3}|[^\W\d_]{3}\.?\s+\d"
)
_COUNTING_WORDS = ("hari ini", "kemarin", "today", "yesterday", " lalu", " ago")
_DATELINE = re.compile(r"(?:[A-ZÀ-Þ][\w .]{0,30}[,(–—-]\s*\(?)?")
_DATE_LIKE = re.compile(r"date|publi|posted|time|tanggal", re.IGNORECASE)
_COUNTED = re.compile(r"(?:lalu|lepas|silam|ago|hari ini|kemarin|today|yesterday)$", re.IGNORECASE)
_SHORT = 60  # characters of a stamp that counts from now
_LONGEST = 250  # characters of a stamp with its byline, in an element that is named for it
_LONGEST_UNMARKED = 100  # the same in any other element
_TITLE = 30  # characters of a link from which it is a title, not an author's name or a section
_PROSE = 1000  # characters beyond which a text is not looked at
_MOST = 80  # marked elements that are looked at: the article's stamps stand before those of lists
_BESIDE = 8  # text nodes from the headline that stand beside it
_BEHIND, _BEFORE = 40, 12  # text nodes that are looked at behind and before the headline
_NODES = 3000  # nodes that are walked for them
_OF_ONE_ARTICLE = 2  # days that elements of one name may tell: of publication and of a change


def _said(text: str, seen_from: Standpoint) -> list[DateEvidence]:
    """Return the days of one stamp; of a stamp that tells two, not the one of a later change.

    A weekday alone is no stamp, and `3 jam lalu` is one only where little else stands with it.
    """
    kept, behind = [], 0
    for placed in sorted(placed_dates(text, seen_from), key=lambda one: one.start):
        changed = _CHANGED.search(text, behind, placed.start)
        counted = placed.mention is None and not (
            len(text) <= _SHORT and _COUNTED.search(placed.evidence.text)
        )
        if placed.evidence.precision not in {"month", "year"} and not changed and not counted:
            kept.append(placed.evidence)
        behind = placed.end
    return kept


def _opens(text: str, words: str) -> bool:
    """Say whether a date stands at the head of a paragraph: `01.02.2022 Pasar …`, `Pontianak, (3/11) – …`."""
    return bool(_DATELINE.fullmatch(text, 0, text.find(words)))


def _promises(text: str) -> bool:
    """Say, at little cost, whether a text may hold a date at all."""
    if _DIGIT.search(text):
        return bool(_NUMBERS.search(text)) or any(word in text for word in _COUNTING_WORDS)
    return len(text) <= _SHORT and any(word in text.lower() for word in _COUNTING_WORDS)


def _shown(text: str, seen_from: Standpoint, longest: int) -> list[DateEvidence]:
    """Return the days of a stamp, or of the opening of a paragraph.

    Args:
        text: as it stands in the page.
        seen_from: capture and language.
        longest: characters of a stamp; what is longer is prose.
    """
    if len(text) < 6 or not _promises(text[:_PROSE]):
        return []
    text = " ".join(text[:_PROSE].split())
    if len(text) <= longest:
        return _said(text, seen_from)
    opening = text[:_SHORT]
    said = _said(opening, seen_from) if _promises(opening) else []
    return [one for one in said if _opens(text, one.text)]


def _of_element(node: LexborNode, seen_from: Standpoint) -> list[DateEvidence]:
    """Return what an element says: its attribute for machines, else what it shows."""
    attributes = node.attributes
    for key in ("datetime", "content", "title"):
        value = attributes.get(key)
        if value and (read := parse_timestamp(value, "time", language=seen_from.language)):
            return [read]
    return _shown(node.text(separator=" "), seen_from, _LONGEST)


@lru_cache(4096)
def _is_for_change(name: str) -> bool:
    return bool(_CHANGED.search(name)) and not _DATE_LIKE.search(_CHANGED.sub("", name))


def _tells_change(node: LexborNode) -> bool:
    """Say whether an element is named for a change alone; microformats mark any date as `updated`."""
    return _is_for_change(words_of(node))


def _marked(
    nodes: Sequence[LexborNode], place: Place | None, seen_from: Standpoint
) -> Iterator[DateEvidence]:
    """Yield what elements say whose markup promises a date, in the order given.

    Elements of one name that tell several days are those of a list.
    """
    told: dict[str, list[DateEvidence]] = {}
    for node in nodes:
        said = [] if _tells_change(node) else _of_element(node, seen_from)
        if said and not stands_elsewhere(node, place):
            told.setdefault(words_of(node) or node.tag or "", []).extend(said)
    for name, days in told.items():
        if len({one.day for one in days}) <= _OF_ONE_ARTICLE or "datePublished" in name:
            yield from days


def _is_title(node: LexborNode, own: str) -> bool:
    """Say whether a text is the title of another article: a long link that the page's own title lacks."""
    text = (node.text_content or "").strip()
    if len(text) < _TITLE or text[:_TITLE] in own:
        return False
    parent = node.parent
    return any(one is not None and one.tag == "a" for one in (parent, parent.parent if parent else None))


def _is_prose(parent: LexborNode) -> bool:
    """Say whether a piece of text runs within a paragraph, as a linked date in a sentence does."""
    block = parent.parent if parent.tag in _INLINE else parent
    return block is not None and block.tag in {"p", "li", "td", "blockquote"} and len(block.text()) > _LONGEST


def _pieced(parent: LexborNode, text: str, seen_from: Standpoint) -> list[DateEvidence]:
    """Return the days of a stamp that is set in several pieces: `Senin, <i>3 November</i> 2025`."""
    if len(text) > _SHORT or not _DIGIT.search(text):
        return []
    block: LexborNode | None = parent
    while block is not None and block.tag in _INLINE:
        block = block.parent
    whole = " ".join(block.text(separator=" ").split()) if block is not None else ""
    return _shown(whole, seen_from, _LONGEST_UNMARKED) if len(whole) <= _LONGEST_UNMARKED else []


def _of_text(node: LexborNode, place: Place, seen_from: Standpoint, *, beside: bool) -> list[DateEvidence]:
    parent, text = node.parent, node.text_content or ""
    if parent is None:
        return []
    said = _of_element(parent, seen_from) if parent.tag in {"time", "abbr"} else []
    said = said or _shown(text, seen_from, _LONGEST_UNMARKED) or _pieced(parent, text, seen_from)
    if not said or _tells_change(parent) or stands_elsewhere(parent, place, beside_headline=beside):
        return []
    return [] if _is_prose(parent) and not _opens(text.lstrip(), said[0].text) else said


def _near(place: Place, seen_from: Standpoint) -> Iterator[DateEvidence]:
    """Yield what stands behind the headline, and only where nothing does what stands before it."""
    for nodes, most in ((following(place.headline), _BEHIND), (preceding(place.headline), _BEFORE)):
        found, titled = False, False
        looked_at = islice(nodes, _NODES)
        texts = (node for node in looked_at if node.tag == "-text" and not node.is_empty_text_node)
        for number, node in enumerate(islice(texts, most)):
            said = _of_text(node, place, seen_from, beside=most == _BEHIND and number < _BESIDE)
            if said and not titled:
                found = True
                yield from said
            titled = not said and (titled or _is_title(node, place.title))
        if found:
            return


def near_headline(tree: LexborHTMLParser, captured: datetime, language: str | None) -> list[DateEvidence]:
    """Return the two dates nearest to the headline: of publication and, it may be, of a change."""
    place = find_place(tree)
    if place is None:
        return []
    return list(islice(_near(place, Standpoint(captured, language, found_by="stamp")), 2))


def stamps(tree: LexborHTMLParser, captured: datetime, language: str | None) -> list[DateEvidence]:
    """Return what a page shows its readers about its day of publication, most trusted first.

    Elements that are marked as the date of publication, then what stands near the headline, then elements
    that are only named like a date.

    Args:
        tree: the page, parsed once; it is not changed.
        captured: aware; `3 jam lalu` is counted from it.
        language: what the page claims for itself.
    """
    seen_from = Standpoint(captured, language, found_by="stamp")
    place = find_place(tree)
    nodes = tree.css(_MARKED)[:_NODES]
    stated = [node for node in nodes if _STATED.search(words_of(node)) or "pubdate" in node.attributes]
    found = list(_marked(stated[:_MOST], place, seen_from))
    if not found and place:
        found = list(_near(place, seen_from))
    found = found or list(_marked(nodes[:_MOST], place, seen_from))
    return found or ([] if place else _lone(tree, seen_from))


def _lone(tree: LexborHTMLParser, seen_from: Standpoint) -> list[DateEvidence]:
    """Return the one day that a page without a heading tells to the minute; nothing where they differ."""
    if tree.body is None:
        return []
    texts = (node for node in tree.body.traverse(include_text=True) if node.tag == "-text")
    parents = (node.parent for node in islice(texts, _NODES) if _DIGIT.search(node.text_content or ""))
    found = [
        one
        for node in parents
        if node is not None and not stands_elsewhere(node, None)
        for one in _shown(node.text(separator=" "), seen_from, _LONGEST)
        if one.precision in {"minute", "second"}
    ]
    return found[:1] if len({one.day for one in found}) == 1 else []
