"""Fits a linear model on a team's own labels and says how far it can be trusted.

>>> texts = ["gol di stadion", "laga dan gol", "harga saham naik", "bank dan saham"] * 3
>>> labels = ["bola", "bola", "bisnis", "bisnis"] * 3
>>> model, report = train(texts, labels, folds=3)
>>> model.classes, [line.f1 for line in report]
(('bisnis', 'bola'), [1.0, 1.0])
"""

from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from news.errors import InputError
from news.identity import digest
from transforms.topics.features import (
    BITS,
    Floats,
    Numbers,
    Sparse,
    count_grams,
    join,
    rarity,
    score_topics,
    weigh,
)
from transforms.topics.lexicon import Lexicon, load_lexicon
from transforms.topics.model import TopicModel, sigmoid

# In cross-validation on two outlets, half or twice of any of these moves macro-F1 by less than 0.01.
_PENALTY = 1e-6  # L2, a step
_EPOCHS = 12
_UPDATES = 400  # at least, so that a few dozen labels are learned too
_BATCH = 16
_STEP = 0.5
_BALANCE = 0.5  # of the power that would give every class the same say
_LEAST_TEXTS = 2  # words of a single text tell nothing about the next one


@dataclass(frozen=True, slots=True)
class ClassReport:
    """How well a class was found in texts that its model had not seen.

    Attributes:
        label: the class.
        articles: texts with this label.
        precision: share of what was called so that is.
        recall: share of what is so that was called so.
        f1: harmonic mean of both.
    """

    label: str
    articles: int
    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Material:
    """What is learned from: counts of words and scores of the lexicon, a row a text."""

    counts: Sparse
    topics: Sparse

    def take(self, chosen: Numbers) -> "Material":
        """Return only the rows `chosen`."""
        return Material(self.counts.take(chosen), self.topics.take(chosen))

    def weighed(self, idf: Floats) -> Sparse:
        """Return the rows that a model multiplies its weights with."""
        return join(weigh(self.counts, idf), self.topics)


def train(
    texts: list[str], labels: list[str], folds: int = 5, lexicon: Lexicon | None = None
) -> tuple[TopicModel, list[ClassReport]]:
    """Return a model of `labels` and its report by cross-validation.

    Args:
        texts: one a labelled article, see `transforms.topics.model.text_of`.
        labels: one label a text: codes of the lexicon or names of the team's own.
        folds: parts of the cross-validation; the split is by digest of the text, the same in every run.
        lexicon: its scores stand beside the words, so that few labels go far.

    Raises:
        InputError: texts and labels differ in number, there is but one label, or a label stands on
            fewer than `folds` texts.
    """
    classes = _check(texts, labels, folds)
    material = Material(count_grams(texts), score_topics(texts, lexicon or load_lexicon()))
    gold = np.array([classes.index(label) for label in labels])
    report = _report(
        classes, gold, _cross_validate(material, gold, _fold_of(texts, gold, folds), len(classes))
    )
    idf, weights, bias = _fit(material, gold, len(classes))
    reliability = tuple(line.f1 for line in report)
    return TopicModel(tuple(classes), idf, weights, bias, reliability), report


def _check(texts: list[str], labels: list[str], folds: int) -> list[str]:
    if len(texts) != len(labels):
        raise InputError(f"labels: expected one a text ({len(texts)}), found {len(labels)}; complete them")
    tally = Counter(labels)
    if len(tally) < 2:
        raise InputError(
            f"labels: expected at least two different ones, found {list(tally)}; add another class"
        )
    label, least = min(tally.items(), key=lambda pair: (pair[1], pair[0]))
    if least < folds:
        raise InputError(
            f"label {label!r}: expected at least {folds} texts, found {least}; add some or drop it"
        )
    return sorted(tally)


def _fold_of(texts: list[str], gold: Numbers, folds: int) -> Numbers:
    """Deal the texts of each class out to the folds in the order of their digests."""
    order = np.lexsort((np.array([digest(text) for text in texts]), gold))
    fold = np.empty(len(texts), np.int64)
    fold[order] = np.arange(len(texts)) % folds
    return fold


def _cross_validate(material: Material, gold: Numbers, fold: Numbers, classes: int) -> Numbers:
    found = np.empty_like(gold)
    for part in np.unique(fold):
        idf, weights, bias = _fit(material.take(np.flatnonzero(fold != part)), gold[fold != part], classes)
        held_out = np.flatnonzero(fold == part)
        found[held_out] = (material.take(held_out).weighed(idf).dot(weights) + bias).argmax(axis=1)
    return found


def _fit(material: Material, gold: Numbers, classes: int) -> tuple[Floats, Floats, Floats]:
    """Return rarity, weights and bias that minimise the logistic loss, classes weighted to equal shares."""
    idf = rarity(material.counts)
    idf[np.bincount(material.counts.columns, minlength=1 << BITS) < _LEAST_TEXTS] = 0.0
    weighed = material.weighed(idf)
    used, places = np.unique(weighed.columns, return_inverse=True)
    rows = Sparse(weighed.starts, places, weighed.values)
    target = np.zeros((len(gold), classes))
    target[np.arange(len(gold)), gold] = 1.0
    share = (len(gold) / classes / target.sum(axis=0)) ** _BALANCE
    small, bias = _descend(rows, target, share[gold], len(used))
    weights = np.zeros((1 << BITS, classes))
    weights[used] = small
    return idf, weights, bias


def _descend(rows: Sparse, target: Floats, share: Floats, buckets: int) -> tuple[Floats, Floats]:
    """Step down in small batches, each weight at its own pace (AdaGrad; Duchi et al., JMLR 12, 2011)."""
    weights, pace = np.zeros((buckets, target.shape[1])), np.full((buckets, target.shape[1]), 1e-8)
    bias = np.zeros(target.shape[1])
    order = np.random.default_rng(0)
    batches = -(-len(target) // _BATCH)
    for epoch in range(max(_EPOCHS, _UPDATES // batches)):
        for batch in np.array_split(order.permutation(len(target)), batches):
            part = rows.take(batch)
            error = (sigmoid(part.dot(weights) + bias) - target[batch]) * share[batch, None]
            columns, slope = _slope(part, error)
            slope += _PENALTY * weights[columns]
            pace[columns] += slope**2
            weights[columns] -= _STEP * slope / np.sqrt(pace[columns])
            bias -= _STEP / (epoch + 1) * error.mean(axis=0)
    return weights, bias


def _slope(rows: Sparse, error: Floats) -> tuple[Numbers, Floats]:
    """Return the buckets of a batch and the slope of its loss along each."""
    columns, places = np.unique(rows.columns, return_inverse=True)
    entries = rows.rows
    slopes = [
        np.bincount(places, rows.values * error[entries, n], len(columns)) for n in range(error.shape[1])
    ]
    return columns, np.stack(slopes, axis=1)


def _report(classes: list[str], gold: Numbers, found: Numbers) -> list[ClassReport]:
    return [_class_report(label, gold == number, found == number) for number, label in enumerate(classes)]


def _class_report(label: str, gold: NDArray[np.bool_], found: NDArray[np.bool_]) -> ClassReport:
    hits = int((gold & found).sum())
    precision = hits / max(int(found.sum()), 1)
    recall = hits / max(int(gold.sum()), 1)
    f1 = 2 * hits / (int(found.sum()) + int(gold.sum()))
    return ClassReport(label, int(gold.sum()), round(precision, 4), round(recall, 4), round(f1, 4))
