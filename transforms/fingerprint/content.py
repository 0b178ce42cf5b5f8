"""Computes `news.identity.content_hash` for many articles at once.

Case, white space and compatibility forms are folded by a compiled loop where the text consists of
characters that need no more than that, which is nearly always; any other text takes the long way
through `news.identity`.
"""

import hashlib
import unicodedata
from functools import cache

import numpy as np
import numpy.typing as npt

from news.identity import content_hash, digest
from transforms.words import Texts
from transforms.words.compiled import compiled
from transforms.words.kernel import Bytes, Offsets, decode

_KEPT, _SPACE, _OTHER = 0, 1, 2
_LIMIT = 0x2070
# Ranges in which no character composes with the one before it, so that a text of characters that
# NFKC leaves alone one by one is left alone as a whole (Unicode 15, UAX 15).
_KNOWN = ((0x80, 0x300), (0x2000, _LIMIT))
# What str.split takes for white space in ASCII, and ASCII in lower case with all of that as a space.
_ASCII = "".join(map(chr, range(128)))
_ASCII_SPACE = np.array([character.isspace() for character in _ASCII], np.int64)
_ASCII_FOLD = (
    np.array([" " if sign.isspace() else sign.lower() for sign in _ASCII]).view(np.uint32).astype(np.uint8)
)
_DIGEST_BYTES = len(digest("")) // 2


def content_hashes(headlines: Texts, bodies: Texts) -> list[str]:
    """Return `news.identity.content_hash` of each headline and body."""
    joined, offsets, simple = _fold_pairs(
        headlines.data, headlines.offsets, bodies.data, bodies.offsets, _character_kinds()
    )
    folded = joined.data
    bounds = offsets.tolist()
    return [
        hashlib.blake2b(folded[bounds[row] : bounds[row + 1]], digest_size=_DIGEST_BYTES).hexdigest()
        if easy
        else content_hash(_text(headlines, row), _text(bodies, row))
        for row, easy in enumerate(simple.tolist())
    ]


def _text(texts: Texts, row: int) -> str:
    return texts.data[texts.offsets[row] : texts.offsets[row + 1]].tobytes().decode("utf-8")


@cache
def _character_kinds() -> npt.NDArray[np.uint8]:
    kinds = np.full(_LIMIT, _OTHER, np.uint8)
    for first, limit in _KNOWN:
        for code in range(first, limit):
            kinds[code] = _kind(chr(code))
    return kinds


def _kind(character: str) -> int:
    folded = unicodedata.normalize("NFKC", character).casefold()
    if folded.isspace():
        return _SPACE
    return _KEPT if folded == character and not unicodedata.combining(character) else _OTHER


@compiled
def _fold(data: Bytes, kinds: Bytes, folded: Bytes) -> tuple[int, bool]:
    """Write `data`, folded, to `folded`; return how many bytes that took and whether it could be done.

    Every byte is written, and overwritten by the next if it was a second space: ASCII, nearly all of most
    texts, takes no branch.
    """
    filled = at = 0
    after_space = 1
    while at < len(data):
        byte = data[at]
        if byte < 0x80:
            space = _ASCII_SPACE[byte]
            folded[filled] = _ASCII_FOLD[byte]
            filled += 1 - (space & after_space)
            after_space = space
            at += 1
            continue
        code, width = decode(data, at)
        if code >= len(kinds) or kinds[code] == _OTHER:
            return filled, False
        if kinds[code] == _SPACE:
            folded[filled] = 32
            filled += 1 - after_space
            after_space = 1
        else:
            folded[filled : filled + width] = data[at : at + width]
            filled += width
            after_space = 0
        at += width
    return filled - (after_space if filled > 0 else 0), True


@compiled
def _fold_pairs(
    heads: Bytes, head_offsets: Offsets, bodies: Bytes, body_offsets: Offsets, kinds: Bytes
) -> tuple[Bytes, Offsets, npt.NDArray[np.bool_]]:
    """Fold headlines and bodies, joined by the byte that `news.identity.digest` puts between parts."""
    rows = len(head_offsets) - 1
    room = head_offsets[rows] - head_offsets[0] + body_offsets[rows] - body_offsets[0] + 2 * rows + 1
    folded = np.empty(room, np.uint8)
    offsets = np.zeros(rows + 1, np.int64)
    simple = np.ones(rows, np.bool_)
    filled = 0
    for row in range(rows):
        taken, plain_head = _fold(heads[head_offsets[row] : head_offsets[row + 1]], kinds, folded[filled:])
        filled += taken
        folded[filled] = 0xFF
        filled += 1
        taken, plain_body = _fold(bodies[body_offsets[row] : body_offsets[row + 1]], kinds, folded[filled:])
        filled += taken
        simple[row] = plain_head and plain_body
        offsets[row + 1] = filled
    return folded, offsets, simple
