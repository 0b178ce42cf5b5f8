"""Builds the Arrow column `topics` from labels, field by field."""

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

import pyarrow as pa

from news.schema import EVIDENCE, TOPIC
from transforms.topics.evidence import Evidence


class TopicLabel(NamedTuple):
    """One topic of one article; the fields of `news.schema.TOPIC`."""

    scheme: str
    code: str
    label: str
    score: float
    evidence: list[Evidence]


def as_arrow(articles: list[list[TopicLabel]]) -> pa.Array:
    """Return lists of `TOPIC`; columns are built one by one, several times as fast as row by row."""
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
