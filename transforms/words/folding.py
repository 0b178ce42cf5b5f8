"""Says of each character whether it belongs to a word, and as which character it counts."""

import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

DIVIDES = 0
"""Not part of any word."""
IGNORED = 1
"""Leaves the word as if it were not there."""
ALONE = 1 << 31
"""Added to the code of a character that is a word by itself."""

_LIMIT = 0x20000  # the planes above hold Han (one word each) and what no news text uses
_JOINERS = {0xAD, 0x200C, 0x200D, 0x2060, 0xFEFF}  # soft hyphen, joiners, byte order mark
_ACCENTS = range(0x300, 0x370)
_SYLLABLES = ((0x3041, 0x30FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF))  # Kana, Han

# Blocks to be asked character by character; in all others every character belongs to words as it is.
_MIXED = ((0, 0x3041), (0xA000, 0xAC00), (0xFB00, 0x10000), (0x1D400, 0x1D800), (0x1F000, _LIMIT))


@cache
def fold_table() -> npt.NDArray[np.uint32]:
    """Return the code of every character below U+20000: divides, ignored, or what it counts as."""
    table = np.arange(_LIMIT, dtype=np.uint32)
    table[0xD800:0xF900] = DIVIDES  # surrogates and private use
    for first, last in _SYLLABLES:
        table[first : last + 1] |= ALONE
    for first, limit in _MIXED:
        for code in range(first, limit):
            table[code] = _fold(code)
    return table


def _fold(code: int) -> int:
    if code in _JOINERS or code in _ACCENTS:
        return IGNORED
    character = chr(code)
    if unicodedata.category(character)[0] not in "LNM":
        return DIVIDES
    if code < 0x80:
        return ord(character.lower())
    return ord(unicodedata.normalize("NFKD", character)[0].lower()[0])
