"""Gives every address of one article the same form, so that one article has one id.

>>> canonical_url("http://www.Kabar.id/2025/02/judul.html?m=1&utm_source=wa#komentar")
'https://kabar.id/2025/02/judul.html'
>>> canonical_url("https://kabar.id/read.php?berita=15", "https://kabar.id/")
'https://kabar.id/read.php?berita=15'
"""

from urllib.parse import SplitResult, urljoin, urlsplit

from news.canonical_url.host import canonical_host, same_site
from news.canonical_url.path import canonical_path
from news.canonical_url.query import canonical_query

__all__ = ["canonical_url"]

_DEFAULT_PORTS = (None, 80, 443)
_LONGEST_HOST = 253  # characters: RFC 1035, 2.3.4, without the octets of the first length and of the root


def canonical_url(
    url: str,
    declared: str | None = None,
    *,
    keep_parameters: frozenset[str] | None = None,
    drop_parameters: frozenset[str] = frozenset(),
) -> str:
    """Return the address by which an article is known.

    Scheme, host, port, escapes, trailing slash and the order of parameters are normalised (RFC 3986,
    section 6); fragments, tracking, sessions, paging and the mobile, AMP and print shapes of a page go.
    `http` and `https`, with and without `www.`, count as one: the result is a name, and is nearly always,
    but not surely, an address that answers. Addresses of other schemes than these stay as they are,
    and so do those that no host can have.

    Args:
        url: where the page was found.
        declared: its own ``rel=canonical``, as written. Taken only if it is on the same site, is not the
            home page, and does not leave out the parameters that tell the articles of one script apart.
        keep_parameters: names that identify an article of this source; where given, every other goes.
        drop_parameters: names that never do at this source, beside those known in general.
    """
    parts = _split(url)
    if parts is None:
        return url
    found = _normal(parts, keep_parameters, drop_parameters)
    claimed = _split(_resolved(url, declared)) if declared and declared.strip() else None
    if claimed is None:
        return found
    wanted = _normal(claimed, keep_parameters, drop_parameters)
    return wanted if _credible(found, wanted) else found


def _resolved(url: str, declared: str) -> str:
    try:
        return urljoin(url.strip(), declared.strip())
    except ValueError:
        return ""


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url.strip())
        named = 0 < len(parts.hostname or "") <= _LONGEST_HOST
        valid = parts.scheme in ("http", "https") and named and (parts.port or 80) > 0
    except ValueError:
        return None
    return parts if valid else None


def _normal(parts: SplitResult, keep: frozenset[str] | None, drop: frozenset[str]) -> str:
    host = canonical_host(parts.hostname or "")
    port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    query = canonical_query(parts.query, keep, drop)
    # An address such as /#!/berita/15 names its page in the fragment.
    fragment = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"https://{host}{port}{canonical_path(parts.path)}{'?' if query else ''}{query}{fragment}"


def _credible(found: str, wanted: str) -> bool:
    """Say whether the page at `found` may declare `wanted`: some systems declare one address for all."""
    here, there = urlsplit(found), urlsplit(wanted)
    home = there.path == "/" and not there.query and not there.fragment
    beheaded = there.path == here.path and bool(here.query) and not there.query
    return same_site(here.hostname or "", there.hostname or "") and not home and not beheaded
