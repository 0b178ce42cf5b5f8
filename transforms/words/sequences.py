"""Finds sequences of words, such as names and terms, among words that are hashed already.

It is the matching of Aho and Corasick (CACM 18(6), 1975) with whole words for letters: all sequences lie in
one tree, and a text is walked through once. Because words are the letters no failure links are needed: a
match never begins inside a word. Between the words of a match stands a single space, hyphen or the like,
so that none reaches over the end of a sentence.

>>> import pyarrow as pa
>>> from transforms.words import split
>>> tree = Sequences.of(["rumah sakit", "sakit", "rumah"])
>>> words = split(pa.array(["Rumah sakit, rumah di Sakit"]))
>>> tree.find_all(words).number.tolist()
[0, 2, 1, 2, 1]
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.words.compiled import compiled
from transforms.words.kernel import Hashes, Offsets, Places, mix
from transforms.words.splitting import Words, split

_ROOT = np.uint64(0x9E3779B97F4A7C15)
_STEP = np.uint64(0xD1342543DE82EF95)  # odd, so that multiplying loses nothing
_ROOM = 4  # slots a node: probes stay short
_NONE = -1
_FIRST_WORDS = 1 << 12  # numbers of 64 bits


class Tree(NamedTuple):
    """The tree as a hash table of its nodes; a node's key is made of the words that lead to it.

    Attributes:
        keys: 0 where a slot is free; a power of two of them.
        number: of the sequence that ends there, -1 for none.
        more: whether longer ones go on from there.
        first: a bit for the hash of each word that any sequence begins with: few words of a text do, and
            these 32 KB tell most others without a look at the table.
    """

    keys: Hashes
    number: Places
    more: npt.NDArray[np.bool_]
    first: Hashes


class Found(NamedTuple):
    """Matches in the order of the texts.

    Attributes:
        offsets: text ``i`` has the matches ``offsets[i]:offsets[i + 1]``.
        number: of the sequence.
        first: place of its first word in `Words.hashes`.
        last: of its last word.
    """

    offsets: Offsets
    number: Places
    first: Offsets
    last: Offsets


@dataclass(frozen=True, slots=True)
class Sequences:
    """Sequences of words, numbered from 0 in the order in which they were given."""

    tree: Tree

    @classmethod
    def of(cls, sequences: Sequence[str]) -> "Sequences":
        """Build the tree; of two sequences of the same words the first counts.

        Raises:
            ValueError: one of them holds no word.
        """
        words = split(pa.array(sequences, pa.string()))
        lengths = np.diff(words.offsets)
        if len(lengths) and not lengths.min():
            raise ValueError(
                f"expected words, found none in {sequences[int(lengths.argmin())]!r}; leave it out"
            )
        size = 1 << max(4, int(len(words.hashes) * _ROOM).bit_length())
        number, more = np.full(size, _NONE, np.int32), np.zeros(size, np.bool_)
        tree = Tree(np.zeros(size, np.uint64), number, more, np.zeros(_FIRST_WORDS, np.uint64))
        _plant(words.hashes, words.offsets, tree)
        return cls(tree)

    def find_all(self, words: Words, gap: int = 1) -> Found:
        """Return every match, those within others included; of those that begin at a word the longest first.

        Args:
            words: of the texts.
            gap: most bytes between two words of a match.
        """
        return Found(*_find_all(words.hashes, words.offsets, (words.starts, words.ends), gap, self.tree))


@compiled
def _slot(keys: Hashes, key: np.uint64) -> np.int64:
    """Return the slot of `key`, or the free one where it would stand."""
    mask = len(keys) - 1
    slot = np.int64(key) & mask
    while keys[slot] != 0 and keys[slot] != key:
        slot = (slot + 1) & mask
    return slot


@compiled
def _child(key: np.uint64, word: np.uint64) -> np.uint64:
    return mix(key * _STEP + word) | np.uint64(1)


@compiled
def may_begin(first: Hashes, word: np.uint64) -> np.bool_:
    """Tell whether a sequence may begin with this word; `first` is that of the tree."""
    bit = np.int64(word >> np.uint64(46))  # the highest 18
    return np.bool_(first[bit >> 6] >> np.uint64(bit & 63) & np.uint64(1) != 0)


@compiled
def _doubled(values: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    return np.concatenate((values, np.empty_like(values)))


@compiled
def _plant(hashes: Hashes, offsets: Offsets, tree: Tree) -> None:
    for number in range(len(offsets) - 1):
        key, last = _ROOT, offsets[number + 1] - 1
        bit = np.int64(hashes[offsets[number]] >> np.uint64(46))
        tree.first[bit >> 6] |= np.uint64(1) << np.uint64(bit & 63)
        for at in range(offsets[number], last + 1):
            key = _child(key, hashes[at])
            slot = _slot(tree.keys, key)
            tree.keys[slot] = key
            if at < last:
                tree.more[slot] = True
            elif tree.number[slot] < 0:
                tree.number[slot] = number


@compiled
def longest(
    hashes: Hashes, starts: Places, ends: Places, span: tuple[int, int], tree: Tree
) -> tuple[np.int64, int]:
    """Return number and last word of the longest sequence that begins at a word; -1 for none.

    Args:
        hashes: see `Words`.
        starts: likewise.
        ends: likewise.
        span: the word, and the end of its text.
        tree: the sequences.
    """
    key, found, end = _ROOT, np.int64(_NONE), span[0]
    for at in range(span[0], span[1]):
        if at > span[0] and starts[at] - ends[at - 1] != 1:
            break
        key = _child(key, hashes[at])
        slot = _slot(tree.keys, key)
        if tree.keys[slot] != key:
            break
        if tree.number[slot] >= 0:
            found, end = np.int64(tree.number[slot]), at
        if not tree.more[slot]:
            break
    return found, end


@compiled
def _find_all(
    hashes: Hashes, offsets: Offsets, places: tuple[Places, Places], gap: int, tree: Tree
) -> tuple[Offsets, Places, Offsets, Offsets]:
    texts = len(offsets) - 1
    starts, ends = places
    room = 16 + (offsets[texts] - offsets[0])
    number = np.empty(room, np.int32)
    first, last = np.empty(room, np.int64), np.empty(room, np.int64)
    bounds = np.zeros(texts + 1, np.int64)
    count = 0
    for text in range(texts):
        for begin in range(offsets[text], offsets[text + 1]):
            if not may_begin(tree.first, hashes[begin]):
                continue
            key, known = _ROOT, count
            for at in range(begin, offsets[text + 1]):
                key = _child(key, hashes[at])
                slot = _slot(tree.keys, key)
                if tree.keys[slot] != key or (at > begin and starts[at] - ends[at - 1] > gap):
                    break
                if tree.number[slot] >= 0:
                    if count == len(number):
                        number, first, last = _doubled(number), _doubled(first), _doubled(last)
                    number[count], first[count], last[count] = tree.number[slot], begin, at
                    count += 1
                if not tree.more[slot]:
                    break
            for step in range((count - known) // 2):
                low, high = known + step, count - 1 - step
                number[low], number[high] = number[high], number[low]
                last[low], last[high] = last[high], last[low]
        bounds[text + 1] = count
    return bounds, number[:count], first[:count], last[:count]
