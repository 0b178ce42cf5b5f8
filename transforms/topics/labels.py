"""Labels articles with their topics, and each topic with the words that speak for it.

>>> from news.schema import article_table
>>> table = article_table([{"headline": "DPRD Sahkan APBD", "article_body": "Wali kota dan DPRD setuju."}])
>>> label_topics(table)["media_topic"].to_pylist()
['medtop:11000000']
"""

import pyarrow as pa

from news.schema import TOPIC, set_column
from transforms.topics.blend import OWN_SCHEME, blend, own_labels, predict
from transforms.topics.columns import TopicLabel, as_arrow
from transforms.topics.evidence import Evidence, gather, locate
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.model import TopicModel, text_of
from transforms.topics.scoring import THRESHOLD, Reading, masses, read, scores

_PIECE = 256  # rows


def label_topics(
    table: pa.Table, lexicon: Lexicon | None = None, model: TopicModel | None = None
) -> pa.Table:
    """Fill `topics` and `media_topic` from `headline` and `article_body`.

    Args:
        table: any table with the columns of `news.schema.ARTICLE`.
        lexicon: the terms; those that come with Warta where none is given.
        model: what a team's own labels taught, see `transforms.topics.train`.
    """
    lexicon = lexicon or load_lexicon()
    topics, leading = [], []
    # Piece by piece, or the labels of a large batch would all stand in memory as Python objects.
    for start in range(0, len(table), _PIECE):
        labels = _label_piece(table.slice(start, _PIECE), lexicon, model)
        topics.append(as_arrow(labels))
        leading += [leading_topic(found, lexicon) for found in labels]
    table = set_column(table, "topics", pa.chunked_array(topics, pa.list_(TOPIC)))
    return set_column(table, "media_topic", leading)


def _label_piece(piece: pa.Table, lexicon: Lexicon, model: TopicModel | None) -> list[list[TopicLabel]]:
    headlines, bodies = piece["headline"].to_pylist(), piece["article_body"].to_pylist()
    if model is None:
        return [topics_of(*pair, lexicon) for pair in zip(headlines, bodies, strict=True)]
    triples = zip(headlines, bodies, predict(headlines, bodies, lexicon, model), strict=True)
    return [blended_topics_of(*triple, lexicon, model) for triple in triples]


def topics_of(headline: str | None, body: str | None, lexicon: Lexicon) -> list[TopicLabel]:
    """Return the topics of one article, the best first; of equals, the broader first."""
    reading = read(lexicon, headline, body)
    return _labels(lexicon, reading, scores(lexicon, masses(lexicon, reading), THRESHOLD))


def blended_topics_of(
    headline: str | None, body: str | None, probability: dict[str, float], lexicon: Lexicon, model: TopicModel
) -> list[TopicLabel]:
    """Return the topics of one article with a model's probabilities blended in, its own classes last."""
    reading = read(lexicon, headline, body)
    found = scores(lexicon, masses(lexicon, reading))
    text = text_of(headline, body)
    own = [
        TopicLabel(OWN_SCHEME, name, name, round(score, 4), locate(reading, model.telling_words(text, name)))
        for name, score in own_labels(probability, lexicon, model)
    ]
    return _labels(lexicon, reading, blend(found, probability, lexicon, model)) + own


def _labels(lexicon: Lexicon, reading: Reading, found: dict[int, float]) -> list[TopicLabel]:
    kept = [number for number, score in found.items() if score >= THRESHOLD and lexicon.labelled[number]]
    kept.sort(key=lambda number: (-found[number], lexicon.roots[number] != number, number))
    evidence = gather(lexicon, reading, kept)
    return [_label(lexicon, number, found[number], evidence[number]) for number in kept]


def leading_topic(labels: list[TopicLabel], lexicon: Lexicon) -> str | None:
    """Return the best top-level Media Topic: one of 17, so that counts by it can be compared."""
    best = (label.code for label in labels if label.scheme == "iptc" and _is_top(lexicon, label.code))
    return next(best, None)


def _is_top(lexicon: Lexicon, code: str) -> bool:
    number = lexicon.numbers[code]
    return lexicon.roots[number] == number


def _label(lexicon: Lexicon, number: int, score: float, evidence: list[Evidence]) -> TopicLabel:
    topic = lexicon.topics[number]
    return TopicLabel(topic.scheme, topic.code, topic.label, round(score, 4), evidence)
