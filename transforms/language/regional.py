"""The second step: which language of the archipelago it is, where langdetect only knows Indonesian."""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import yaml

from transforms.language.counting import WordCounts, shipped_counts
from transforms.language.malay import ending_weights, phrase_weights, word_weights
from transforms.language.words import AFFIX_KEYS, Words, affix_key, pair_keys, take_words, word_keys

INDONESIAN, MALAY = "id", "ms"
_HINT = 4  # sentences that a word written down for a language counts for beyond those it was seen in
_WORD_PRIOR, _AFFIX_PRIOR = 0.3, 1.0  # added to each count (Lidstone's smoothing)
_WORD_CAP, _AFFIX_CAP = 4.5, 2.0  # no word decides alone
_AFFIX_SHARE = 0.8  # beginning and ending of a word say partly the same
_SILENT = -0.05  # what a word that neither list has says for Malay: Malay text has listed words more often
_FIRST_BITS = 16  # of a key, by which it is looked up
_REST = np.uint64(64 - _FIRST_BITS)
_LOADING = threading.Lock()

Rows = Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What each word says for each language against Indonesian, in natural logarithms of odds.

    Attributes:
        languages: BCP 47 tags, in the order of the columns; Indonesian is not among them.
        keys: number of each listed word, ascending.
        first: for the first bits of a key, the place from which on such keys stand.
        crowd: most keys that begin with the same bits.
        words: listed words by languages.
        beginnings: numbers of three letters by languages, zero where nothing is known.
        endings: likewise.
        pairs: number of each listed pair of words, ascending.
        pair_weights: what each says for Malay.
    """

    languages: tuple[str, ...]
    keys: npt.NDArray[np.uint64]
    first: npt.NDArray[np.int64]
    crowd: int
    words: npt.NDArray[np.float64]
    beginnings: npt.NDArray[np.float64]
    endings: npt.NDArray[np.float64]
    pairs: npt.NDArray[np.uint64]
    pair_weights: npt.NDArray[np.float64]


def regional_odds(texts: list[str], lexicon: Lexicon) -> npt.NDArray[np.float64]:
    """Return texts by languages: the sum of what the distinct words of a text say against Indonesian.

    A word that no list has is judged by its first and last three letters.
    """
    words = take_words(texts)
    place = _find(words.key, lexicon)
    listed, others = np.flatnonzero(place >= 0), np.flatnonzero(place < 0)
    evidence = np.empty((len(place), len(lexicon.languages)))
    evidence[listed] = lexicon.words[place[listed]]
    evidence[others] = lexicon.beginnings[words.beginning[others]] + lexicon.endings[words.ending[others]]
    evidence[evidence[:, 0] == 0, 0] = _SILENT
    sums = np.stack([np.bincount(words.text, column, len(texts)) for column in evidence.T], 1)
    odds: npt.NDArray[np.float64] = sums.astype(np.float64)  # of no words NumPy makes whole numbers
    odds[:, 0] += _phrase_odds(words, lexicon, len(texts))
    return odds


def _phrase_odds(words: Words, lexicon: Lexicon, texts: int) -> npt.NDArray[np.float64]:
    """Return for each text what its distinct listed pairs of words say for Malay."""
    place = np.minimum(np.searchsorted(lexicon.pairs, words.pair_key), len(lexicon.pairs) - 1)
    met = np.flatnonzero(lexicon.pairs[place] == words.pair_key)
    once = np.unique(words.pair_text[met] * len(lexicon.pairs) + place[met])
    text, pair = np.divmod(once, len(lexicon.pairs))
    odds: npt.NDArray[np.float64] = np.bincount(text, lexicon.pair_weights[pair], texts).astype(np.float64)
    return odds


def _find(wanted: npt.NDArray[np.uint64], lexicon: Lexicon) -> npt.NDArray[np.int64]:
    """Return the row of each of `wanted`, -1 where it is not listed.

    Keys are spread evenly, so their first bits tell within a few places where one stands; a binary search
    would miss the cache at each of its steps.
    """
    begin = lexicon.first[wanted >> _REST]
    found = np.full(len(wanted), -1)
    for step in range(lexicon.crowd):
        place = np.minimum(begin + step, len(lexicon.keys) - 1)
        found = np.where(lexicon.keys[place] == wanted, place, found)
    return found


def shipped_lexicon() -> Lexicon:
    """Return the lexicon of the counts and lists that ship with Warta; made once, by one thread."""
    with _LOADING:
        return _shipped_lexicon()


@cache
def _shipped_lexicon() -> Lexicon:
    return make_lexicon(shipped_counts())


def make_lexicon(counts: WordCounts) -> Lexicon:
    """Weigh words by their counts in each language, and Malay against Indonesian by the written lists."""
    order = sorted(range(len(counts.languages)), key=lambda column: counts.languages[column] != INDONESIAN)
    tags = [counts.languages[column] for column in order]
    weights, phrases, hints = word_weights(), phrase_weights(), _hints()
    words = list(dict.fromkeys((*counts.words, *weights, *hints)))
    malay = np.array([weights.get(word, 0.0) for word in words])
    hinted = np.array([[tag in hints.get(word, ()) for tag in tags] for word in words])
    hinted[:, 0] |= malay < 0
    keys = word_keys(words)
    ascending = np.argsort(keys)
    pairs = pair_keys(list(phrases))
    pairs_ascending = np.argsort(pairs)
    first = np.searchsorted(keys[ascending], np.arange(1 << _FIRST_BITS, dtype=np.uint64) << _REST)
    return Lexicon(
        (MALAY, *tags[1:]),
        keys[ascending],
        first,
        int(np.diff(first, append=len(keys)).max()),
        np.column_stack([malay, _word_odds(counts.words, words, order, hinted)])[ascending],
        _affix_odds(counts.beginnings, order, {}),
        _affix_odds(counts.endings, order, ending_weights()),
        pairs[pairs_ascending],
        np.array(list(phrases.values()))[pairs_ascending],
    )


def _hints() -> dict[str, list[str]]:
    """Return, for each word that carries a language's grammar, the tags of the languages that have it."""
    text = files(__package__).joinpath("function_words.yaml").read_text(encoding="utf-8")
    hints: dict[str, list[str]] = {}
    for tag, words in yaml.safe_load(text).items():
        for word in words.split():
            hints.setdefault(word, []).append(tag)
    return hints


def _word_odds(
    rows: Rows, words: list[str], order: list[int], hinted: npt.NDArray[np.bool_]
) -> npt.NDArray[np.float64]:
    """Return words by languages; what is listed as Malay and was never counted says nothing of the others."""
    nowhere = [0] * len(order)
    table = np.array([rows.get(word, nowhere) for word in words], float)[:, order]
    table += _HINT * hinted
    counted = table.any(1)
    odds = np.zeros((len(words), len(order) - 1))
    odds[counted] = _log_odds(table[counted], _WORD_PRIOR, _WORD_CAP)
    return odds


def _affix_odds(rows: Rows, order: list[int], malay: Mapping[str, float]) -> npt.NDArray[np.float64]:
    """Return numbers of three letters by languages, Malay first."""
    table = np.zeros((AFFIX_KEYS, len(order)))
    counts = np.array(list(rows.values()), float)[:, order]
    table[[affix_key(letters) for letters in rows], 1:] = _AFFIX_SHARE * _log_odds(
        counts, _AFFIX_PRIOR, _AFFIX_CAP
    )
    for letters, weight in malay.items():
        table[affix_key(letters), 0] = weight
    return table


def _log_odds(table: npt.NDArray[np.float64], prior: float, cap: float) -> npt.NDArray[np.float64]:
    """Return rows by languages: how much likelier a row is in each language than in the first."""
    share = np.log((table + prior) / (table.sum(0) + prior * len(table)))
    odds: npt.NDArray[np.float64] = np.clip(share[:, 1:] - share[:, :1], -cap, cap)
    return odds
