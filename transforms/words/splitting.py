"""Splits a column of texts into word hashes and says where each word stands."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from transforms.words.folding import fold_table
from transforms.words.kernel import hash_words
from transforms.words.utf8 import Texts, texts_of


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a column of texts, laid end to end.

    Attributes:
        hashes: one 64-bit hash a word, the same on every machine.
        offsets: text ``i`` owns ``hashes[offsets[i]:offsets[i + 1]]``; one longer than the texts.
        starts: where each word begins, in bytes of UTF-8 from the start of its own text.
        ends: where it ends (exclusive), likewise.
    """

    hashes: npt.NDArray[np.uint64]
    offsets: npt.NDArray[np.int64]
    starts: npt.NDArray[np.int32]
    ends: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.offsets) - 1


def split(texts: "pa.Array | pa.ChunkedArray") -> Words:
    """Split a string column into words; null counts as empty.

    Raises:
        pa.ArrowInvalid: the column does not hold strings.
    """
    return split_texts(texts_of(texts))


def split_texts(texts: Texts) -> Words:
    """Split texts whose bytes are already at hand."""
    return Words(*hash_words(texts.data, texts.offsets, fold_table()))


def word_hashes(words: Iterable[str]) -> npt.NDArray[np.uint64]:
    """Return the hash of each of `words`, for a lexicon to be looked up.

    Raises:
        ValueError: one of them is not exactly one word, and would never match.
    """
    listed = list(words)
    found = split(pa.array(listed, pa.string()))
    for word, count in zip(listed, np.diff(found.offsets), strict=True):
        if count != 1:
            raise ValueError(f"expected one word, found {count} in {word!r}; split it first")
    return found.hashes
