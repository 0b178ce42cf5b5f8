"""Collects what the head of a page declares, and its headings, in one look."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

from crawlers.reading.json_ld import JsonObject, article_of, parse_json_ld

_MOST_BLOCKS = 50
_MOST_METAS = 500
_LONGEST = 2_000  # characters of a title or a meta content
_DECLARING = 'meta[content],h1,script[type*="ld+json" i]'


@dataclass(frozen=True, slots=True)
class Head:
    """What a page declares of itself.

    Attributes:
        url: where the page was captured.
        metas: contents by `property`, `name` or `itemprop` in lower case, in page order.
        objects: every JSON-LD object.
        article: the JSON-LD object that describes the article; empty where there is none.
        title: text of `title`.
        headings: texts of the `h1` elements.
        canonical: `rel=canonical`, resolved.
        language: `lang` of the page.
    """

    url: str
    metas: dict[str, list[str]] = field(default_factory=dict)
    objects: list[JsonObject] = field(default_factory=list)
    article: JsonObject = field(default_factory=dict)
    title: str = ""
    headings: list[str] = field(default_factory=list)
    canonical: str | None = None
    language: str | None = None

    def meta(self, *names: str) -> str | None:
        """Return the first content that is not empty, of the first of `names` that has one."""
        return next((content for name in names for content in self.metas.get(name, ()) if content), None)


@dataclass(frozen=True, slots=True)
class Declaring:
    """The elements in which a page may declare something of itself, in page order."""

    metas: list[LexborNode] = field(default_factory=list)
    headings: list[LexborNode] = field(default_factory=list)
    json_ld: list[LexborNode] = field(default_factory=list)


def declaring(tree: LexborHTMLParser) -> Declaring:
    """Return the `meta`, `h1` and JSON-LD elements of the whole page, found in one walk."""
    found = Declaring()
    sorts = {"meta": found.metas, "h1": found.headings, "script": found.json_ld}
    for node in tree.css(_DECLARING):
        sorts[node.tag or ""].append(node)
    return found


def read_head(tree: LexborHTMLParser, url: str, elements: Declaring | None = None) -> Head:
    """Return what `tree` declares; scripts must still stand in it.

    Args:
        tree: the page, parsed once.
        url: where it was captured.
        elements: of `declaring`, where they are known already.
    """
    elements = elements or declaring(tree)
    blocks = [node.text() for node in elements.json_ld[:_MOST_BLOCKS]]
    objects = [obj for block in blocks for obj in parse_json_ld(block)]
    declared = _declared_in(tree)
    title = declared.css_first("title") or tree.css_first("title")
    return Head(
        url=url,
        metas=_metas(declared),
        objects=objects,
        article=article_of(objects),
        title=_text(title)[:_LONGEST] if title else "",
        headings=[text for node in elements.headings[:10] if (text := _text(node)[:_LONGEST])],
        canonical=_canonical(declared, url),
        language=_language(tree),
    )


def resolve(url: str, reference: str | None) -> str | None:
    """Return `reference` as an absolute http address; None where it is none."""
    try:
        absolute = urljoin(url, (reference or "").strip())
        return absolute if reference and urlsplit(absolute).scheme in ("http", "https") else None
    except ValueError:
        return None


def _declared_in(tree: LexborHTMLParser) -> LexborHTMLParser | LexborNode:
    """Return the head; the whole page where a broken head has sent its metadata into the body."""
    head = tree.head
    return head if head and head.css_first("meta[property], meta[name]") else tree


def _metas(tree: LexborHTMLParser | LexborNode) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for node in tree.css("meta[content]")[:_MOST_METAS]:
        attributes = node.attributes
        content = " ".join((attributes.get("content") or "")[:_LONGEST].split())
        for key in ("property", "name", "itemprop"):
            if name := attributes.get(key):
                metas.setdefault(name.strip().lower(), []).append(content)
    return metas


def _canonical(tree: LexborHTMLParser | LexborNode, url: str) -> str | None:
    node = tree.css_first('link[rel~="canonical" i][href]')
    return resolve(url, node.attributes.get("href")) if node else None


def _language(tree: LexborHTMLParser) -> str | None:
    attributes = tree.root.attributes if tree.root else {}
    return attributes.get("lang") or attributes.get("xml:lang")


def _text(node: LexborNode) -> str:
    return " ".join(node.text(deep=True, separator="").replace("\xad", "").split())
