"""Characters that tell of a broken text: lost ones, mojibake, the same one over and over.

>>> mojibake("Rapat Jumâ€™at di kafÃ© desa")
(5, 2)
"""

import re

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

_RUN = re.compile(r"(\S)\1{20,}")
_NO_LETTERS = bytes(code for code in range(256) if not chr(code).isascii() or not chr(code).isalpha())
_HALF = 0.5  # share of letters that a text is asked for
_BLOCK = 16  # bytes that are looked at together
_SLICE = 2048  # texts at a time, so that what is compared stays small
_CP1252 = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what windows-1252 has at 0x80 to 0x9F
_LATER = rf"[\u0080-\u00BF{_CP1252}]"
_MOJIBAKE = re.compile(
    # A lead byte of UTF-8 and as many later bytes as it promises (RFC 3629), each shown as a character.
    rf"[\u00C2-\u00DF]{_LATER}|[\u00E0-\u00EF]{_LATER}{{2}}|[\u00F0-\u00F4]{_LATER}{{3}}"
)
_CANDIDATE = rf"[\x{{C2}}-\x{{F4}}][\x{{80}}-\x{{BF}}{_CP1252}]"


def mojibake(text: str) -> tuple[int, int]:
    """Return how many characters are UTF-8 read as windows-1252 or Latin-1, and in how many places."""
    found = [match[0] for match in _MOJIBAKE.finditer(text)]
    return sum(map(len, found)), len(found)


def longest_run(text: str) -> int:
    """Return how often one character, no white space, stands in a row at most; 0 for up to 20 times."""
    return max((len(found[0]) for found in _RUN.finditer(text)), default=0)


def character_facts(body: pa.ChunkedArray, length: pa.ChunkedArray) -> dict[str, pa.Array]:
    """Return the shares of letters, of lost characters and of mojibake, and the longest run, of each text."""
    at_least_one = pc.cast(pc.max_element_wise(length, 1), pa.float64())
    characters, places = _mojibake_of(body)
    return {
        "letter_share": pa.array(letter_shares(body, length)),
        "broken_share": pc.divide(pc.cast(pc.count_substring(body, "\ufffd"), pa.float64()), at_least_one),
        "mojibake_share": pc.divide(pa.array(characters, pa.float64()), at_least_one),
        "mojibake_places": pa.array(places),
        "longest_run": pa.array(longest_runs(body)),
    }


def letter_shares(body: pa.ChunkedArray, length: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    """Return the share of each text's characters that are letters or their marks, or at least as many.

    Exact where it may be less than half. Elsewhere the letters of ASCII are counted, which takes no time.
    """
    sizes = np.maximum(length.to_numpy(), 1)
    shares: npt.NDArray[np.float64] = _ascii_letters(body) / sizes
    rows = np.flatnonzero(shares < _HALF)
    exact = pc.replace_substring_regex(body.take(pa.array(rows)), r"[^\p{L}\p{M}]+", "")
    shares[rows] = pc.utf8_length(exact).to_numpy() / sizes[rows]
    return shares


def _ascii_letters(body: pa.ChunkedArray) -> npt.NDArray[np.int64]:
    texts = pc.cast(body, pa.binary()).to_pylist()
    return np.array([len(text.translate(None, _NO_LETTERS)) for text in texts], np.int64)


def _bytes_of(texts: pa.ChunkedArray) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint8]]:
    """Return where each text begins, the end of the last one besides, and the bytes of all."""
    whole = texts.combine_chunks()
    offsets = np.frombuffer(whole.buffers()[1], np.int32)[whole.offset : whole.offset + len(whole) + 1]
    stretch = np.frombuffer(whole.buffers()[2] or b"", np.uint8)[offsets[0] : offsets[-1]]
    return offsets.astype(np.int64) - offsets[0], stretch


def longest_runs(body: pa.ChunkedArray) -> list[int]:
    """Return `longest_run` of each text; only those are searched whose bytes repeat."""
    found = [0] * len(body)
    for start in range(0, len(body), _SLICE):
        texts = body.slice(start, _SLICE)
        for row in _repetitive(*_bytes_of(texts)):
            found[start + row] = longest_run(texts[row].as_py())
    return found


def _repetitive(offsets: npt.NDArray[np.int64], stretch: npt.NDArray[np.uint8]) -> list[int]:
    """Return the rows in which some bytes recur for long with a period of 1 to 4, as a character's do."""
    rows: set[int] = set()
    for period in range(1, 5):
        same = stretch[period:] == stretch[:-period]
        blocks = same[: len(same) // _BLOCK * _BLOCK].reshape(-1, _BLOCK).all(axis=1)
        places = np.flatnonzero(blocks) * _BLOCK
        rows.update((np.searchsorted(offsets, places, side="right") - 1).tolist())
    return sorted(rows)


def _mojibake_of(body: pa.ChunkedArray) -> tuple[list[int], list[int]]:
    characters, places = [0] * len(body), [0] * len(body)
    for row in pc.indices_nonzero(pc.match_substring_regex(body, _CANDIDATE)).to_pylist():
        characters[row], places[row] = mojibake(body[row].as_py())
    return characters, places
