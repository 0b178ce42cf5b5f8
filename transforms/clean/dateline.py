"""Read where a report was filed, and by whom, from the words before its first sentence.

`SATUHABAR.COM, KALTENG - Kotawaringin Timur - Bupati …` → satuhabar.com, Kotawaringin Timur
"""

import re
from dataclasses import dataclass

from transforms.clean.dateline_segment import DOMAIN, Segment, publisher_name, segments_of, title_case
from transforms.clean.lexicon import is_place, lines

_LONGEST = 90  # characters from the start to the separator
_REST_SHORTEST = 15  # characters of text that must follow a dateline
_COLON_SHORTEST = 80  # characters of a paragraph that a place in mixed case and a colon may open
_SEPARATOR = re.compile(
    r"""\s*(?:[–—―−]+|--+)\s* | \s+-\s* | \s*-(?:\s+|$) | (?<=[A-Z])-(?=[A-Z][a-z])
    | \s+[|]\s+ | \s*//\s* | :\s*""",
    re.VERBOSE,
)
_NEXT = re.compile(r"[\"“‘'(*]?[A-Z0-9]|[\"“‘'*]")
_BARE = re.compile(rf"({DOMAIN.pattern}),\s+", re.IGNORECASE)
_INNER_DASH = re.compile(r"\s[–—-]{1,2}\s")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands before the first sentence.

    Attributes:
        place: where the report was filed, in title case; None where it is not said.
        publisher: domain or name of the medium; None where it is not said.
        split: characters up to which the publisher's part reaches; 0 without one.
        end: characters that belong to the dateline, separator included.
        sure: a known place, a date or a publisher is in it; without, any word in capitals may stand there,
            as it does before the captions of printed papers: ``RAPAT – Bupati saat …``.
    """

    place: str | None
    publisher: str | None
    split: int
    end: int
    sure: bool = True


def read_dateline(paragraph: str) -> Dateline | None:
    """Return the dateline that `paragraph` opens with, or None.

    >>> read_dateline("PALANGKA RAYA – Pemerintah Provinsi menggelar rapat hari ini.").place
    'Palangka Raya'
    >>> read_dateline("Timnas Indonesia - Vietnam bertemu lagi di final malam ini.") is None
    True
    """
    found = None
    for match in _SEPARATOR.finditer(paragraph, 2, _LONGEST):
        head = paragraph[: match.start()]
        if ". " in head:
            break
        if _followed(paragraph, match.end()) and not _is_route(head, paragraph, match.end()):
            found = _read_head(head, match, len(paragraph)) or found
        elif match.end() == len(paragraph):
            found = _alone(_read_head(head, match, len(paragraph)))
    return found or _without_separator(paragraph)


def _alone(found: Dateline | None) -> Dateline | None:
    """Keep a dateline with a paragraph to itself, the report in the next, only if it is complete."""
    return found if found and found.place and found.publisher else None


def _followed(paragraph: str, at: int) -> bool:
    return len(paragraph) - at >= _REST_SHORTEST and bool(_NEXT.match(paragraph, at))


def _is_route(head: str, paragraph: str, at: int) -> bool:
    """Say whether two places stand on the two sides of a dash: ``Jakarta – Bandung kini …``."""
    if head.isupper() or not is_place(head):
        return False
    words = re.findall(r"[\w-]+", paragraph[at : at + 40])
    return any(is_place(" ".join(words[:count])) for count in (1, 2, 3))


def _read_head(head: str, separator: re.Match[str], length: int) -> Dateline | None:
    segments = segments_of(head)
    if not 0 < len(segments) <= 4 or not _holds(segments, head, separator.group(), length):
        return None
    publisher = next((s for s in segments if s.sort in ("publisher", "medium")), None)
    split = 0
    if publisher and publisher is segments[0]:
        split = separator.end() if len(segments) == 1 else _past_comma(head, publisher.end)
    name = publisher_name(publisher.text) if publisher else None
    sure = any(segment.sort not in ("capitals", "name") for segment in segments)
    return Dateline(_place(segments), name, split, separator.end(), sure)


def _place(segments: list[Segment]) -> str | None:
    """Return the closest place that is named, a province only where it stands alone."""
    known = [segment.text for segment in segments if segment.sort == "place"]
    close = [text for text in known if text.casefold() not in lines("provinces")]
    unknown = [segment.text for segment in segments if segment.sort in ("capitals", "name")]
    places = close[-1:] or known[-1:] or unknown[:1]
    return title_case(places[0]) if places else None


def _past_comma(head: str, at: int) -> int:
    return at + 1 if head[at : at + 1] == "," else at


def _holds(segments: list[Segment], head: str, separator: str, length: int) -> bool:
    """Say whether the segments together can only be a dateline."""
    tight = separator == "-"  # a hyphen without spaces also joins words
    sorts = [segment.sort for segment in segments]
    if "other" in sorts or any(sorts.count(sort) > 1 for sort in ("publisher", "medium", "date")):
        return False
    unknown = sorts.count("name") + sorts.count("capitals")
    if unknown and (tight or _INNER_DASH.search(head)):
        return False
    if separator.strip() == ":":
        return _holds_before_colon(segments, sorts, length)
    if len(sorts) == 1:
        return sorts[0] in ("publisher", "place", "capitals")
    if sorts == ["capitals", "date"]:
        return True
    return unknown <= 1 and sorts.count("place") <= 2 and not {"place", "publisher"}.isdisjoint(sorts)


def _holds_before_colon(segments: list[Segment], sorts: list[str], length: int) -> bool:
    """A colon ends many labels; before it only places in capitals, or with a date or a medium, count."""
    if "place" not in sorts or "name" in sorts or sorts.count("place") > 1:
        return False
    place = segments[sorts.index("place")].text
    return place.isupper() or len(sorts) > 1 or length >= _COLON_SHORTEST


def _without_separator(paragraph: str) -> Dateline | None:
    """Read ``Situs.com, Jakarta Bupati …``: a domain and the longest known place after it."""
    if not (match := _BARE.match(paragraph, 0, _LONGEST)):
        return None
    words = paragraph[match.end() :][:40].split(" ")
    for count in (3, 2, 1):
        place = " ".join(words[:count])
        end = match.end() + len(place)
        if is_place(place) and _followed(paragraph, end + 1):
            return Dateline(title_case(place), publisher_name(match[1]), match.end(), end)
    return None
