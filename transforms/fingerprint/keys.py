"""Brings all keys of an article together: the whole text, its bands and its anchors.

One list of keys serves all three because what a key stands for is part of what is hashed. Keys have 40
bits, the last of which is set for anchors: every candidate is verified, so a chance collision costs a look
and nothing else (about 60 for 10,000 articles against a million), and a posting list of them packs into
half the space.
"""

import numpy as np
import pyarrow as pa

from transforms.fingerprint.anchors import RUN_WORDS, WINDOW, winnow
from transforms.fingerprint.shingles import SHINGLE_WORDS, STEP, Runs, hash_runs
from transforms.fingerprint.signature import (
    BANDS,
    PERMUTATIONS,
    Permutations,
    band_keys,
    minhash,
    permutations,
)
from transforms.words import Words
from transforms.words.compiled import compiled
from transforms.words.kernel import Hashes, Places, mix

KEY_BITS = 40
ANCHOR_BIT = np.uint64(1)
SHORT_WORDS = 20
"""A text of fewer words has no bands: what it shares with others may be a turn of phrase. Its only key
is its `content_hash`, headline included, so that only exact copies of it meet."""
EXCERPT_WORDS = 60
"""A text of fewer words has no anchors: no excerpt of it would count."""

_WHOLE, _SHORT, _ANCHOR = np.uint64(1), np.uint64(2), np.uint64(3)


def search_keys(words: Words, contents: Hashes) -> pa.Array:
    """Return the keys of each text as a list column of uint64; the first stands for the whole text.

    Empty texts have none.

    Args:
        words: of the bodies.
        contents: a number for each article's headline and body; it counts for short texts alone.
    """
    hashed = Runs(words.hashes, words.offsets)
    shingles, runs = hash_runs(hashed, SHINGLE_WORDS), hash_runs(hashed, RUN_WORDS)
    values, offsets = _collect(hashed, shingles, runs, contents, permutations())
    return pa.ListArray.from_arrays(pa.array(offsets), pa.array(values))


@compiled
def fold_words(words: Hashes) -> np.uint64:
    """Return one hash of all words in their order."""
    state = _WHOLE
    for word in words:
        state = state * STEP + word
    return mix(state)


@compiled
def _shortened(key: np.uint64) -> np.uint64:
    return key >> np.uint64(64 - KEY_BITS) & ~ANCHOR_BIT


@compiled
def _collect(
    words: Runs, shingles: Runs, runs: Runs, contents: Hashes, permuted: Permutations
) -> tuple[Hashes, Places]:
    texts = len(contents)
    keys = np.empty(len(runs.hashes) + texts * (BANDS + 1), np.uint64)
    bounds = np.zeros(texts + 1, np.int32)
    signature = np.empty(PERMUTATIONS, np.uint32)
    count = 0
    for text in range(texts):
        begin, end = words.offsets[text], words.offsets[text + 1]
        if end - begin >= SHORT_WORDS:
            keys[count] = fold_words(words.hashes[begin:end])
            minhash(shingles.hashes[shingles.offsets[text] : shingles.offsets[text + 1]], permuted, signature)
            band_keys(signature, keys[count + 1 : count + 1 + BANDS])
            for at in range(count, count + 1 + BANDS):
                keys[at] = _shortened(keys[at])
            count += 1 + BANDS
        elif end > begin:
            keys[count] = _shortened(mix(contents[text] ^ _SHORT))
            count += 1
        if end - begin >= EXCERPT_WORDS:
            first = count
            count += winnow(runs.hashes[runs.offsets[text] : runs.offsets[text + 1]], WINDOW, keys[count:])
            for at in range(first, count):
                keys[at] = _shortened(mix(keys[at] ^ _ANCHOR)) | ANCHOR_BIT
        bounds[text + 1] = count
    return keys[:count], bounds
