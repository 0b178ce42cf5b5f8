"""The distinct words of many texts at once, as numbers that a table can be asked for."""

import unicodedata
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from transforms.language.letters import CODE_POINTS
from transforms.language.ngrams import code_points

_ALPHABET = 27  # a to z, and one more for every other Latin letter
AFFIX = 3  # letters of a beginning or an ending
_NEIGHBOUR = (
    2  # from a word's last letter to the next word's first: a space or a hyphen between; texts lie further
)
_LONGEST = 40  # letters of a word that count
_FACTOR = 0x9E3779B97F4A7C15  # odd, near 2⁶⁴ over the golden ratio: spreads keys (Knuth, TAOCP 3, 6.4)
_TEXT_FACTOR = 0xC2B2AE3D27D4EB4F  # odd and no power of the other, or a text could take a letter's place
_POWERS = np.array([pow(_FACTOR, place, 1 << 64) for place in range(1, _LONGEST + 1)], np.uint64)


@dataclass(frozen=True, slots=True)
class Words:
    """Each distinct word of each text once, texts in no order.

    Attributes:
        text: which text the word stands in.
        key: number of the word, see `word_keys`.
        beginning: number of its first three letters, 0 if it is shorter than four.
        ending: number of its last three letters, likewise.
        pair_text: which text a pair of neighbours stands in; pairs are not made distinct.
        pair_key: number of the pair, see `pair_keys`.
    """

    text: npt.NDArray[np.int64]
    key: npt.NDArray[np.uint64]
    beginning: npt.NDArray[np.int64]
    ending: npt.NDArray[np.int64]
    pair_text: npt.NDArray[np.int64]
    pair_key: npt.NDArray[np.uint64]


def folded_letters() -> npt.NDArray[np.uint8]:
    """Return, for each code point, its letter without case and accents: 1 to 26, 27, or 0 for none.

    >>> table = folded_letters()
    >>> int(table[ord("é")]), int(table[ord("E")]), int(table[ord("'")])
    (5, 5, 0)
    """
    table = np.zeros(CODE_POINTS, np.uint8)
    for code in (*range(0x250), *range(0x1E00, 0x1F00)):
        letter = unicodedata.normalize("NFD", chr(code).lower())[0]
        if letter.isalpha():
            table[code] = ord(letter) - ord("a") + 1 if "a" <= letter <= "z" else _ALPHABET
    return table


_FOLDED = folded_letters()


def split_words(text: str) -> list[str]:
    """Return the words of `text` as the tables write them: a to z, without case and accents.

    Words of one letter and words with other letters are left out.

    >>> split_words("Pamaréntah Kabupatén A 24")
    ['pamarentah', 'kabupaten']
    """
    codes, _ = code_points([text])
    folded = (_FOLDED[codes] + ord("a") - 1).tobytes().decode("ascii")
    return [word for word in folded.split(chr(ord("a") - 1)) if len(word) > 1 and word.isalpha()]


def word_keys(words: list[str]) -> npt.NDArray[np.uint64]:
    """Return the numbers that stand for `words`, of two letters or more each, in `Words.key`."""
    letters = _FOLDED[code_points(words)[0]]
    return _keys(letters, *_spans(letters))


def pair_keys(phrases: list[str]) -> npt.NDArray[np.uint64]:
    """Return the numbers that stand for `phrases`, two words each, in `Words.pair_key`."""
    words = word_keys([word for phrase in phrases for word in phrase.split()])
    return _pair(words[::2], words[1::2])


def _pair(left: npt.NDArray[np.uint64], right: npt.NDArray[np.uint64]) -> npt.NDArray[np.uint64]:
    return left * np.uint64(_TEXT_FACTOR) + right


def affix_key(letters: str) -> int:
    """Return the number that stands for three letters in `Words.beginning` and `Words.ending`."""
    first, middle, last = (int(_FOLDED[ord(letter)]) for letter in letters)
    return (first * (_ALPHABET + 1) + middle) * (_ALPHABET + 1) + last


AFFIX_KEYS = (_ALPHABET + 1) ** AFFIX


def take_words(texts: list[str]) -> Words:
    """Return the distinct words of two letters or more of each text, case and accents folded."""
    codes, starts = code_points(texts)
    letters = _FOLDED[codes]
    first, last = _spans(letters)
    key = _keys(letters, first, last)
    text = np.searchsorted(starts, first, side="right") - 1
    close = np.flatnonzero(first[1:] - last[:-1] == _NEIGHBOUR)
    pair_text, pair_key = text[close], _pair(key[close], key[close + 1])
    _, once = np.unique(key + text.astype(np.uint64) * np.uint64(_TEXT_FACTOR), return_index=True)
    first, last = first[once], last[once]
    long = last - first >= AFFIX
    return Words(
        text[once],
        key[once],
        np.where(long, _triple(letters, first), 0),
        np.where(long, _triple(letters, np.maximum(last - AFFIX + 1, 0)), 0),
        pair_text,
        pair_key,
    )


def _spans(letters: npt.NDArray[np.uint8]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return where each word begins and where its last letter is; words of one letter are left out."""
    inside = np.concatenate([[False], letters > 0, [False]])
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    first, last = edges[::2], edges[1::2] - 1
    kept = last > first
    return first[kept], last[kept]


def _keys(
    letters: npt.NDArray[np.uint8], first: npt.NDArray[np.int64], last: npt.NDArray[np.int64]
) -> npt.NDArray[np.uint64]:
    lengths = np.minimum(last - first + 1, _LONGEST)
    ends = np.cumsum(lengths)
    place = np.arange(ends[-1] if len(ends) else 0) - np.repeat(ends - lengths, lengths)
    products = letters[np.repeat(first, lengths) + place] * _POWERS[place]
    return np.add.reduceat(products, ends - lengths) if len(ends) else np.zeros(0, np.uint64)


def _triple(letters: npt.NDArray[np.uint8], start: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """Return the numbers of the three letters from `start` on; garbage where a word has fewer."""
    last = len(letters) - 1
    first, middle, third = (letters[np.minimum(start + step, last)].astype(np.int64) for step in range(AFFIX))
    return (first * (_ALPHABET + 1) + middle) * (_ALPHABET + 1) + third
