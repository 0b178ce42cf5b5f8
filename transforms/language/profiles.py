"""langdetect's own n-gram profiles, read once into arrays that serve a whole batch."""

import json
import threading
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from transforms.language.letters import CODE_POINTS, normalized_code_points, upper_case

_SMOOTHING = 0.5 / 10_000  # ALPHA_DEFAULT / BASE_FREQ in langdetect 1.0.9's detector.py
# Log probabilities are whole numbers of 1/512, so that their sums are exact in any order: a text's answer
# must not depend on the batch it comes in.
_STEPS = np.float32(512)
COMMON = 64  # letters that have a place in the dense table: 64³ entries of 4 bytes, 1 MB
SPACE = 1  # letter 0 is any that no profile knows
_LOADING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Profiles:
    """What the model knows, ready for look-up.

    Attributes:
        languages: codes as langdetect writes them, sorted.
        letters: code point → number of the letter; 0 unknown, 1 space, most frequent letters first.
        capitals: code point → whether it is a capital.
        base: one more than the highest letter; a key is an n-gram's letters as digits of this base.
        common: keys of base `COMMON` → row of `log_probability`, for n-grams of common letters.
        keys: every n-gram's key, ascending; its place is its row of `log_probability`.
        log_probability: n-grams + 1 by languages; the last row, for n-grams unknown, is zero.
        expectation: what an n-gram of a text in each language has as its log probability on average;
            minus infinity for languages that are not written in Latin letters.
    """

    languages: tuple[str, ...]
    letters: npt.NDArray[np.int32]
    capitals: npt.NDArray[np.bool_]
    base: int
    common: npt.NDArray[np.int32]
    keys: npt.NDArray[np.int64]
    log_probability: npt.NDArray[np.float32]
    expectation: npt.NDArray[np.float64]

    @property
    def unknown(self) -> int:
        """Row of an n-gram that no profile has."""
        return len(self.keys)


def load_profiles() -> Profiles:
    """Return langdetect's 55 profiles; read on the first call (0.3 s), by one thread."""
    with _LOADING:
        return _load()


@cache
def _load() -> Profiles:
    stored = sorted(files("langdetect").joinpath("profiles").iterdir(), key=lambda entry: entry.name)
    profiles = [json.loads(entry.read_bytes()) for entry in stored]
    codes = _code_points([gram for profile in profiles for gram in profile["freq"]])
    letters = _number_letters(codes)
    base = int(letters.max()) + 1
    keys, first, rows = np.unique(_keys(letters[codes], base), return_index=True, return_inverse=True)
    normalized = normalized_code_points()
    table = _log_probabilities(profiles, rows, len(keys))
    return Profiles(
        languages=tuple(profile["name"] for profile in profiles),
        letters=letters[normalized],
        capitals=upper_case(normalized),
        base=base,
        common=_common_table(letters[codes[first]]),
        keys=keys,
        log_probability=table,
        expectation=_expectations(table, int(np.searchsorted(keys, letters[ord("a")]))),
    )


def _code_points(grams: list[str]) -> npt.NDArray[np.uint32]:
    """Return n-grams by three code points, zeros behind the shorter ones."""
    return np.array(grams, "<U3").view(np.uint32).reshape(-1, 3)


def _number_letters(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.int32]:
    """Number letters from 2 on, ASCII first, then by how many n-grams hold them; the space is 1."""
    holders, number = np.unique(codes[codes > ord(" ")], return_counts=True)
    ranked = holders[np.lexsort((holders, -number, holders > 0x7F))]
    letters = np.zeros(CODE_POINTS, np.int32)
    letters[ord(" ")] = SPACE
    letters[ranked] = np.arange(len(ranked)) + SPACE + 1
    return letters


def _keys(letters: npt.NDArray[np.int32], base: int) -> npt.NDArray[np.int64]:
    """Return n-grams as numbers of base `base`: the letters are its digits."""
    key = letters[:, 0].astype(np.int64)
    for column in (1, 2):
        key = np.where(letters[:, column] > 0, key * base + letters[:, column], key)
    return key


def _common_table(letters: npt.NDArray[np.int32]) -> npt.NDArray[np.int32]:
    """Return the rows of n-grams of common letters by their keys of base `COMMON`."""
    table = np.full(COMMON**3, len(letters), np.int32)
    rows = np.flatnonzero((letters < COMMON).all(1))
    table[_keys(letters[rows], COMMON)] = rows
    return table


def _log_probabilities(
    profiles: list[dict[str, Any]], rows: npt.NDArray[np.int64], known: int
) -> npt.NDArray[np.float32]:
    probability = np.zeros((known + 1, len(profiles)), np.float32)
    start = 0
    for column, profile in enumerate(profiles):
        freq: dict[str, int] = profile["freq"]
        lengths = np.fromiter(map(len, freq), np.int64, len(freq))
        share = np.fromiter(freq.values(), float, len(freq)) / np.array(profile["n_words"])[lengths - 1]
        probability[rows[start : start + len(freq)], column] = share
        start += len(freq)
    table: npt.NDArray[np.float32] = np.round(np.log(probability + np.float32(_SMOOTHING)) * _STEPS) / _STEPS
    table[-1] = 0.0
    return table


def _expectations(table: npt.NDArray[np.float32], row_of_a: int) -> npt.NDArray[np.float64]:
    """Return the negative entropy of each language's n-grams, those of one, two and three letters alike.

    For scripts other than the Latin it is minus infinity: few languages share them, and texts mix them with
    Latin words.
    """
    probability = np.exp(table[:-1].astype(float)) - _SMOOTHING
    expected = (probability * table[:-1]).sum(0) / probability.sum(0)
    return np.where(probability[row_of_a] > _SMOOTHING, expected, -np.inf)
