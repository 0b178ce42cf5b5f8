"""Blends what a team's model says into what the lexicon says.

A class that is a code of the lexicon gets the mean of both scores, the model's weighted with its
reliability (F1 in cross-validation) and the lexicon's with the rest: a class that the model knows well
is decided by the model, one that it hardly knows stays with the lexicon. A class of the team's own has
no lexicon behind it; its score is probability times reliability, and it is kept from one half on.
"""

import numpy as np

from transforms.topics.lexicon import Lexicon
from transforms.topics.model import TopicModel
from transforms.topics.scoring import Scores

OWN_SCHEME = "own"
OWN_THRESHOLD = 0.5


def predict(texts: list[str], lexicon: Lexicon, model: TopicModel) -> list[dict[str, float]]:
    """Return for each text the probability of each class."""
    rows = model.probabilities(texts, lexicon).tolist()
    return [dict(zip(model.classes, row, strict=True)) for row in rows]


def blend(scores: Scores, probability: list[dict[str, float]], lexicon: Lexicon, model: TopicModel) -> Scores:
    """Return `scores` with the classes that are codes of the lexicon blended in."""
    blended = scores.copy()
    for name, trust in zip(model.classes, model.reliability, strict=True):
        number = lexicon.numbers.get(name)
        if number is not None:
            chance = np.array([chances[name] for chances in probability])
            blended[:, number] = (1 - trust) * scores[:, number] + trust * chance
    return blended


def own_labels(probability: dict[str, float], lexicon: Lexicon, model: TopicModel) -> list[tuple[str, float]]:
    """Return the team's own classes that an article belongs to, with their scores, best first."""
    scored = [
        (name, probability[name] * trust)
        for name, trust in zip(model.classes, model.reliability, strict=True)
        if name not in lexicon.numbers
    ]
    return sorted((pair for pair in scored if pair[1] >= OWN_THRESHOLD), key=lambda pair: -pair[1])
