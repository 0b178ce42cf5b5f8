"""Code points as langdetect's model sees them: one letter for many, a space for what divides words."""

import numpy as np
import numpy.typing as npt
from langdetect.utils.ngram import NGram

CODE_POINTS = 0x10000  # the basic plane; everything beyond it is one unknown letter
_SPACE = ord(" ")

# Unicode blocks that langdetect 1.0.9 (`NGram.normalize`) reads as one letter: first, last, letter.
_BLOCKS = (
    (0x2000, 0x206F, _SPACE),  # General Punctuation
    (0x1EA0, 0x1EFF, 0x1EC3),  # Vietnamese vowels with two marks
    (0x3040, 0x309F, 0x3042),  # Hiragana
    (0x30A0, 0x30FF, 0x30A2),  # Katakana
    (0x3100, 0x312F, 0x3105),  # Bopomofo
    (0x31A0, 0x31BF, 0x3105),  # Bopomofo Extended
    (0xAC00, 0xD7AF, 0xAC00),  # Hangul Syllables
)
_SINGLE = {0x219: 0x15F, 0x21B: 0x163, 0x6CC: 0x64A}  # Romanian comma below, Farsi yeh


def normalized_code_points() -> npt.NDArray[np.uint16]:
    """Return, for each code point of the basic plane, the one that langdetect reads it as.

    >>> table = normalized_code_points()
    >>> chr(table[ord("x")]), chr(table[ord("7")]), chr(table[ord("か")])
    ('x', ' ', 'あ')
    """
    table = np.arange(CODE_POINTS, dtype=np.uint16)
    table[:0x80] = [code if chr(code).isalpha() else _SPACE for code in range(0x80)]
    table[[ord(sign) for sign in NGram.LATIN1_EXCLUDED]] = _SPACE
    for first, last, letter in _BLOCKS:
        table[first : last + 1] = letter
    for code, letter in _SINGLE.items():
        table[code] = letter
    for ideograph, representative in NGram.CJK_MAP.items():
        table[ord(ideograph)] = ord(representative)
    return table


def upper_case(table: npt.NDArray[np.uint16]) -> npt.NDArray[np.bool_]:
    """Return which code points are capitals once `table` has normalised them."""
    capitals = np.fromiter((chr(code).isupper() for code in range(CODE_POINTS)), np.bool_, CODE_POINTS)
    return capitals[table]
