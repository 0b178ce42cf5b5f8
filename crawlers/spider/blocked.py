"""Whether a page is a bot wall's: named so, or it would be read as an article without text."""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from ahocorasick_rs import BytesAhoCorasick
from selectolax.lexbor import LexborHTMLParser

_HEAD = 32_768  # bytes that are looked at: walls are small and say so at their beginning
_TITLE_BY = 16_384  # bytes within which a title is looked for
_SMALL = 16_384  # bytes of the largest page that only sets a cookie
_FEW_WORDS = 200  # a wall explains itself in fewer; an article about walls has more
_TITLE = re.compile(rb"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Signs:
    headers: list[tuple[str, str, re.Pattern[str]]]  # wall, name, pattern of the value
    titles: list[tuple[str, re.Pattern[str]]]
    walls_of_signs: list[str]
    bodies: BytesAhoCorasick
    cookie_test: re.Pattern[bytes]


@cache
def _signs() -> _Signs:
    given = yaml.safe_load((Path(__file__).parent / "blocked.yaml").read_text("utf-8"))
    bodies = [(one["wall"], sign.lower().encode()) for one in given["bodies"] for sign in one["signs"]]
    return _Signs(
        headers=[
            (one["wall"], one["name"], re.compile(one["pattern"], re.IGNORECASE)) for one in given["headers"]
        ],
        titles=[(one["wall"], re.compile(one["pattern"], re.IGNORECASE)) for one in given["titles"]],
        walls_of_signs=[wall for wall, _ in bodies],
        bodies=BytesAhoCorasick([sign for _, sign in bodies]),
        cookie_test=re.compile(given["cookie_test"].encode()),
    )


def blocked_by(status: int, headers: Mapping[str, str], body: bytes) -> str | None:
    """Return the name of the bot wall that gave this answer, None where it is none.

    >>> blocked_by(403, {}, b"<title>Just a moment...</title><p>Checking your browser")
    'Cloudflare'
    >>> blocked_by(200, {}, b"<title>Just a moment: banjir surut di Sampit</title>")

    Args:
        status: of the response.
        headers: of the response, names in lower case.
        body: content coding undone.
    """
    for wall, name, pattern in _signs().headers:
        if pattern.search(headers.get(name, "")):
            return wall
    head = body[:_HEAD]
    found = _by_title(head) or _by_body(head.lower())
    if found:
        return found if _words(head) < _FEW_WORDS else None
    if status == 202 and _words(head) < _FEW_WORDS:
        return "unnamed wall"  # 202 promises an answer for later, which no page does
    return None


def _by_title(head: bytes) -> str | None:
    found = _TITLE.search(head[:_TITLE_BY])
    if not found:
        return None
    title = " ".join(html.unescape(found[1].decode("utf-8", "replace")).split())
    return next((wall for wall, pattern in _signs().titles if pattern.fullmatch(title)), None)


def _by_body(lowered: bytes) -> str | None:
    signs = _signs()
    for which, _, _ in signs.bodies.find_matches_as_indexes(lowered):
        return str(signs.walls_of_signs[which])
    is_small = len(lowered) < _SMALL and b"document.cookie" in lowered
    return "cookie test" if is_small and signs.cookie_test.search(lowered) else None


def _words(head: bytes) -> int:
    tree = LexborHTMLParser(head.decode("utf-8", "replace"))
    tree.strip_tags(["script", "style", "noscript", "template"])
    return len((tree.body.text(separator=" ") if tree.body else "").split())
