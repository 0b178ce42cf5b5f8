"""Labels articles with their topics, and each topic with the words that speak for it.

>>> from news.schema import article_table
>>> table = article_table([{"headline": "DPRD Sahkan APBD", "article_body": "Wali kota dan DPRD setuju."}])
>>> label_topics(table)["media_topic"].to_pylist()
['medtop:11000000']
"""

import pyarrow as pa

from news.schema import TOPIC, set_column
from transforms.topics.blend import OWN_SCHEME, blend, own_labels, predict
from transforms.topics.columns import TopicLabel, as_arrow, as_labels, ranked_as_arrow
from transforms.topics.evidence import locate
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.matching import Part
from transforms.topics.model import TopicModel, text_of
from transforms.topics.ranking import Ranked, rank
from transforms.topics.scoring import read
from transforms.words import texts_of
from transforms.words.column import words_of

_PIECE = 1024  # rows: their words and scores stay in the processor's caches


def label_topics(
    table: pa.Table, lexicon: Lexicon | None = None, model: TopicModel | None = None
) -> pa.Table:
    """Fill `topics` and `media_topic` from `headline` and `article_body`.

    Args:
        table: any table with the columns of `news.schema.ARTICLE`; where `words` is filled, nothing is
            split anew.
        lexicon: the terms; those that come with Warta where none is given.
        model: what a team's own labels taught, see `transforms.topics.train`.
    """
    lexicon = lexicon or load_lexicon()
    codes = pa.array([topic.code for topic in lexicon.topics], pa.string())
    topics, leading = [], []
    for start in range(0, len(table), _PIECE):
        piece = table.slice(start, _PIECE)
        headline_words, body_words = words_of(piece)
        headlines = Part.of(texts_of(piece["headline"]), headline_words)
        bodies = Part.of(texts_of(piece["article_body"]), body_words)
        labelled, ranked = _label(headlines, bodies, lexicon, model)
        topics.append(labelled)
        leading.append(codes.take(pa.array(ranked.leading, mask=ranked.leading < 0)))
    table = set_column(table, "topics", pa.chunked_array(topics, pa.list_(TOPIC)))
    return set_column(table, "media_topic", pa.chunked_array(leading, pa.string()))


def _label(
    headlines: Part, bodies: Part, lexicon: Lexicon, model: TopicModel | None
) -> tuple[pa.Array, Ranked]:
    reading = read(lexicon, headlines, bodies)
    if model is None:
        ranked = rank(lexicon, reading.met, reading.scores)
        return ranked_as_arrow(lexicon, reading, ranked), ranked
    texts = [text_of(*pair) for pair in zip(headlines.strings(), bodies.strings(), strict=True)]
    probability = predict(texts, lexicon, model)
    ranked = rank(lexicon, reading.met, blend(reading.scores, probability, lexicon, model))
    labels = as_labels(ranked_as_arrow(lexicon, reading, ranked))
    for row, (text, chances) in enumerate(zip(texts, probability, strict=True)):
        for name, score in own_labels(chances, lexicon, model):
            evidence = locate(reading, row, model.telling_words(text, name))
            labels[row].append(TopicLabel(OWN_SCHEME, name, name, round(score, 4), evidence))
    return as_arrow(labels), ranked


def topics_of(
    headline: str | None, body: str | None, lexicon: Lexicon, model: TopicModel | None = None
) -> list[TopicLabel]:
    """Return the topics of one article, the best first; of equals, the broader first."""
    return labels_of([headline], [body], lexicon, model)[0]


def labels_of(
    headlines: list[str | None], bodies: list[str | None], lexicon: Lexicon, model: TopicModel | None = None
) -> list[list[TopicLabel]]:
    """Return the topics of articles that stand in no table."""
    return as_labels(_label(Part.of_list(headlines), Part.of_list(bodies), lexicon, model)[0])


def leading_topic(labels: list[TopicLabel], lexicon: Lexicon) -> str | None:
    """Return the best top-level Media Topic: one of 17, so that counts by it can be compared."""
    best = (label.code for label in labels if label.scheme == "iptc" and _is_top(lexicon, label.code))
    return next(best, None)


def _is_top(lexicon: Lexicon, code: str) -> bool:
    number = lexicon.numbers[code]
    return lexicon.roots[number] == number
