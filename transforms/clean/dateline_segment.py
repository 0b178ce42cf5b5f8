"""Say what each part of a dateline is: a place, a publisher, a date, or something that no dateline holds."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from transforms.clean.lexicon import agencies, is_medium_name, is_place, lines, media_names, media_words

DOMAIN = re.compile(
    r"(?:www\.)?[\w-]+(?:\.[\w-]+)*"
    r"\.(?:com|co|id|net|org|news|info|tv|my|sg|asia|xyz|site|online|press)(?:\.id|\.my|\.au)?",
    re.IGNORECASE,
)
_MONTH = r"(?:jan|feb|mac|mar|apr|mei|may|jun|jul|agu|ags|aug|ogos|sep|okt|oct|nov|des|dec|dis)[a-z]*\.?"
_DATE = re.compile(
    rf"""(?:(?:senin|selasa|rabu|kamis|jum.?at|sabtu|minggu|isnin|khamis|ahad|\w+day),?\s*)?\(?
    (?:\d{{1,2}}\s+{_MONTH}|{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\s?[/.-]\s?\d{{1,2}})(?:,?\s*[/.-]?\s?\d{{2,4}})?\)?""",
    re.IGNORECASE | re.VERBOSE,
)
_NAME = re.compile(r"[A-Z][\w'’.-]*(?: [A-Z(][\w'’.)-]*){0,3}")
_CAPITALS = re.compile(r"[A-Z][A-Z'’. -]{2,}")
_SPLIT = re.compile(r"(?:(?!\s[–—-]{1,2}\s)[^,()/|])+")
_SITE_FIRST = re.compile(rf"((?i:{DOMAIN.pattern}))\s+([A-Z][A-Z ]+)")
_COMPANY = frozenset({"pt", "cv", "ud", "pt.", "cv."})
_KEPT_CAPITALS = frozenset({"AS", "DI", "DIY", "DKI", "HSU", "IKN", "MC", "OKI", "OKU", "PPU", "TV"})


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of what stands before the separator.

    Attributes:
        text: as written.
        sort: ``place``, ``publisher``, ``medium`` (a publisher in mixed case), ``date``, ``capitals``,
            ``name``, or ``other`` for what no dateline holds.
        end: offset behind it.
    """

    text: str
    sort: str
    end: int


def segments_of(head: str) -> list[Segment]:
    """Cut the head of a dateline at commas, brackets, strokes and dashes, and sort the parts.

    >>> [segment.sort for segment in segments_of("SATUHABAR.COM, KALTENG - Kotawaringin Timur")]
    ['publisher', 'place', 'place']
    """
    parts = [match for match in _SPLIT.finditer(head) if _bare(match.group())]
    segments: list[Segment] = []
    for at, match in enumerate(parts):
        text = head[match.start() :].strip(" ,()")
        if at and _DATE.fullmatch(text):  # a date has strokes and commas of its own
            return [*segments, Segment(text, "date", len(head))]
        part = _bare(match.group())
        if site := _SITE_FIRST.fullmatch(part):
            segments.append(Segment(site[1], "publisher", head.index(site[1]) + len(site[1])))
            part = site[2]
        segments.append(Segment(part, _sort(part), match.end()))
    return segments


def _bare(text: str) -> str:
    return text.strip().strip("–—-").strip()


def _sort(text: str) -> str:
    words = text.casefold().split()
    return next((sort for sort, holds in _SORTS if holds(text, words)), "other")


def _is_publisher(text: str, words: list[str]) -> bool:
    name = " ".join(words)
    return bool(DOMAIN.fullmatch(text)) or name in agencies() or name in media_names()


def _is_no_place(text: str, words: list[str]) -> bool:
    return " ".join(words) in lines("not_places") or words[0] in _COMPANY or bool(DOMAIN.search(text))


def _is_medium(text: str, words: list[str]) -> bool:
    if len(words) > 4 or not _NAME.fullmatch(text):
        return False
    office = words[0] in lines("offices") or words[0].startswith("mmc")
    named = is_medium_name(words[0]) or words[0] in media_names()
    return office or named or not media_words().isdisjoint(words)


_SORTS: tuple[tuple[str, Callable[[str, list[str]], bool]], ...] = (
    ("publisher", _is_publisher),
    ("other", _is_no_place),
    ("place", lambda text, words: is_place(text)),
    ("date", lambda text, words: bool(_DATE.fullmatch(text))),
    ("publisher", lambda text, words: text.isupper() and _is_medium(text, words)),
    ("medium", _is_medium),
    ("capitals", lambda text, words: len(words) <= 3 and bool(_CAPITALS.fullmatch(text))),
    ("name", lambda text, words: len(words) <= 3 and bool(_NAME.fullmatch(text))),
)


def title_case(name: str) -> str:
    """Return a name in capitals as it is written in running text; leave any other as it is.

    Words without a vowel are abbreviations and stay.

    >>> title_case("DKI JAKARTA"), title_case("MMC KOTIM"), title_case("Rio de Janeiro")
    ('DKI Jakarta', 'MMC Kotim', 'Rio de Janeiro')
    """
    name = " ".join(name.split())
    if not (name.isupper() or name.islower()) or name in _KEPT_CAPITALS:
        return name
    return " ".join(word if _is_abbreviation(word) else word.capitalize() for word in name.split())


def _is_abbreviation(word: str) -> bool:
    return word in _KEPT_CAPITALS or (word.isupper() and not re.search("[AEIOUY]", word))


def publisher_name(name: str) -> str:
    """Return a publisher as it writes itself: domains in lower case, names in title case.

    >>> publisher_name("SATUHABAR.COM"), publisher_name("HARIAN KALBAR"), publisher_name("KOMPAS.com")
    ('satuhabar.com', 'Harian Kalbar', 'KOMPAS.com')
    """
    name = " ".join(name.split())
    if known := agencies().get(name.casefold()):
        return known
    if DOMAIN.fullmatch(name):
        return name.lower() if name.isupper() else name
    return title_case(name) if name.isupper() and (" " in name or len(name) > 4) else name
