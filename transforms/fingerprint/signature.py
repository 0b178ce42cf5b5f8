"""MinHash signatures and the band keys drawn from them.

Broder (1997) for MinHash; Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4, for bands:
a pair of Jaccard J shares one of b bands of r rows with probability 1 - (1 - J^r)^b. With 32 bands
of 4 that is 0.87 at J = 0.5, 0.99 at 0.61 and 0.3 at 0.32; what the bands leave out the anchors find.
"""

from functools import cache
from typing import NamedTuple

import numpy as np

from transforms.fingerprint.shingles import STEP
from transforms.words.compiled import compiled
from transforms.words.kernel import Codes, Hashes, mix

PERMUTATIONS = 128
BANDS = 32
_SEED = 1997


class Permutations(NamedTuple):
    """Maps x to multiplier * x + addend modulo 2^32; odd multipliers make each a bijection."""

    multipliers: Codes
    addends: Codes


@cache
def permutations() -> Permutations:
    """Return the permutations of all signatures, the same on every machine."""
    draw = np.random.Generator(np.random.PCG64(_SEED))
    multipliers, addends = draw.integers(0, 2**32, (2, PERMUTATIONS), np.uint32)
    return Permutations(multipliers | np.uint32(1), addends)


@compiled
def minhash(shingles: Hashes, permuted: Permutations, signature: Codes) -> None:
    """Fill `signature` with the least value that each permutation gives to a shingle."""
    signature[:] = 0xFFFFFFFF
    for wide in shingles:
        shingle = np.uint32(wide >> np.uint64(32))
        for row in range(len(signature)):
            value = np.uint32(shingle * permuted.multipliers[row] + permuted.addends[row])
            signature[row] = min(signature[row], value)


@compiled
def band_keys(signature: Codes, keys: Hashes) -> None:
    """Fill `keys` with one 64-bit key a band; the band's number is part of what is hashed."""
    rows = len(signature) // len(keys)
    for band in range(len(keys)):
        state = np.uint64(band + 1)
        for at in range(band * rows, (band + 1) * rows):
            state = state * STEP + np.uint64(signature[at])
        keys[band] = mix(state)
