"""Host names: one spelling for each, and whether two of them are one site."""

from functools import cache
from pathlib import Path

import idna

_DEVICES = ("www.", "m.", "amp.", "mobile.", "wap.")


def canonical_host(host: str) -> str:
    """Return `host` in lower case and ASCII (IDNA 2008, UTS 46), without the label of a device.

    >>> canonical_host("WWW.Bücher.example."), canonical_host("m.detik.com"), canonical_host("m.id")
    ('xn--bcher-kva.example', 'detik.com', 'm.id')
    """
    if ":" in host:
        return f"[{host.lower()}]"
    host = _blog(_ascii(host.lower()).rstrip("."))
    for label in _DEVICES:
        rest = host.removeprefix(label)
        if rest != host and "." in rest and rest not in _shared_suffixes():
            return canonical_host(rest)
    return host


def same_site(one: str, other: str) -> bool:
    """Say whether two canonical hosts belong to one site: news.detik.com and detik.com do.

    >>> same_site("a.blogspot.com", "b.blogspot.com"), same_site("pontianakkota.go.id", "sambas.go.id")
    (False, False)
    """
    return _site(one) == _site(other)


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return host


def _blog(host: str) -> str:
    """Blogger shows a blog under the reader's country; the name at .com is the blog's own."""
    name, found, country = host.rpartition(".blogspot.")
    return f"{name}.blogspot.com" if found and country else host


def _site(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or host.startswith("["):
        return host
    depth = 3 if ".".join(labels[-2:]) in _shared_suffixes() else 2
    return ".".join(labels[-depth:])


@cache
def _shared_suffixes() -> frozenset[str]:
    lines = Path(__file__).with_name("hosts.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))
