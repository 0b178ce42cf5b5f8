"""The n-grams of many texts at once, as langdetect takes them from one."""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from transforms.language.profiles import COMMON, SPACE, Profiles

IntegerT = TypeVar("IntegerT", np.int32, np.int64)


@dataclass(frozen=True, slots=True)
class Grams:
    """The known n-grams of a batch, in the order of the texts.

    Attributes:
        rows: rows of `Profiles.log_probability`, those of unknown n-grams included.
        bounds: text i owns `rows[bounds[i]:bounds[i + 1]]`.
    """

    rows: npt.NDArray[np.int32]
    bounds: npt.NDArray[np.int64]


def take_ngrams(texts: list[str], profiles: Profiles) -> Grams:
    """Return the n-grams of one to three letters of each text.

    Runs of separators count as one space, a capital after a capital counts for nothing, and no n-gram
    spans two words (`NGram.add_char` and `Detector._extract_ngrams` in langdetect 1.0.9).
    """
    codes, starts = code_points(texts)
    letters = profiles.letters[codes]
    kept = np.flatnonzero(~_repeated_space(letters))
    letters, capital = letters[kept], profiles.capitals[codes[kept]]
    shouted = np.zeros(len(letters), np.bool_)
    shouted[1:] = capital[1:] & capital[:-1]
    rows = _rows(letters, shouted, profiles)
    return Grams(rows, np.searchsorted(kept, starts) * 3)


def code_points(texts: list[str]) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]:
    """Return all texts as one array, each between spaces, and where each begins (and the last ends)."""
    joined = "".join([f" {text} " for text in texts])
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), np.uint32)
    lengths = np.fromiter(map(len, texts), np.int64, len(texts)) + 2
    return np.minimum(codes, 0xFFFF), np.concatenate([[0], np.cumsum(lengths)])


def _repeated_space(letters: npt.NDArray[np.int32]) -> npt.NDArray[np.bool_]:
    space = letters == SPACE
    repeated = np.zeros(len(letters), np.bool_)
    repeated[1:] = space[1:] & space[:-1]
    return repeated


def _rows(
    letters: npt.NDArray[np.int32], shouted: npt.NDArray[np.bool_], profiles: Profiles
) -> npt.NDArray[np.int32]:
    """Return three rows for each letter: of itself, of the pair and of the triple that it ends."""
    context = np.zeros((3, len(letters)), np.int32)
    context[0], context[1, 1:], context[2, 2:] = letters, letters[:-1], letters[:-2]
    context[0, shouted] = 0
    rare = np.flatnonzero(letters >= COMMON)
    if not len(rare):
        common: npt.NDArray[np.int32] = profiles.common[_keys(context, COMMON)]
        return common.ravel()
    rows = profiles.common[_keys(np.where(context < COMMON, context, 0), COMMON)]
    ends = np.unique(np.minimum(rare[:, None] + np.arange(3), len(letters) - 1))
    rows[ends] = _search(_keys(context[:, ends].astype(np.int64), profiles.base), profiles)
    flat: npt.NDArray[np.int32] = rows.ravel()
    return flat


def _keys(context: npt.NDArray[IntegerT], base: int) -> npt.NDArray[IntegerT]:
    """Return the keys of the n-grams that end at each place, 0 where there is none.

    Args:
        context: the letter, the one before it and the one before that, each a row.
        base: base of the keys.
    """
    last, middle, first = context
    keys = np.empty((len(last), 3), context.dtype)
    np.multiply(last, last != SPACE, out=keys[:, 0])
    np.multiply(middle * base + last, (last > 0) & (middle > 0), out=keys[:, 1])
    whole = (keys[:, 1] > 0) & (middle != SPACE) & (first > 0)
    np.multiply(first * (base * base) + keys[:, 1], whole, out=keys[:, 2])
    return keys


def _search(keys: npt.NDArray[np.int64], profiles: Profiles) -> npt.NDArray[np.int64]:
    place = np.searchsorted(profiles.keys, keys)
    place[place == len(profiles.keys)] = 0
    return np.where(profiles.keys[place] == keys, place, profiles.unknown)
