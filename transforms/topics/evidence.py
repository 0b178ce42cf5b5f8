"""Shows where in an article the words stand that speak for a topic."""

import re
from collections.abc import Set
from typing import NamedTuple

from transforms.topics.lexicon import Lexicon
from transforms.topics.matching import Scan, starts_of
from transforms.topics.scoring import Reading

_MOST = 8  # pieces a topic; more would only repeat what the first ones show


class Evidence(NamedTuple):
    """One term where it first stands; the fields of `news.schema.EVIDENCE`.

    Attributes:
        text: as written in the article.
        part: ``headline``, ``lead`` or ``body``.
        start: offset in characters within the headline, or within the body for lead and body.
    """

    text: str
    part: str
    start: int


def gather(lexicon: Lexicon, reading: Reading, topics: list[int]) -> dict[int, list[Evidence]]:
    """Return for each of `topics` its terms in reading order, the weightiest where there are many."""
    pieces: dict[int, list[tuple[float, int, int]]] = {number: [] for number in topics}
    weights = lexicon.matcher.weights
    for place, sense in enumerate(reading.first):
        for number, weight in weights[sense]:
            if number in pieces:
                pieces[number].append((-weight, place, sense))
    for found in pieces.values():
        found.sort()
        del found[_MOST:]
        found.sort(key=_place)
    shown = show(lexicon, reading, {sense for found in pieces.values() for _, _, sense in found})
    return {number: [shown[sense] for _, _, sense in found] for number, found in pieces.items()}


def show(lexicon: Lexicon, reading: Reading, wanted: Set[int]) -> dict[int, Evidence]:
    """Return where each of the senses `wanted` first stands."""
    headline: list[tuple[int, int, int]] = []
    body: list[tuple[int, int, int]] = []
    for sense in wanted:
        in_headline, pattern, begin = reading.first[sense]
        (headline if in_headline else body).append((begin, pattern, sense))
    shown: dict[int, Evidence] = {}
    _cite(shown, reading.headline, headline, lexicon.matcher.lengths, None)
    _cite(shown, reading.body, body, lexicon.matcher.lengths, reading.lead_length)
    return shown


def _cite(
    shown: dict[int, Evidence],
    scan: Scan,
    found: list[tuple[int, int, int]],
    lengths: list[int],
    lead_length: int | None,
) -> None:
    """Add the evidence for each (begin, pattern, sense) of one part to `shown`; a headline has no lead."""
    raw, ascii_only = scan.raw, scan.raw.isascii()
    found.sort()
    starts = starts_of(scan.folded, [begin for begin, _, _ in found])
    before = offset = 0
    for (_, pattern, sense), start in zip(found, starts, strict=True):
        offset += start - before if ascii_only else len(raw[before:start].decode())
        before = start
        part = "headline" if lead_length is None else "lead" if start < lead_length else "body"
        shown[sense] = Evidence(raw[start : start + lengths[pattern]].decode(), part, offset)


def locate(reading: Reading, words: list[str]) -> list[Evidence]:
    """Return where each of `words`, in lower case, first stands in the article."""
    found = []
    for word in words:
        pattern = re.compile(rb"(?<![0-9a-z])%b(?![0-9a-z])" % word.encode())
        for in_headline, scan in ((True, reading.headline), (False, reading.body)):
            if met := pattern.search(scan.raw.lower()):
                found.append(_cited(reading, in_headline, met.start(), len(word)))
                break
    return found


def _place(piece: tuple[float, int, int]) -> int:
    return piece[1]


def _cited(reading: Reading, in_headline: bool, start: int, length: int) -> Evidence:
    raw = reading.headline.raw if in_headline else reading.body.raw
    before, text = raw[:start], raw[start : start + length].decode()
    offset = start if before.isascii() else len(before.decode())
    if in_headline:
        return Evidence(text, "headline", offset)
    return Evidence(text, "lead" if start < reading.lead_length else "body", offset)
