"""langdetect's naive Bayes over every n-gram of a text instead of a random sample of them."""

import numpy as np
import numpy.typing as npt

from transforms.language.ngrams import Grams
from transforms.language.profiles import Profiles

_BLOCK = 32  # texts whose n-grams are counted in one table: 32 by some 6,000 fits the cache
_ONE_THREAD = 1 << 18  # multiply-adds up to which OpenBLAS starts no threads (GEMM_MULTITHREAD_THRESHOLD)


def log_likelihoods(
    grams: Grams, profiles: Profiles
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Return texts by languages: the sum of the log probabilities of a text's n-grams; and their numbers.

    The formula is that of `Detector._update_lang_prob` in langdetect 1.0.9 at its mean `alpha`, every
    n-gram taken once for each time it stands in the text.
    """
    texts = len(grams.bounds) - 1
    sums = np.zeros((texts, len(profiles.languages)))
    numbers = np.zeros(texts, np.int64)
    for first in range(0, texts, _BLOCK):
        block = slice(first, min(first + _BLOCK, texts))
        counts, rows = _count(grams, block, profiles.unknown)
        sums[block] = _product(counts, profiles.log_probability[rows])
        numbers[block] = counts.sum(1)
    return sums, numbers


def _count(grams: Grams, block: slice, unknown: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Return texts by n-grams of one block, and the rows of those n-grams."""
    bounds = grams.bounds[block.start : block.stop + 1]
    rows = grams.rows[bounds[0] : bounds[-1]]
    present = np.zeros(unknown + 1, np.bool_)
    present[rows] = True
    present[unknown] = False
    distinct = np.flatnonzero(present)
    width = len(distinct) + 1
    place = np.empty(unknown + 1, np.int64)
    place[distinct] = np.arange(width - 1)
    place[unknown] = width - 1
    text = np.repeat(np.arange(len(bounds) - 1) * width, np.diff(bounds))
    cells = np.bincount(text + place[rows], minlength=(len(bounds) - 1) * width)
    return cells.reshape(-1, width)[:, :-1].astype(np.float32), distinct


def _product(counts: npt.NDArray[np.float32], table: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
    """Return `counts @ table` in steps so small that one core does the work.

    Threads that the library starts by itself would wait for each other on cores that other tasks use.
    """
    step = max(1, _ONE_THREAD // (counts.shape[0] * table.shape[1]))
    total = np.zeros((counts.shape[0], table.shape[1]))
    for first in range(0, len(table), step):
        total += counts[:, first : first + step] @ table[first : first + step]
    return total
