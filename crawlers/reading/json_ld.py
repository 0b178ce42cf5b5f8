"""Reads the JSON-LD of a page, well-formed or not, and finds the article in it."""

import html
import json
import re
from collections.abc import Iterator
from typing import Any

_LONGEST = 2_000_000  # characters of one block; longer ones are data of an application
_DEEPEST = 12
_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/|<!\[CDATA\[)"
    r"|(?:-->|//\s*\]\]>|/\*\s*\]\]>\s*\*/|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])|\\u(?![0-9a-fA-F]{4})')
_ARTICLE_TYPES = re.compile(r"(?:Article|BlogPosting|Report|Review|LiveBlogPosting|SocialMediaPosting)$")

JsonObject = dict[str, Any]


def parse_json_ld(source: str) -> list[JsonObject]:
    """Return every object of one JSON-LD block, those of lists and `@graph` included.

    Nothing is returned where the block is beyond mending. Mended are comments around the block, raw line
    feeds in strings, trailing commas and bad escapes,
    which browsers' consumers of structured data forgive as well.

    >>> parse_json_ld('<!-- {"@graph": [{"@type": "Article", "headline": "Air naik",}]} -->')[1]["headline"]
    'Air naik'
    """
    if len(source) > _LONGEST:
        return []
    text = source.strip()
    if not text.startswith(("{", "[")):
        text = _WRAPPING.sub("", _WRAPPING.sub("", text))
    for mend in (str, _mended, lambda raw: _mended(html.unescape(raw))):
        try:
            return list(_objects(json.loads(mend(text), strict=False), 0))
        except (ValueError, RecursionError):
            continue
    return []


def article_of(objects: list[JsonObject]) -> JsonObject:
    """Return the object that describes the page's article; an empty one where there is none."""
    found = [obj for obj in objects if any(_ARTICLE_TYPES.search(kind) for kind in types_of(obj))]
    return max(found, key=_worth, default={})


def types_of(obj: JsonObject) -> list[str]:
    """Return the types of `obj`, without their vocabulary."""
    kinds = obj.get("@type") or []
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def text_of(value: object) -> str | None:
    """Return the text of a value that may be a list or an object with a name."""
    if isinstance(value, list):
        return next(filter(None, map(text_of, value)), None)
    if isinstance(value, dict):
        return text_of(value.get("name") or value.get("@value") or value.get("url"))
    if not isinstance(value, str):
        return None
    return " ".join(html.unescape(value).split()) or None


def _worth(obj: JsonObject) -> int:
    return sum(bool(obj.get(key)) for key in ("headline", "datePublished", "articleBody", "author"))


def _mended(text: str) -> str:
    return _BAD_ESCAPE.sub(r"\\\\", _TRAILING_COMMA.sub("", text.strip().rstrip(";")))


def _objects(value: object, depth: int) -> Iterator[JsonObject]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for entry in value:
            yield from _objects(entry, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "hasPart"):
            if key in value:
                yield from _objects(value[key], depth + 1)
