"""Explains the topics of one article: every term that was found, its weight, and what came close."""

from collections import defaultdict
from dataclasses import dataclass

from transforms.topics.blend import predict
from transforms.topics.columns import TopicLabel
from transforms.topics.evidence import Evidence, show
from transforms.topics.labels import blended_topics_of, topics_of
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.model import TopicModel
from transforms.topics.scoring import THRESHOLD, Reading, masses, read, scores

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
    reading = read(lexicon, headline, body)
    if model is None:
        labels = topics_of(headline, body, lexicon)
    else:
        probability = predict([headline], [body], lexicon, model)[0]
        labels = blended_topics_of(headline, body, probability, lexicon, model)
    return Explanation(labels, _close(lexicon, reading), _terms(lexicon, reading))


def _close(lexicon: Lexicon, reading: Reading) -> list[Close]:
    found = scores(lexicon, masses(lexicon, reading))
    missed = sorted((n for n, score in found.items() if score < THRESHOLD), key=lambda n: (-found[n], n))
    topics = ((lexicon.topics[number], found[number]) for number in missed[:_CLOSE])
    return [Close(topic.code, topic.label, score) for topic, score in topics]


def _terms(lexicon: Lexicon, reading: Reading) -> dict[str, list[Term]]:
    terms: dict[str, list[Term]] = defaultdict(list)
    shown = show(lexicon, reading, reading.first.keys())
    for number, count in reading.counts.items():
        sense = lexicon.matcher.senses[number]
        for topic, weight in sense.weights:
            if topic < len(lexicon.topics):
                terms[lexicon.topics[topic].code].append(Term(sense.entry, weight, count, shown[number]))
    return {code: sorted(found, key=lambda term: -term.weight * term.count) for code, found in terms.items()}
