"""Names the people who wrote an article, from JSON-LD, metadata and bylines."""

import html
import re

from selectolax.lexbor import LexborHTMLParser

from crawlers.reading.head import Head
from crawlers.reading.json_ld import JsonObject, text_of, types_of

_BYLINES = (
    '[itemprop="author"] [itemprop="name"]',
    '[itemprop="author"]',
    '[rel~="author"]',
    ".author-name, .author__name, .article-author, .byline-name, .byline__name, .entry-author, .post-author",
    '.author, .byline, .penulis, a[href*="/author/"], a[href*="/penulis/"], a[href*="/reporter/"]',
    '[class*="author" i], [class*="byline" i], [class*="autor" i]',
)
_LEADING = re.compile(
    r"^\s*(?:(?:written |posted |published |reported )?by|oleh|penulis|pewarta|reporter|wartawan|"
    r"laporan|interview|von|par|por|author|text|ditulis oleh|diposting oleh|kontributor)\b[\s:.]*",
    re.IGNORECASE,
)
_JOINED = re.compile(
    r"\s*(?:,|;|/|\||·|•|\n|&|\band\b|\bund\b|\bdan\b|\bet\b|\by\b|\bog\b)\s*", re.IGNORECASE
)
_BESIDES = re.compile(
    r"\s[-–—|•·]\s|\b(?:jan|feb|mar|apr|ma[yi]|jun|jul|a[ug]|sep|o[ck]t|nov|de[cs])[a-z]*\.?\s+\d|\bfotos?\b|\bphotos?\b|\bbild(?:er)?\b|\d",
    re.IGNORECASE,
)
_NO_NAME = re.compile(r"https?:|www\.|@|\d{2}|[<>{}\[\]=]|\.(?:com|co|id|net|org)\b", re.IGNORECASE)
_DEGREE = re.compile(
    r"(?:[SM]\.? ?[A-Z][A-Za-z]{0,4}|S\.?[HET]|M\.?[HMT]|Ph\.?D|Jr|Sr)\.?"
)  # S.Sos, M.Si, SH
_ACCOUNTS = frozenset(
    {
        *("admin", "administrator", "redaksi", "tim redaksi", "redaktur", "redaktion", "editor"),
        *("editors", "newsroom", "staff", "staff writer", "news desk", "web desk", "unknown"),
        *("anonymous", "author", "penulis", "tim", "wartawan", "reporter", "none", "null"),
    }
)
_NAME_PARTS = ("givenName", "familyName")
_LONGEST = 60  # characters of a name
_BYLINE = 120  # characters of a byline; a longer text tells of its author
_MOST_BYLINES = 5


def read_authors(tree: LexborHTMLParser, head: Head, names: set[str]) -> tuple[list[str], str | None]:
    """Return the full names of the authors as the page orders them, and where they stand.

    Sites and accounts are no authors. The place is ``json-ld``, ``meta`` or ``byline``; None without any.

    Args:
        tree: the page; asked for bylines only where nothing is declared.
        head: what the page declares.
        names: folded names of the site.
    """
    for texts, origin in ((_json_ld(head), "json-ld"), (_metas(head), "meta")):
        if authors := clean_names(texts, names):
            return authors, origin
    for selector in _BYLINES:
        for node in tree.css(selector)[:_MOST_BYLINES]:
            text = node.text(deep=True, separator=" ").strip()
            if len(text) < _BYLINE and (authors := _of_byline(text, names)):
                return authors, "byline"
    return [], None


def _of_byline(text: str, names: set[str]) -> list[str]:
    """Return the names in a byline, which says more than names: only full ones are believed there."""
    return [
        name for name in clean_names([_BESIDES.split(text)[0]], names) if " " in name and name[0].isupper()
    ]


def clean_names(texts: list[str], names: set[str]) -> list[str]:
    """Return the names that `texts` hold, once each.

    >>> clean_names(["Oleh: Siti Aminah dan Budi Santoso", "redaksi", "https://x.id/budi"], set())
    ['Siti Aminah', 'Budi Santoso']
    """
    found: dict[str, str] = {}
    for text in texts:
        if "://" in text:
            continue
        folded = " ".join(html.unescape(text).split())
        for part in _JOINED.split(_LEADING.sub("", folded)):
            name = _LEADING.sub("", part).strip(" .,:-–—()\"'")
            key = re.sub(r"[\W_]+", "", name).casefold()
            if _is_name(name) and key not in names:
                found.setdefault(key, name)
    return list(found.values())


def _is_name(name: str) -> bool:
    if not 2 < len(name) <= _LONGEST or _NO_NAME.search(name) or name.casefold() in _ACCOUNTS:
        return False
    return len(name.split()) <= 6 and not _DEGREE.fullmatch(name) and any(char.isalpha() for char in name)


def _json_ld(head: Head) -> list[str]:
    said = head.article.get("author") or head.article.get("creator") or []
    by_id = {obj.get("@id"): obj for obj in head.objects if obj.get("@id") and obj.get("name")}
    return [
        text for author in (said if isinstance(said, list) else [said]) for text in _names_of(author, by_id)
    ]


def _names_of(author: object, by_id: dict[object, JsonObject]) -> list[str]:
    """Return the names of a person as JSON-LD gives it, by reference too; none for an organisation."""
    if isinstance(author, dict):
        person = author if author.get("name") else by_id.get(author.get("@id"), author)
        if any(kind.endswith("Organization") for kind in types_of(person)):
            return []
        author = person.get("name") or " ".join(
            filter(None, (text_of(person.get(key)) for key in _NAME_PARTS))
        )
    return [text for name in (author if isinstance(author, list) else [author]) if (text := text_of(name))]


def _metas(head: Head) -> list[str]:
    for name in (
        "author",
        "article:author",
        "dc.creator",
        "dcterms.creator",
        "parsely-author",
        "byl",
        "cxenseparse:author",
    ):
        if texts := [text for text in head.metas.get(name, ()) if text and not _NO_NAME.search(text)]:
            return texts
    return []
