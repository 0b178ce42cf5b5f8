"""The inner loop of word splitting: bytes of UTF-8 in, hashes and places out."""

import numpy as np
import numpy.typing as npt

from transforms.words.compiled import compiled
from transforms.words.folding import ALONE, DIVIDES, IGNORED

Hashes = npt.NDArray[np.uint64]
Offsets = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
Bytes = npt.NDArray[np.uint8]
Codes = npt.NDArray[np.uint32]

# FNV-1a's offset basis and prime (RFC 9923), over characters in place of bytes.
_BASIS = np.uint64(0xCBF29CE484222325)
_PRIME = np.uint64(0x100000001B3)


@compiled
def mix(value: np.uint64) -> np.uint64:
    """Spread every bit over all others: the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
    value = (value ^ (value >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    value = (value ^ (value >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return np.uint64(value ^ (value >> np.uint64(31)))


@compiled
def decode(data: Bytes, at: int) -> tuple[np.int64, int]:
    """Return the code point at byte `at`, not ASCII, and its width in bytes (UTF-8, RFC 3629)."""
    lead = np.int64(data[at])
    if lead < 0xE0:
        return np.int64((lead & 0x1F) << 6 | (data[at + 1] & 0x3F)), 2
    if lead < 0xF0:
        return np.int64((lead & 0x0F) << 12 | (data[at + 1] & 0x3F) << 6 | (data[at + 2] & 0x3F)), 3
    high = (lead & 0x07) << 18 | (data[at + 1] & 0x3F) << 12
    return np.int64(high | (data[at + 2] & 0x3F) << 6 | (data[at + 3] & 0x3F)), 4


@compiled
def _code_at(data: Bytes, at: int, fold: Codes) -> tuple[np.int64, int]:
    """Return what the character at byte `at`, not ASCII, counts as, and its width in bytes."""
    code, width = decode(data, at)
    return (np.int64(fold[code]) if code < len(fold) else np.int64(code | ALONE)), width


@compiled
def _hash_text(data: Bytes, fold: Codes, hashes: Hashes, starts: Places, ends: Places) -> int:
    """Fill `hashes`, `starts` and `ends` with the words of one text; return how many there are.

    One function, because calls inside the loop would take longer than the loop.
    """
    at = count = 0
    while at < len(data):
        start, width, code = at, 1, np.int64(DIVIDES)
        state = _BASIS
        while at < len(data):
            byte = data[at]
            if byte < 0x80:
                if fold[byte] == DIVIDES:
                    break
                state = (state ^ np.uint64(fold[byte])) * _PRIME
                at += 1
                continue
            code, width = _code_at(data, at, fold)
            if code == DIVIDES or code >= ALONE:
                break
            if code != IGNORED:
                state = (state ^ np.uint64(code)) * _PRIME
            at += width
            code, width = np.int64(DIVIDES), 1
        if state != _BASIS:
            hashes[count], starts[count], ends[count] = mix(state), start, at
            count += 1
        if code >= ALONE:
            hashes[count] = mix((_BASIS ^ np.uint64(code - ALONE)) * _PRIME)
            starts[count], ends[count] = at, at + width
            count += 1
        at += width
    return count


@compiled
def hash_words(data: Bytes, offsets: Offsets, fold: Codes) -> tuple[Hashes, Offsets, Places, Places]:
    """Return word hashes, offsets by text, and byte starts and ends within the text.

    Args:
        data: UTF-8, texts end to end.
        offsets: where each text begins; one longer than the texts.
        fold: `transforms.words.folding.fold_table`.
    """
    texts = len(offsets) - 1
    room = (offsets[texts] - offsets[0]) // 2 + texts
    hashes, starts, ends = np.empty(room, np.uint64), np.empty(room, np.int32), np.empty(room, np.int32)
    bounds = np.zeros(texts + 1, np.int64)
    for text in range(texts):
        first = bounds[text]
        found = _hash_text(
            data[offsets[text] : offsets[text + 1]], fold, hashes[first:], starts[first:], ends[first:]
        )
        bounds[text + 1] = first + found
    count = bounds[texts]
    return hashes[:count], bounds, starts[:count], ends[:count]
