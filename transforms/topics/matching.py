"""Finds every term of the lexicon in articles whose words are hashed, in one pass over the words.

Texts and terms are compared word by word, folded as `transforms.words` folds them: case, accents and all
punctuation make no difference, and a term matches whole words only.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.words import Texts, Words, split_texts, texts_of
from transforms.words.compiled import compiled
from transforms.words.kernel import Bytes, Hashes, Offsets, Places
from transforms.words.sequences import Sequences, Tree, longest, may_begin

_NOTHING = -1
_HEADLINE = 3.0  # what a term in the headline counts
_LEAD = 1.6  # and one in the first paragraph
_LEAD_LIMIT = 500  # bytes; where a text has one paragraph only, what a lead usually holds
_NEWLINE, _A, _Z, _SMALL_A, _SMALL_Z = (ord(sign) for sign in "\nAZaz")


class Sense(NamedTuple):
    """What a form of the text speaks for.

    Attributes:
        entry: the lexicon entry as written.
        weights: (number of a topic, weight), the top-level topic included; empty for an exclusion.
    """

    entry: str
    weights: tuple[tuple[int, float], ...]


class Form(NamedTuple):
    """What a form means as such, and what it means where the text writes it in capitals (KUR, PAN)."""

    plain: Sense | None
    capitals: Sense | None


class Lexis(NamedTuple):
    """All forms and senses as arrays, for compiled loops.

    Attributes:
        tree: the forms.
        plain: form → sense; -1 where it speaks for nothing (an exclusion).
        capitals: form → sense where it is written in capitals; -1 where that makes no difference.
        starts: sense → where its weights begin; one longer than the senses.
        topics: topic of each weight.
        weights: the weights.
    """

    tree: Tree
    plain: Places
    capitals: Places
    starts: Offsets
    topics: Places
    weights: npt.NDArray[np.float64]


class Part(NamedTuple):
    """The headlines or the bodies of a batch, and their words; fields of `Texts` and `Words`."""

    data: Bytes
    bounds: Offsets
    hashes: Hashes
    offsets: Offsets
    starts: Places
    ends: Places

    @classmethod
    def of(cls, texts: Texts, words: Words | None = None) -> "Part":
        """Bring texts and their words together; they are split here where nobody did it before."""
        words = words or split_texts(texts)
        return cls(texts.data, texts.offsets, words.hashes, words.offsets, words.starts, words.ends)

    @classmethod
    def of_list(cls, texts: list[str | None]) -> "Part":
        """Do the same from Python strings; what UTF-8 cannot say becomes a question mark."""
        plain = [None if text is None else text.encode("utf-8", "replace").decode() for text in texts]
        return cls.of(texts_of(pa.array(plain, pa.string())))

    def text(self, row: int) -> bytes:
        """Return one text as UTF-8."""
        return self.data[self.bounds[row] : self.bounds[row + 1]].tobytes()

    def strings(self) -> list[str]:
        """Return all texts."""
        return [self.text(row).decode() for row in range(len(self.bounds) - 1)]


class Met(NamedTuple):
    """The senses that articles speak of, each once an article, in the order in which they first stand.

    Attributes:
        offsets: article ``i`` has ``offsets[i]:offsets[i + 1]`` of the other arrays.
        sense: which one.
        tally: how often, weighted by where.
        in_headline: whether it first stands in the headline.
        start: first byte of where it first stands, within that text.
        end: the byte behind.
        letter: characters before it, within that text.
        leads: bytes of each body's lead.
    """

    offsets: Offsets
    sense: Places
    tally: npt.NDArray[np.float64]
    in_headline: npt.NDArray[np.bool_]
    start: Places
    end: Places
    letter: Places
    leads: Offsets


@dataclass(frozen=True, slots=True)
class Matcher:
    """All forms of a lexicon.

    Attributes:
        senses: what the forms speak for.
        lexis: forms and senses as arrays.
    """

    senses: tuple[Sense, ...]
    lexis: Lexis

    @classmethod
    def of(cls, forms: dict[str, Form]) -> "Matcher":
        """Build the matcher for forms in lower case with single spaces."""
        senses = {id(sense): sense for form in forms.values() for sense in form if sense and sense.weights}
        numbers = {key: number for number, key in enumerate(senses)}
        pairs = [[numbers.get(id(sense), _NOTHING) for sense in form] for form in forms.values()]
        plain, capitals = np.array(pairs, np.int32).reshape(-1, 2).T.copy()
        weights = [weight for sense in senses.values() for weight in sense.weights]
        lexis = Lexis(
            Sequences.of(list(forms)).tree,
            plain,
            capitals,
            np.cumsum([0, *(len(sense.weights) for sense in senses.values())]),
            np.array([topic for topic, _ in weights], np.int32),
            np.array([weight for _, weight in weights], np.float64),
        )
        return cls(tuple(senses.values()), lexis)

    def meet(self, headlines: Part, bodies: Part) -> Met:
        """Return what the articles speak of; terms never overlap.

        A longer phrase takes its words from the shorter ones, which is also how exclusions work.
        """
        offsets, met, leads = _meet(headlines, bodies, self.lexis)
        met = met._replace(**{name: column[: offsets[-1]] for name, column in met._asdict().items()})
        return Met(offsets, met.sense, met.tally, met.in_headline, met.start, met.end, met.letter, leads)


@compiled
def _in_capitals(data: Bytes, start: int, end: int) -> bool:
    """Tell whether the Latin letters there are capitals, and there is one."""
    some = False
    for at in range(start, end):
        if _SMALL_A <= data[at] <= _SMALL_Z:
            return False
        some |= _A <= data[at] <= _Z
    return some


@compiled
def _letters(data: Bytes, start: int, end: int) -> int:
    """Return the number of characters: of bytes that continue none (UTF-8, RFC 3629)."""
    number = 0
    for at in range(start, end):
        number += data[at] & 0xC0 != 0x80
    return number


@compiled
def _lead_length(data: Bytes, start: int, end: int) -> int:
    for at in range(start, end):
        if data[at] == _NEWLINE:
            return at - start
    return min(end - start, _LEAD_LIMIT)


class _Open(NamedTuple):
    """`Met` while it is filled; `place` says for each sense where it stands, -1 where it was not met yet."""

    place: Offsets
    sense: Places
    tally: npt.NDArray[np.float64]
    in_headline: npt.NDArray[np.bool_]
    start: Places
    end: Places
    letter: Places


@compiled
def _meet_text(part: Part, text: tuple[int, int], lexis: Lexis, met: _Open, filled: int) -> int:
    """Add what one text speaks of; return how much stands in `met` now.

    Args:
        part: the texts.
        text: which one, and the bytes of its lead, -1 for a headline.
        lexis: the terms.
        met: what is filled.
        filled: how much stood in it before.
    """
    row, lead = text
    base, at, limit = part.bounds[row], part.offsets[row], part.offsets[row + 1]
    letters, counted = 0, np.int32(0)
    while at < limit:
        form, last = np.int64(_NOTHING), at
        if may_begin(lexis.tree.first, part.hashes[at]):
            form, last = longest(part.hashes, part.starts, part.ends, (at, limit), lexis.tree)
        begin, behind = part.starts[at], part.ends[last]
        at = last + 1
        if form < 0:
            continue
        sense = lexis.plain[form]
        if lexis.capitals[form] >= 0 and _in_capitals(part.data, base + begin, base + behind):
            sense = lexis.capitals[form]
        if sense < 0:
            continue
        place = met.place[sense]
        if place < 0:
            place = met.place[sense] = filled
            letters += _letters(part.data, base + counted, base + begin)
            counted = begin
            met.sense[place], met.tally[place], met.in_headline[place] = sense, 0.0, lead < 0
            met.start[place], met.end[place], met.letter[place] = begin, behind, letters
            filled += 1
        met.tally[place] += _HEADLINE if lead < 0 else (_LEAD if begin < lead else 1.0)
    return filled


@compiled
def _meet(headlines: Part, bodies: Part, lexis: Lexis) -> tuple[Offsets, _Open, Offsets]:
    texts = len(bodies.bounds) - 1
    room = len(headlines.hashes) + len(bodies.hashes)
    met = _Open(
        np.full(len(lexis.starts) - 1, -1, np.int64),
        np.empty(room, np.int32),
        np.empty(room, np.float64),
        np.empty(room, np.bool_),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
        np.empty(room, np.int32),
    )
    offsets, leads = np.zeros(texts + 1, np.int64), np.empty(texts, np.int64)
    for row in range(texts):
        leads[row] = _lead_length(bodies.data, bodies.bounds[row], bodies.bounds[row + 1])
        filled = _meet_text(headlines, (row, -1), lexis, met, offsets[row])
        filled = _meet_text(bodies, (row, leads[row]), lexis, met, filled)
        for at in range(offsets[row], filled):
            met.place[met.sense[at]] = -1
        offsets[row + 1] = filled
    return offsets, met, leads
