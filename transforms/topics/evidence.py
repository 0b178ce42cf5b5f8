"""Shows where in an article the words stand that speak for a topic."""

import re
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from news.schema import EVIDENCE
from transforms.topics.matching import Met, Part
from transforms.topics.scoring import Reading
from transforms.words.compiled import compiled
from transforms.words.kernel import Bytes, Offsets, Places

_PARTS = ("headline", "lead", "body")


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


def cite(reading: Reading, place: Offsets) -> pa.StructArray:
    """Return the evidence for each of the places `place` in `Met`, a struct of `EVIDENCE` each."""
    met = reading.met
    rows = np.searchsorted(met.offsets, place, side="right") - 1
    data, ends, part = _cite(rows, place, met, reading.headlines, reading.bodies)
    texts = pa.StringArray.from_buffers(len(place), pa.py_buffer(ends), pa.py_buffer(data))
    columns = [texts, pa.array(_PARTS).take(pa.array(part)), pa.array(met.letter[place])]
    return pa.StructArray.from_arrays(columns, fields=list(EVIDENCE))


def cited(reading: Reading, place: Offsets) -> list[Evidence]:
    """Return the same as Python objects."""
    return [Evidence(*piece.values()) for piece in cite(reading, place).to_pylist()]


def locate(reading: Reading, row: int, words: list[str]) -> list[Evidence]:
    """Return where each of `words`, in lower case, first stands in an article."""
    parts = ((True, reading.headlines.text(row)), (False, reading.bodies.text(row)))
    found = []
    for word in words:
        pattern = re.compile(rb"(?<![0-9a-z])%b(?![0-9a-z])" % word.encode())
        for in_headline, text in parts:
            if met := pattern.search(text.lower()):
                part = 0 if in_headline else 1 if met.start() < reading.met.leads[row] else 2
                cut = text[met.start() : met.end()].decode()
                found.append(Evidence(cut, _PARTS[part], len(text[: met.start()].decode())))
                break
    return found


@compiled
def _cite(
    rows: Offsets, place: Offsets, met: Met, headlines: Part, bodies: Part
) -> tuple[Bytes, Places, npt.NDArray[np.int8]]:
    pieces = len(place)
    ends, part = np.zeros(pieces + 1, np.int32), np.empty(pieces, np.int8)
    for piece in range(pieces):
        ends[piece + 1] = ends[piece] + met.end[place[piece]] - met.start[place[piece]]
    data = np.empty(ends[pieces], np.uint8)
    for piece in range(pieces):
        row, at = rows[piece], place[piece]
        text = headlines if met.in_headline[at] else bodies
        base = text.bounds[row]
        first = base + met.start[at]
        data[ends[piece] : ends[piece + 1]] = text.data[first : base + met.end[at]]
        part[piece] = 0 if met.in_headline[at] else (1 if met.start[at] < met.leads[row] else 2)
    return data, ends, part
