"""Read the marks that end an article: initials, names, offices, agencies and end marks.

`… pungkas Dina. (ifa/abe)` → initials ifa, abe; `(*prokopim*)` → the office prokopim
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from transforms.clean.lexicon import agencies, is_medium_name, lines, media_names, media_words

_DOMAIN = re.compile(r"[\w-]+\.(?:com|co|id|net|org|news|info|tv)(?:\.\w{2})?", re.I)
_END_MARK = re.compile(r"(?:(?<![\w*])[*#]{1,4}|\(\s*[*#]+\s*\)|\[\s*\]|[■□▪])\s*\.?\s*$")
_BRACKET = re.compile(r"[(\[{]([^()\[\]{}\n]{1,60})[)\]}]\s*[.*]*\s*$")
_LOOSE = re.compile(
    r"""^\s*[-–]\s?(?P<alone>[a-z]{2,6})$ | ^/(?P<slash>[a-z]{2,6}(?:/[a-z]{2,6})?)$
    | (?<=[.!?\"”’])\s*(?:
        //?\s*(?P<after>[A-Za-z][\w/*.&-]{1,20})
      | [-–]\s?(?P<dash>[a-z]{2,4})
      | [—–-]{1,2}\s?(?P<agency>[A-Z][\w.]*(?:\ [A-Z][\w.]*){0,2})
    )\s*$""",
    re.VERBOSE,
)
_MARKS = frozenset(")]}*#■□▪. ")
_STROKES = frozenset("/-–—")
_LOOSE_TAIL = 30
_TAIL = 90  # characters at the end of a paragraph within which a mark begins
_AFTER_SENTENCE = re.compile(r"(?:^|[.!?…][\"”’')\]*]*|[\])*])\s*\Z")
_DAY_OR_NUMBER = re.compile(r"\d|persen|wib|wita|wit\b", re.I)
_NUMBERED_INITIALS = r"[a-z]{1,4}\d{1,2}[a-z]{0,3}"  # bah4, d1n
_NUMBERED = re.compile(rf"liputan6|(?<!\w){_NUMBERED_INITIALS}(?!\w)", re.IGNORECASE)
_INITIALS = re.compile(rf"[A-Za-z]{{2,5}}|{_NUMBERED_INITIALS}")
_SHORT_INITIALS = re.compile(r"[a-z]{2,4}|[A-Z]{2,4}")
_LOWER_NAME = re.compile(r"[a-z]{2,12}")
_FULL_NAME = re.compile(r"[A-Z][\w'’.-]*(?: (?:bin |binti |[A-Z])[\w'’.-]*){0,4}")
_PHOTO = frozenset({"ist", "istimewa", "foto", "dok"})  # says that a picture was given, names nobody


@dataclass(frozen=True, slots=True)
class SignOff:
    """What one mark at the end of a paragraph says.

    Attributes:
        start: offset of the mark in the paragraph.
        kind: ``end_mark``, ``byline`` or ``credit``.
        byline: initials or names.
        credit: office or agency.
        publisher: a domain that stands among the parts.
    """

    start: int
    kind: str
    byline: list[str] = field(default_factory=list)
    credit: str | None = None
    publisher: str | None = None


def read_sign_off(paragraph: str, publisher: str | None = None) -> SignOff | None:
    """Return the mark that `paragraph` ends with, or None.

    Args:
        paragraph: one paragraph, near the end of the body.
        publisher: the article's publisher, which such a mark may repeat.

    >>> read_sign_off("Demikian kata Dina. (ifa/abe)").byline
    ['ifa', 'abe']
    >>> read_sign_off("Pendaftaran dibuka untuk semua (laki-laki/perempuan)") is None
    True
    """
    start = max(len(paragraph) - _TAIL, 0)
    if paragraph[-1] in _MARKS:
        if match := _END_MARK.search(paragraph, start):
            return SignOff(match.start(), "end_mark")
        if match := _BRACKET.search(paragraph, start):
            return _read_bracket(paragraph, match, publisher)
    if not _STROKES.isdisjoint(paragraph[-_LOOSE_TAIL:]) and (match := _LOOSE.search(paragraph, start)):
        return _read_loose(match, publisher)
    return None


def _read_loose(match: re.Match[str], publisher: str | None) -> SignOff | None:
    """Read initials or an agency that follow a stroke or a dash: ``/ifa``, ``— Bernama``."""
    inside = next(part for part in match.groups() if part)
    found = _from_parts(match.start(), inside, publisher)
    return None if found and match["agency"] and found.kind != "credit" else found


def _read_bracket(paragraph: str, match: re.Match[str], publisher: str | None) -> SignOff | None:
    before = paragraph[max(match.start() - _TAIL, 0) : match.start()]
    starred = "*" in match[1]
    if (
        _AFTER_SENTENCE.search(before)
        or starred
        or _surely_initials(match[1])
        or _surely_medium(match[1], before)
    ):
        return _from_parts(match.start(), match[1], publisher)
    return None


def _surely_initials(inside: str) -> bool:
    """Say whether brackets hold initials even where no sentence ends before them: ``(ifa/abe)``."""
    parts = inside.split("/")
    short = len(parts) > 1 and all(re.fullmatch(r"[a-z]{2,3}", part) for part in parts)
    return short and _may_be_names(parts)


def _surely_medium(inside: str, before: str) -> bool:
    """Say whether brackets hold a medium even after no full stop: ``katanya(RMOL)``, ``katanya [detik]``."""
    folded = inside.strip().casefold()
    known = folded in agencies() or folded in media_names()
    return known and (inside.islower() or not before.endswith(" "))


def _may_be_names(parts: list[str]) -> bool:
    """Say whether no part is a word, or initials stand beside one that looks like them: ``and/jkr``."""
    folded = [part.strip().casefold() for part in parts]
    if len(folded) > 1 and lines("paired_words").issuperset(folded):
        return False
    words = lines("not_initials").intersection(folded)
    return not words or (
        len(words) < len(folded) and all(_SHORT_INITIALS.fullmatch(part.strip()) for part in parts)
    )


def _from_parts(start: int, inside: str, publisher: str | None) -> SignOff | None:
    """Sort the parts between slashes into people, offices and media; None if one is none of these."""
    if _DAY_OR_NUMBER.search(_NUMBERED.sub("", inside)):
        return None
    inside = re.sub(
        r"^\s*(?:sumber|source|penulis|editor|reporter|pewarta|foto|teks)\s*:\s*", "", inside, flags=re.I
    )
    parts = [
        part
        for raw in re.split(r"[/|,;&]|\s-\s|(?<=^[a-z]{3})-(?=[a-z]{3}$)", inside)
        if (part := raw.strip(" *.-_"))
    ]
    parts = [part for part in parts if part.casefold() not in _PHOTO]
    if not parts:
        return SignOff(start, "end_mark")
    if not _may_be_names(parts):
        return None
    sorts = [_sort(part, publisher) for part in parts]
    if None in sorts or len(parts) > 5:
        return None
    byline = [part for part, sort in zip(parts, sorts, strict=True) if sort == "person"]
    others = [part for part, sort in zip(parts, sorts, strict=True) if sort in ("office", "medium")]
    domain = next((part for part in others if _DOMAIN.fullmatch(part)), None)
    credit = "/".join(agencies().get(part.casefold(), part) for part in others) or None
    return SignOff(start, "byline" if byline else "credit", byline, credit, domain)


def _sort(part: str, publisher: str | None) -> str | None:
    """Say what one part is: person, office, medium, the publisher itself, or None if none of them."""
    if publisher and _stem(part) and _stem(part) in (_stem(publisher), _stem(publisher.split(".")[0])):
        return "publisher"
    words = part.casefold().split()
    return next((sort for sort, holds in _SORTS if holds(part, words)), None)


def _is_medium(part: str, words: list[str]) -> bool:
    name = " ".join(words)
    return (
        name in agencies() or name in media_names() or bool(_DOMAIN.fullmatch(part)) or is_medium_name(name)
    )


def _is_office(part: str, words: list[str]) -> bool:
    return " ".join(words) in lines("offices") or (len(words) <= 5 and not lines("offices").isdisjoint(words))


def _has_initials(part: str, words: list[str]) -> bool:
    return len(words) == 1 and bool(_INITIALS.fullmatch(part) or _LOWER_NAME.fullmatch(part))


_SORTS: tuple[tuple[str | None, Callable[[str, list[str]], bool]], ...] = (
    ("medium", _is_medium),
    ("office", _is_office),
    (None, lambda part, words: not lines("not_names").isdisjoint(words)),
    ("medium", lambda part, words: len(words) <= 4 and not media_words().isdisjoint(words)),
    ("medium", lambda part, words: len(words) == 1 and part.isupper() and len(part) > 3),
    ("person", _has_initials),
    (
        "person",
        lambda part, words: bool(_FULL_NAME.fullmatch(part)) and not (part.isupper() and len(words) < 2),
    ),
)


def _stem(name: str) -> str:
    """Return a publisher's name without its domain's ending, spaces and case."""
    return re.sub(r"\.(?:com|co|id|net|org|news|info|tv)\b|[\W_]", "", name.casefold())
