"""Reads the day of publication from a page's scripts, where nothing else states it.

Structured data that is too broken to parse, the state of a JavaScript application, and stamps that a call
such as `showDate("2020/04/17 01:43:09")` writes into the page.
"""

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from news.dates import DateEvidence, parse_timestamp

_DECLARED = re.compile(r'"datePublished"\s*:\s*"([^"\n]{4,60})"')
_KEYED = re.compile(
    r"[\"'](?:date_?published|published_?(?:at|on|date|time)|publish_?(?:date|time)|publication_?date|pub_?date"
    r"|first_?published(?:_?(?:at|date))?|article_?(?:publish(?:ed)?_?)?date)[\"']?\s*[:=]\s*\\?[\"']([^\"'\\\n]{6,40})",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"\w*(?:date|time|write)\w*\(\s*[\"']([^\"'\n]{8,40})[\"']", re.IGNORECASE)
_CALL = 200  # characters of a script that only writes a stamp
_LONGEST = 500_000  # characters of a script; more is a bundled program


def _values(tree: LexborHTMLParser) -> Iterator[str]:
    for script in tree.css("script"):
        source = script.text()
        if len(source) <= _LONGEST:
            yield from _KEYED.findall(source)
        if len(source) <= _CALL:
            yield from _WRITTEN.findall(source)


def _read(values: Iterator[str], found_by: str, language: str | None) -> list[DateEvidence]:
    read = (parse_timestamp(value, found_by, language=language) for value in values)
    return [one for one in read if one and one.precision not in {"month", "year"}]


def broken_json_ld_dates(tree: LexborHTMLParser, language: str | None) -> list[DateEvidence]:
    """Return the `datePublished` values of JSON-LD blocks, whether they can be parsed or not."""
    sources = (script.text() for script in tree.css('script[type="application/ld+json"]'))
    values = (value for source in sources for value in _DECLARED.findall(source[:_LONGEST]))
    return _read(values, "json-ld", language)


def scripted_dates(tree: LexborHTMLParser, language: str | None) -> list[DateEvidence]:
    """Return the one day that the page's scripts state; nothing where they state several.

    Args:
        tree: the page, parsed once.
        language: what the page claims for itself.
    """
    found = _read(_values(tree), "script", language)
    return found[:1] if len({one.day for one in found}) == 1 else []
