"""Builds the Arrow column `topics` from labels, field by field."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import numpy as np
import pyarrow as pa

from news.schema import EVIDENCE, TOPIC
from transforms.topics.evidence import Evidence, cite
from transforms.topics.lexicon import Lexicon
from transforms.topics.ranking import Ranked
from transforms.topics.scoring import Reading


class TopicLabel(NamedTuple):
    """One topic of one article; the fields of `news.schema.TOPIC`."""

    scheme: str
    code: str
    label: str
    score: float
    evidence: list[Evidence]


def ranked_as_arrow(lexicon: Lexicon, reading: Reading, ranked: Ranked) -> pa.ListArray:
    """Return lists of `TOPIC`, one an article, without a Python object a label."""
    number = pa.array(ranked.topic)
    names = [
        pa.array([getattr(topic, field) for topic in lexicon.topics], pa.string()).take(number)
        for field in ("scheme", "code", "label")
    ]
    score = pa.array(np.round(ranked.score, 4)).cast(pa.float32())
    evidence = pa.ListArray.from_arrays(pa.array(ranked.pieces.astype(np.int32)), cite(reading, ranked.place))
    labels = pa.StructArray.from_arrays([*names, score, evidence], fields=list(TOPIC))
    return pa.ListArray.from_arrays(pa.array(ranked.offsets.astype(np.int32)), labels)


def as_labels(topics: pa.ListArray) -> list[list[TopicLabel]]:
    """Return the labels of each article as Python objects."""
    return [
        [
            TopicLabel(
                label["scheme"],
                label["code"],
                label["label"],
                round(label["score"], 4),
                [Evidence(**piece) for piece in label["evidence"]],
            )
            for label in labels
        ]
        for labels in topics.to_pylist()
    ]


def as_arrow(articles: list[list[TopicLabel]]) -> pa.Array:
    """Return lists of `TOPIC` from Python objects."""
    topics = [label for labels in articles for label in labels]
    pieces = [piece for label in topics for piece in label.evidence]
    evidence = pa.ListArray.from_arrays(
        _offsets([label.evidence for label in topics]), _struct(EVIDENCE, _columns(pieces, 3))
    )
    return pa.ListArray.from_arrays(_offsets(articles), _struct(TOPIC, [*_columns(topics, 4), evidence]))


def _struct(kind: pa.StructType, columns: Sequence[Sequence[object] | pa.Array]) -> pa.StructArray:
    arrays = [
        column if isinstance(column, pa.Array) else pa.array(column, field.type)
        for column, field in zip(columns, kind, strict=True)
    ]
    return pa.StructArray.from_arrays(arrays, fields=list(kind))


def _columns(rows: Sequence[tuple[object, ...]], width: int) -> list[list[object]]:
    return [[row[place] for row in rows] for place in range(width)]


def _offsets(lists: Sequence[Sequence[object]]) -> pa.Array:
    return pa.array([0, *accumulate(map(len, lists))], pa.int32())
