"""Paths: one spelling for each, without the shapes that a page takes for phones, AMP and paper."""

import re
from urllib.parse import quote

# RFC 3986, 3.3: what a path may hold unescaped, beside the letters, digits and -._~ that quote keeps.
_SAFE = "/!$&'()*+,;=:@"
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})?")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_AMP_START = re.compile(r"/amp(?=/[^/]+/)", re.IGNORECASE)
_ENDINGS = re.compile(
    r"(?<=[^/])(?:/amp(?:\.html)?|/print|/page/\d{1,3}|/comment-page-\d{1,20}|\.amp(?:\.html?)?)$"
    r"|/(?:index|default)\.(?:html?|php|aspx?)$",
    re.IGNORECASE,
)
_LONGEST_ENDING = 40  # characters; to search all of a path for each of its endings would take minutes


def canonical_path(path: str) -> str:
    """Return `path` with one spelling of escapes, no dot segments, no trailing slash, no variant.

    >>> canonical_path("/a/./b//../%7Ejudul%2fx/amp/"), canonical_path("")
    ('/a/~judul%2Fx', '/')
    """
    path = _without_dots(escaped(_SESSION.sub("", path), _SAFE))
    before = ""
    while before != path:
        before, path = path, _without_variant(path)
    return path or "/"


def _without_variant(path: str) -> str:
    """Return `path` without its first AMP segment and its last ending."""
    start = _AMP_START.match(path)
    path = path[start.end() :] if start else path
    end = _ENDINGS.search(path, max(0, len(path) - _LONGEST_ENDING))
    return path[: end.start()] if end else path


def escaped(text: str, safe: str) -> str:
    """Escape what must be, unescape what need not be, in upper case (RFC 3986, 6.2.2)."""
    return _ESCAPE.sub(_tidy, quote(text, safe=safe + "%", errors="surrogatepass"))


def _tidy(escape: re.Match[str]) -> str:
    if escape[1] is None:
        return "%25"
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


def _without_dots(path: str) -> str:
    kept: list[str] = []
    for segment in path.split("/"):
        if segment == "..":
            kept = kept[:-1]
        elif segment == "" and kept and kept[-1].endswith(":"):
            kept.append(segment)  # an address within the path, as web archives have it
        elif segment not in ("", "."):
            kept.append(segment)
    return "/" + "/".join(kept)
