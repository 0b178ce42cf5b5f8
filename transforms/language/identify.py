"""Which language a text is in, and how sure that is: both steps weighed together."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from transforms.language.bayes import log_likelihoods
from transforms.language.ngrams import take_ngrams
from transforms.language.profiles import Profiles, load_profiles
from transforms.language.regional import INDONESIAN, MALAY, Lexicon, regional_odds, shipped_lexicon

UNDETERMINED = "und"  # BCP 47 (RFC 5646, section 4.1)
_TAGS = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}  # langdetect's codes that BCP 47 writes otherwise
_TEXTS_AT_ONCE = 1_024

# Chosen on sentences held out, as benchmarks/quality.py measures them; n-grams overlap, so that what
# one says is said some five times.
_NGRAM_TEMPERATURE = 5.0
_NEAR, _NEAR_SPREAD = 0.25, 2.5  # log odds an n-gram up to which a text may be in a relative of Indonesian
_MALAY_PRIOR, _REGIONAL_PRIOR = -1.1, -1.5  # log odds against Indonesian before a word is read
_SAID = (0.0, 0.35, 0.5, 0.6, 0.7, 0.85, 0.95, 0.99, 1.0)
_RIGHT = (0.0, 0.35, 0.58, 0.72, 0.9, 0.95, 0.98, 0.99, 0.999)
_SURE = 0.5  # below it the answer is likelier wrong than right
_MISFIT, _MISFIT_SPREAD = -0.75, -4.0  # of the log probability of an n-gram; the latter by 1/√(n-grams)


def identify(texts: Sequence[str]) -> list[tuple[str, float]]:
    """Return the language of each text as a BCP 47 tag, and the probability that it is right.

    `und` where no language is likelier than not; with probability 0 where there is nothing to read.
    """
    answers: list[tuple[str, float]] = []
    for first in range(0, len(texts), _TEXTS_AT_ONCE):
        answers += _identify(list(texts[first : first + _TEXTS_AT_ONCE]))
    return answers


def _identify(texts: list[str]) -> list[tuple[str, float]]:
    profiles, lexicon = load_profiles(), shipped_lexicon()
    tags = [_TAGS.get(code, code) for code in profiles.languages] + list(lexicon.languages)
    probability = probabilities(texts, profiles, lexicon)
    scores = np.interp(probability.max(1), _SAID, _RIGHT)
    return [
        (tags[place] if score >= _SURE else UNDETERMINED, round(float(score), 4))
        for place, score in zip(probability.argmax(1), scores, strict=True)
    ]


def probabilities(texts: list[str], profiles: Profiles, lexicon: Lexicon) -> npt.NDArray[np.float64]:
    """Return texts by languages, langdetect's first and the region's after them.

    Both steps speak in odds against Indonesian, which both know. A row is zero where a text has nothing to
    read or is in a language that fits no profile.
    """
    sums, numbers = log_likelihoods(take_ngrams(texts, profiles), profiles)
    base = profiles.languages.index(INDONESIAN)
    odds = sums - sums[:, [base]]
    near = np.flatnonzero((odds.max(1) <= _NEAR * numbers + _NEAR_SPREAD * np.sqrt(numbers)) & (numbers > 0))
    regional = np.full((len(texts), len(lexicon.languages)), -np.inf)
    if len(near):
        prior = np.where(np.array(lexicon.languages) == MALAY, _MALAY_PRIOR, _REGIONAL_PRIOR)
        regional[near] = regional_odds([texts[place] for place in near], lexicon) + prior
    joint = _softmax(np.hstack([odds / _NGRAM_TEMPERATURE, regional]))
    by_words = np.isin(joint.argmax(1), [base, *range(odds.shape[1], joint.shape[1])])
    joint[(numbers == 0) | ~(by_words | _fits(sums, numbers, profiles))] = 0.0
    return joint


def _fits(
    sums: npt.NDArray[np.float64], numbers: npt.NDArray[np.int64], profiles: Profiles
) -> npt.NDArray[np.bool_]:
    """Return which texts read as their likeliest language does, by the entropy of its n-grams.

    langdetect names the nearest language it knows even where the text is in none: isiZulu is Swahili to it.
    """
    best = sums.argmax(1)
    count = np.maximum(numbers, 1)
    excess = sums[np.arange(len(sums)), best] / count - profiles.expectation[best]
    fits: npt.NDArray[np.bool_] = excess >= _MISFIT + _MISFIT_SPREAD / np.sqrt(count)
    return fits


def _softmax(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    powers = np.exp(scores - scores.max(1, keepdims=True))
    shares: npt.NDArray[np.float64] = powers / powers.sum(1, keepdims=True)
    return shares
