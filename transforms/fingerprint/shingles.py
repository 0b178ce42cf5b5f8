"""Hashes runs of neighbouring words, the units in which texts are compared."""

from typing import NamedTuple

import numpy as np

from transforms.words.compiled import compiled
from transforms.words.kernel import Hashes, Offsets, mix

SHINGLE_WORDS = 3
"""Words a shingle: of texts with 1 to 10 % of their words edited, 3 keep nearly all above Jaccard 0.5;
with 5 one in five falls below it."""

# Odd, so that multiplying loses nothing: 2^64 divided by the golden ratio (Knuth, TAOCP 3, 6.4).
STEP = np.uint64(0x9E3779B97F4A7C15)


class Runs(NamedTuple):
    """Hashes, text by text: those of text ``i`` are ``hashes[offsets[i]:offsets[i + 1]]``."""

    hashes: Hashes
    offsets: Offsets


@compiled
def hash_runs(words: Runs, size: int) -> Runs:
    """Return one hash for every run of `size` words; a text of fewer words has none.

    The hash is a polynomial in `STEP` that rolls along the text (Karp and Rabin 1987).
    """
    texts = len(words.offsets) - 1
    runs = np.empty(len(words.hashes), np.uint64)
    bounds = np.zeros(texts + 1, np.int64)
    leaving = np.uint64(1)  # STEP to the power of size, the weight with which a word leaves the sum
    for _ in range(size):
        leaving = leaving * STEP
    count = 0
    for text in range(texts):
        begin, end = words.offsets[text], words.offsets[text + 1]
        state = np.uint64(0)
        for at in range(begin, end):
            state = state * STEP + words.hashes[at]
            if at - begin >= size:
                state -= leaving * words.hashes[at - size]
            if at - begin >= size - 1:
                runs[count] = mix(state)
                count += 1
        bounds[text + 1] = count
    return Runs(runs[:count], bounds)
