"""Chooses the headline among what JSON-LD, metadata, heading and title say, without the site's name."""

import re
from urllib.parse import urlsplit

from crawlers.reading.head import Head
from crawlers.reading.json_ld import text_of

_SEPARATOR = re.compile(r"\s+(?:[|–—\-:·•»«›‹~]|::|//)\s+|\s*[|»«]\s*")
_LETTERS = re.compile(r"[\W_]+")
_LONGEST = 500  # characters of a headline
_FEWEST_WORDS = 3  # of a headline that stands in a title beside the site's name
_LEAST_LABEL = 5  # letters of a part of the host that is taken for the site's name
_SHORTEST = 8  # characters; a heading below that is a section or a logo


def read_headline(head: Head) -> tuple[str | None, str | None]:
    """Return the headline and where it stands, `heading`, `json-ld`, `meta` or `title`; else None twice.

    The visible heading is kept when another place confirms it, since JSON-LD and social metadata are
    often shortened or sharpened; a lone heading may be the site's name.
    """
    names = site_names(head)
    declared = [
        ("json-ld", text_of(head.article.get("headline")) or text_of(head.article.get("name"))),
        ("meta", head.meta("og:title", "twitter:title", "dc.title", "dcterms.title", "title")),
        ("title", head.title),
    ]
    found = [(origin, without_site(text, names)) for origin, text in declared if text]
    for heading in head.headings:
        if len(heading) >= _SHORTEST and (confirming := [text for _, text in found if _agree(heading, text)]):
            return _without_kicker(without_site(heading, names), confirming), "heading"
    for origin, text in found:
        if _fold(text) not in names and not _is_rest(text, head.title, origin):
            return _before_bar(text) if origin == "title" else text, origin
    lone = next((text for text in head.headings if len(text) >= _SHORTEST and _fold(text) not in names), None)
    return (lone, "heading") if lone else (None, None)


def _is_rest(text: str, title: str, origin: str) -> bool:
    """Tell whether what is left of a title without the site's name is a motto: `Portal Berita`."""
    return origin == "title" and text != " ".join(title.split()) and len(text.split()) < _FEWEST_WORDS


def _without_kicker(heading: str, confirming: list[str]) -> str:
    """Return `heading` without what stands before the one headline that is declared."""
    folds = {_fold(text) for text in confirming}
    ends = len(folds) == 1 and _fold(heading).endswith(folds.pop())
    return confirming[0] if ends else heading


def _before_bar(title: str) -> str:
    """Return what stands before the last bar of a title, which no metadata names but is mostly the site."""
    before, bar, after = title.rpartition(" | ")
    return before if bar and len(before) > len(after) else title


def site_names(head: Head) -> set[str]:
    """Return the folded names by which the page calls its site."""
    publisher = text_of(head.article.get("publisher"))
    named = [head.meta("og:site_name"), head.meta("application-name"), publisher]
    host = (urlsplit(head.url).hostname or "").removeprefix("www.")
    labels = {label for label in map(_fold, host.split(".")[:-1]) if len(label) >= _LEAST_LABEL}
    return (
        {_fold(name) for name in named if name} | {_fold(host), _fold(host.rsplit(".", 1)[0])} | labels
    ) - {""}


def without_site(text: str, names: set[str]) -> str:
    """Return `text` without the parts at its ends that are the name of the site.

    >>> without_site("Banjir Surut di Barito - Kabar Kalteng", {"kabarkalteng"})
    'Banjir Surut di Barito'
    """
    text = " ".join(text[:_LONGEST].split())
    while True:
        cuts = list(_SEPARATOR.finditer(text))
        if cuts and _is_site(text[cuts[-1].end() :], names):
            text = text[: cuts[-1].start()]
        elif cuts and _is_site(text[: cuts[0].start()], names):
            text = text[cuts[0].end() :]
        else:
            return text


def _is_site(part: str, names: set[str]) -> bool:
    folded = _fold(part)
    return (
        not folded
        or folded in names
        or any(len(n) > 4 and (n in folded and len(folded) < len(n) + 8) for n in names)
    )


def _agree(heading: str, text: str) -> bool:
    one, other = _fold(heading), _fold(text)
    if not one or not other:
        return False
    shorter, longer = sorted((one, other), key=len)
    # The site's name is a part of a title, too, but never its longest.
    is_part = len(shorter) > 0.5 * len(longer) or one == max(map(_fold, _SEPARATOR.split(text)), key=len)
    return shorter in longer and is_part


def _fold(text: str) -> str:
    return _LETTERS.sub("", text).casefold()
