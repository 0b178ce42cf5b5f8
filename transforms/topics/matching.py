"""Finds every term of the lexicon in a text in one pass (Aho and Corasick, CACM 18(6), 1975).

The text is folded first: every byte but ASCII letters and digits becomes a separator and every
separator is doubled, so that each word has one on either side of its own. A term then matches whole
words only, and positions can be counted back. Letters outside ASCII do not occur in the terms.
"""

from dataclasses import dataclass
from typing import NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation, MatchKind

_FOLD = bytes(
    byte if chr(byte).isascii() and chr(byte).isalnum() else 32 for byte in bytes(range(256)).lower()
)
_NOTHING = -1
_IN_CAPITALS = -2  # what it speaks for depends on how the text writes it


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


class Scan(NamedTuple):
    """A text and the terms in it.

    Attributes:
        raw: UTF-8.
        folded: see above.
        found: (number of the pattern, where it begins and ends in `folded`), in order.
    """

    raw: bytes
    folded: bytes
    found: list[tuple[int, int, int]]


def starts_of(folded: bytes, begins: list[int]) -> list[int]:
    """Return the bytes of the text at which the terms stand whose matches begin at `begins`, rising.

    >>> starts_of(fold(b"Kerja-sama!"), [0, 7])
    [0, 6]
    """
    starts = []
    at = separators = 0
    for begin in begins:
        separators += folded.count(b" ", at, begin + 1)
        at = begin + 1
        starts.append(begin - (separators - 1) // 2)
    return starts


@dataclass(frozen=True, slots=True)
class Matcher:
    """An automaton over all forms.

    Attributes:
        senses: what the forms speak for.
        weights: the same without the entries, for the inner loops.
        sense_of: for each pattern of the automaton the number of its sense; negative where it speaks
            for nothing (an exclusion) or where that depends on capitals.
        by_case: for the latter, the numbers of its senses as such and in capitals.
        lengths: for each pattern its length in bytes as it stands in a text.
        automaton: see `ahocorasick_rs`.
    """

    senses: tuple[Sense, ...]
    weights: list[tuple[tuple[int, float], ...]]
    sense_of: list[int]
    by_case: dict[int, tuple[int, int]]
    lengths: list[int]
    automaton: BytesAhoCorasick

    @classmethod
    def of(cls, forms: dict[str, Form]) -> "Matcher":
        """Build the matcher for forms in lower case with single spaces."""
        senses = {id(sense): sense for form in forms.values() for sense in form if sense and sense.weights}
        numbers = {key: number for number, key in enumerate(senses)}
        pairs = [tuple(numbers.get(id(sense), _NOTHING) for sense in form) for form in forms.values()]
        sense_of = [plain if capitals < 0 else _IN_CAPITALS for plain, capitals in pairs]
        by_case = {place: (plain, capitals) for place, (plain, capitals) in enumerate(pairs) if capitals >= 0}
        automaton = BytesAhoCorasick(
            [_pad(text.encode()) for text in forms], MatchKind.LeftmostLongest, Implementation.ContiguousNFA
        )
        distinct = tuple(senses.values())
        weights = [sense.weights for sense in distinct]
        return cls(distinct, weights, sense_of, by_case, [len(text) for text in forms], automaton)

    def scan(self, raw: bytes) -> Scan:
        """Find the terms in the UTF-8 text `raw`, the longest where several begin.

        Terms never overlap: a longer phrase takes its words from the shorter ones, which is also
        how exclusions work.
        """
        folded = fold(raw)
        return Scan(raw, folded, self.automaton.find_matches_as_indexes(folded) if raw else [])

    def sense_by_case(self, scan: Scan, pattern: int, begin: int) -> int:
        """Return the sense of a pattern that speaks for nothing or depends on capitals, negative for none."""
        if pattern not in self.by_case:
            return _NOTHING
        (start,) = starts_of(scan.folded, [begin])
        plain, capitals = self.by_case[pattern]
        return capitals if scan.raw[start : start + self.lengths[pattern]].isupper() else plain


def fold(raw: bytes) -> bytes:
    """Return the text as it is searched.

    >>> fold("Kerja-sama!".encode())
    b' kerja  sama   '
    """
    return _pad(raw.translate(_FOLD))


def _pad(folded: bytes) -> bytes:
    return b" " + folded.replace(b" ", b"  ") + b" "
