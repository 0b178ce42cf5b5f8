"""Puts the topics of articles in order and picks the terms that show each of them."""

from typing import NamedTuple

import numpy as np

from transforms.topics.lexicon import Lexicon, Plan
from transforms.topics.matching import Lexis, Met
from transforms.topics.scoring import Scores
from transforms.words.compiled import compiled
from transforms.words.kernel import Offsets, Places

THRESHOLD = 0.25  # a label needs this score; gives 1.6 top-level topics an article
_MOST = 8  # pieces of evidence a topic; more would only repeat what the first ones show


class Ranked(NamedTuple):
    """The labels of articles, best first, and the terms that speak for each.

    Attributes:
        offsets: article ``i`` has the labels ``offsets[i]:offsets[i + 1]``.
        topic: number of each label's topic.
        score: its score.
        leading: for each article its best top-level Media Topic, -1 where it has none.
        pieces: label ``i`` has the terms ``pieces[i]:pieces[i + 1]``.
        place: of each term in `Met`, in reading order.
    """

    offsets: Offsets
    topic: Places
    score: Scores
    leading: Places
    pieces: Offsets
    place: Offsets


def rank(lexicon: Lexicon, met: Met, scores: Scores) -> Ranked:
    """Return the labels of articles with at most `_MOST` terms each, the weightiest where there are more."""
    offsets, topic, score, leading = _rank(scores, lexicon.plan)
    pieces, place = _gather(offsets, topic, met, lexicon.matcher.lexis)
    return Ranked(offsets, topic, score, leading, pieces, place)


@compiled
def _rank(scores: Scores, plan: Plan) -> tuple[Offsets, Places, Scores, Places]:
    """Put the labels of each article in order; of equals the broader first, then the order of the lexicon."""
    texts = len(scores)
    room = 0
    for row in range(texts):
        for topic in range(scores.shape[1]):
            room += scores[row, topic] >= THRESHOLD and plan.labelled[topic]
    topics, values = np.empty(room, np.int32), np.empty(room, np.float64)
    offsets, leading = np.zeros(texts + 1, np.int64), np.full(texts, -1, np.int32)
    filled = 0
    for row in range(texts):
        first = filled
        for narrow in range(2):
            for topic in range(scores.shape[1]):
                value = scores[row, topic]
                if value < THRESHOLD or not plan.labelled[topic] or (plan.roots[topic] != topic) != narrow:
                    continue
                at = filled
                while at > first and values[at - 1] < value:
                    values[at], topics[at] = values[at - 1], topics[at - 1]
                    at -= 1
                values[at], topics[at] = value, topic
                filled += 1
        for at in range(first, filled):
            if plan.schemes[topics[at]] == plan.leading and plan.roots[topics[at]] == topics[at]:
                leading[row] = topics[at]
                break
        offsets[row + 1] = filled
    return offsets, topics, values, leading


@compiled
def _gather(labels: Offsets, topics: Places, met: Met, lexis: Lexis) -> tuple[Offsets, Offsets]:
    """Return for each label the places of its weightiest terms; of equals those that stand first."""
    pieces = np.zeros(len(topics) + 1, np.int64)
    places = np.empty(len(topics) * _MOST, np.int64)
    weights = np.empty(_MOST + 1, np.float64)
    kept = np.empty(_MOST + 1, np.int64)
    filled = 0
    for row in range(len(labels) - 1):
        for label in range(labels[row], labels[row + 1]):
            number = 0
            for place in range(met.offsets[row], met.offsets[row + 1]):
                sense = met.sense[place]
                for entry in range(lexis.starts[sense], lexis.starts[sense + 1]):
                    if lexis.topics[entry] != topics[label]:
                        continue
                    at = number
                    while at > 0 and weights[at - 1] < lexis.weights[entry]:
                        weights[at], kept[at] = weights[at - 1], kept[at - 1]
                        at -= 1
                    weights[at], kept[at] = lexis.weights[entry], place
                    number = min(number + 1, _MOST)
            for piece in range(number):  # in reading order
                at = filled + piece
                while at > filled and places[at - 1] > kept[piece]:
                    places[at] = places[at - 1]
                    at -= 1
                places[at] = kept[piece]
            filled += number
            pieces[label + 1] = filled
    return pieces, places[:filled]
