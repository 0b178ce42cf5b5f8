"""Explains the topics of one article: every term that was found, its weight, and what came close."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from transforms.topics.columns import TopicLabel
from transforms.topics.evidence import Evidence, cited
from transforms.topics.labels import topics_of
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.matching import Part
from transforms.topics.model import TopicModel
from transforms.topics.ranking import THRESHOLD
from transforms.topics.scoring import Reading, read

_CLOSE = 10  # topics that came close, at most


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the lexicon in the article.

    Attributes:
        entry: as the lexicon writes it.
        weight: what it weighs for the topic.
        count: how often it was met, weighted by where.
        evidence: where it first stands.
    """

    entry: str
    weight: float
    count: float
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Close:
    """A topic whose score stayed below the threshold."""

    code: str
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why an article carries its topics, and which came close.

    Attributes:
        labels: what the stage writes.
        close: topics below the threshold, best first.
        terms: for each code the terms that speak for it, the weightiest first.
    """

    labels: list[TopicLabel]
    close: list[Close]
    terms: dict[str, list[Term]]


def explain(
    headline: str | None, body: str | None, lexicon: Lexicon | None = None, model: TopicModel | None = None
) -> Explanation:
    """Return how the topics of an article came about.

    >>> explain("Harga Saham Naik", "Bursa ditutup menguat.").terms["medtop:04000000"][0].entry
    'saham'
    """
    lexicon = lexicon or load_lexicon()
    labels = topics_of(headline, body, lexicon, model)
    reading = read(lexicon, Part.of_list([headline]), Part.of_list([body]))
    return Explanation(labels, _close(lexicon, reading), _terms(lexicon, reading))


def _close(lexicon: Lexicon, reading: Reading) -> list[Close]:
    found = reading.scores[0]
    order = sorted(np.flatnonzero((found > 0) & (found < THRESHOLD)), key=lambda n: (-found[n], n))
    topics = ((lexicon.topics[number], float(found[number])) for number in order[:_CLOSE])
    return [Close(topic.code, topic.label, score) for topic, score in topics]


def _terms(lexicon: Lexicon, reading: Reading) -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = defaultdict(list)
    met = reading.met
    shown = cited(reading, np.arange(len(met.sense)))
    for number, count, piece in zip(met.sense, met.tally, shown, strict=True):
        sense = lexicon.matcher.senses[number]
        for topic, weight in sense.weights:
            if topic < len(lexicon.topics):
                terms[lexicon.topics[topic].code].append(Term(sense.entry, weight, float(count), piece))
    return {code: sorted(found, key=lambda term: -term.weight * term.count) for code, found in terms.items()}
