"""Weighs the terms found in one article into a score from 0 to 1 for each topic.

Three steps, all on counts of terms:

1. A term counts `_HEADLINE` times in the headline, `_LEAD` times in the first paragraph and once in
   the rest; its count saturates as in BM25 (Robertson and Zaragoza, 2009, eq. 3.15), so that ten
   mentions of one word never outweigh five different words.
2. The saturated counts of a topic's terms, times their weights, add up to its *mass*.
3. A score is strength times prominence. Strength, mass / (mass + `_HALF`), asks whether there is
   enough evidence at all; prominence, the mass as a share of the scheme's heaviest topic to the power
   `_SHARE`, asks whether it is what the article is about rather than mentioned in passing.

A narrower topic's terms count for it and for its top-level topic; its prominence is that of the
top-level topic times its own share in that to the power `_OWN_SHARE`. A scheme with a context
(affairs of regional government) is scaled by how much of that context the article shows, and held
against the other scheme too, lest the only affair that is mentioned passes for the subject.

The constants were chosen on one half of labelled articles from six outlets. They are not sharp: with any
one of them a third larger or smaller, mean macro-F1 over the six moves by less than 0.01.
"""

from collections import defaultdict
from dataclasses import dataclass

from transforms.topics.lexicon import Lexicon
from transforms.topics.matching import Scan, fold

THRESHOLD = 0.25  # a label needs this score; gives 1.6 top-level topics an article

_HEADLINE = 3.0
_LEAD = 1.6
_SATURATION = 2.0  # BM25's k1, at the upper end of what is customary (1.2 to 2)
_LENGTH = 0.75  # BM25's b at its customary value
_USUAL_LENGTH = 2000.0  # bytes of a news article of about 300 words
_HALF = 6.0  # three usual terms, each met once: as likely as not
_SHARE = 0.8
_OWN_SHARE = 0.4  # of a narrower topic in its top-level topic, where company is expected
_BESIDE = 0.5  # of the heaviest topic of all: the least that an affair is held against
_CONTEXT = 3.0  # mass of two or three different words of the context, from which on it is taken as given
_LEAD_LIMIT = 500  # bytes; where a text has one paragraph only, what a lead usually holds


@dataclass(frozen=True, slots=True)
class Reading:
    """The terms of one article.

    Attributes:
        headline: the headline and what was found in it.
        body: the same of the body.
        lead_length: bytes of the body's lead.
        lead_end: where the lead ends in the folded body.
        counts: how much each sense counts, weighted by part.
        first: for each sense, whether it first stands in the headline, its pattern and where it begins.
    """

    headline: Scan
    body: Scan
    lead_length: int
    lead_end: int
    counts: dict[int, float]
    first: dict[int, tuple[bool, int, int]]


def read(lexicon: Lexicon, headline: str | None, body: str | None) -> Reading:
    """Find the terms of the lexicon in an article."""
    scan = lexicon.matcher.scan
    text = (body or "").encode("utf-8", "replace")
    end = text.find(b"\n")
    lead = text[: end if end >= 0 else _LEAD_LIMIT]
    head = (headline or "").encode("utf-8", "replace")
    reading = Reading(scan(head), scan(text), len(lead), len(fold(lead)) - 1, {}, {})
    _count(lexicon, reading, True)
    _count(lexicon, reading, False)
    return reading


def _count(lexicon: Lexicon, reading: Reading, in_headline: bool) -> None:
    counts, first = reading.counts, reading.first
    sense_of = lexicon.matcher.sense_of
    scan = reading.headline if in_headline else reading.body
    early, lead_end = (_HEADLINE, len(scan.folded)) if in_headline else (_LEAD, reading.lead_end)
    for pattern, begin, _ in scan.found:
        sense = sense_of[pattern]
        if sense < 0:
            sense = lexicon.matcher.sense_by_case(scan, pattern, begin)
            if sense < 0:
                continue
        value = early if begin < lead_end else 1.0
        if sense in counts:
            counts[sense] += value
        else:
            counts[sense] = value
            first[sense] = (in_headline, pattern, begin)


def masses(lexicon: Lexicon, reading: Reading) -> dict[int, float]:
    """Return the mass of every topic, and of every scheme's context, that has a term in the article."""
    length = len(reading.headline.raw) + len(reading.body.raw)
    slack = _SATURATION * (1 - _LENGTH + _LENGTH * length / _USUAL_LENGTH)
    weights = lexicon.matcher.weights
    mass: dict[int, float] = defaultdict(float)
    for sense, count in reading.counts.items():
        saturated = count * (_SATURATION + 1) / (count + slack)
        for number, weight in weights[sense]:
            mass[number] += weight * saturated
    return mass


def scores(lexicon: Lexicon, mass: dict[int, float], least: float = 0.0) -> dict[int, float]:
    """Return the score of every topic whose mass can reach the score `least`; contexts are left out."""
    enough = _HALF * least / (1 - least)  # no score is above its strength
    best: dict[str, float] = defaultdict(float)
    for number, value in mass.items():
        if number < len(lexicon.topics) and lexicon.roots[number] == number:
            scheme = lexicon.topics[number].scheme
            best[scheme] = max(best[scheme], value)
    heaviest = max(best.values(), default=0.0)
    for scheme in lexicon.contexts:
        best[scheme] = max(best[scheme], _BESIDE * heaviest)
    topics = len(lexicon.topics)
    return {
        number: _score(lexicon, mass, best, number)
        for number, value in mass.items()
        if value >= enough and number < topics
    }


def _score(lexicon: Lexicon, mass: dict[int, float], best: dict[str, float], number: int) -> float:
    scheme, value, broad = lexicon.topics[number].scheme, mass[number], mass[lexicon.roots[number]]
    prominence: float = (broad / best[scheme]) ** _SHARE * (value / broad) ** _OWN_SHARE
    score = value / (value + _HALF) * prominence
    if scheme in lexicon.contexts:
        score *= min(1.0, mass.get(lexicon.contexts[scheme], 0.0) / _CONTEXT)
    return score
