"""Queries: the parameters that name an article, in one order and one spelling."""

import re
from functools import cache
from pathlib import Path

from news.canonical_url.path import escaped

# RFC 3986, 3.4, without & and =, which part the parameters.
_SAFE = "/!$'()*,;:@?"
_PAGES = frozenset({"page", "paged", "halaman", "hal", "pg"})
_PAGE = re.compile(r"all|semua|\d{1,2}", re.IGNORECASE)
_SESSIONS = frozenset({"sid", "session", "s", "sess"})
_TOKEN = re.compile(r"(?=.*\d)[0-9A-Za-z]{20,}")
_FLAGS = {
    "m": ("0", "1"),
    "single": ("1",),
    "tmpl": ("component",),
    "format": ("amp", "print"),
    "view": ("amp", "print"),
}

_Parameter = tuple[str, str]


def canonical_query(query: str, keep: frozenset[str] | None, drop: frozenset[str]) -> str:
    """Return the parameters of `query` that name an article, sorted by name.

    Args:
        query: what follows the question mark.
        keep: the names that do at this source; None to go by the general rules.
        drop: further names that do not.

    >>> canonical_query("utm_medium=x&berita=15&page=2&a=%7e", None, frozenset())
    'a=~&berita=15'
    """
    parameters = [_parameter(piece) for piece in query.split("&") if piece.strip("=")]
    if keep is None:
        kept = [pair for pair in parameters if pair[0] not in drop and not _names_nothing(*pair)]
    else:
        kept = [pair for pair in parameters if pair[0] in keep]
    return "&".join(name + value for name, value in sorted(kept, key=lambda pair: pair[0]))


def _parameter(piece: str) -> _Parameter:
    name, equals, value = piece.replace("+", "%20").partition("=")
    return escaped(name, _SAFE), equals + escaped(value, _SAFE + "=")


def _names_nothing(name: str, value: str) -> bool:
    name, value = name.lower(), value.removeprefix("=")
    if name in _FLAGS:
        return value.lower() in _FLAGS[name]
    if name in _PAGES:
        return _PAGE.fullmatch(value) is not None
    if name in _SESSIONS:
        return _TOKEN.fullmatch(value) is not None
    names, prefixes = _known()
    return name in names or name.startswith(prefixes)


@cache
def _known() -> tuple[frozenset[str], tuple[str, ...]]:
    lines = Path(__file__).with_name("parameters.txt").read_text("utf-8").splitlines()
    entries = [line for line in lines if line and not line.startswith("#")]
    prefixes = tuple(entry[:-1] for entry in entries if entry.endswith("*"))
    return frozenset(entry for entry in entries if not entry.endswith("*")), prefixes
