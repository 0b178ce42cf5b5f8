"""Measures the topics against outlets' own categories.

A category is compared with the best label of each article by `topics_mapping.yaml`, which was written
down before the lexicon was tuned. Articles are split in two by a digest of their text: the lexicon was
tuned on the one half only, figures are of the other. A model trained on the first half's categories is
judged on the second as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from measures.score import Score
from measures.tables import NONE, Pairs, confusion, macro_f1
from measures.texts import rows
from news.identity import digest
from transforms.topics import Lexicon, load_lexicon, train
from transforms.topics.labels import topics_of
from transforms.topics.model import text_of

SETS: dict[str, str] = {"topics": "topics"}
"""Data sets of this measure and where they lie."""

_MAPPING = Path(__file__).parents[1] / "topics_mapping.yaml"
_TRAINED = ("liputan6", "tribun")
_ENOUGH = 0.5  # share of a broader topic's score with which a narrower one takes its place


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article with the category that its outlet gave it."""

    headline: str | None
    body: str
    category: str

    @property
    def tuned_on(self) -> bool:
        """Whether it belongs to the half on which the lexicon was tuned."""
        return int(digest(self.headline or "", self.body)[:2], 16) % 2 == 0

    @property
    def text(self) -> str:
        """What a trained model reads."""
        return text_of(self.headline, self.body)


def measure(data: Path, sets: Iterable[str]) -> list[Score]:
    """Return a figure an outlet, and for two of them one of a trained model."""
    if "topics" not in set(sets):
        return []
    mapping = yaml.safe_load(_MAPPING.read_text(encoding="utf-8"))
    outlets = {name: list(_articles(data / "topics", outlet)) for name, outlet in mapping.items()}
    lexicon = load_lexicon()
    scores = [_untrained(name, articles, mapping[name], lexicon) for name, articles in outlets.items()]
    return scores + [_trained(name, outlets[name], mapping[name], lexicon) for name in _TRAINED]


def _articles(folder: Path, outlet: dict[str, Any]) -> Iterator[Labelled]:
    """Yield the distinct articles of an outlet whose category is measured."""
    seen = set()
    for row in rows(folder / outlet["file"]):
        headline, body = row.get(outlet.get("headline", "")), row[outlet["body"]]
        category = str(row[outlet["category"]])
        if isinstance(body, str) and category in outlet["categories"] and (headline, body) not in seen:
            seen.add((headline, body))
            yield Labelled(headline, body, category)


def _untrained(name: str, articles: list[Labelled], outlet: dict[str, Any], lexicon: Lexicon) -> Score:
    pairs = Counter((one.category, _category(one, outlet, lexicon)) for one in articles if not one.tuned_on)
    return _score(name, pairs, outlet)


def _trained(name: str, articles: list[Labelled], outlet: dict[str, Any], lexicon: Lexicon) -> Score:
    """Train on the one half's categories and judge the other."""
    half = [article for article in articles if article.tuned_on]
    rest = [article for article in articles if not article.tuned_on]
    model, _ = train([one.text for one in half], [one.category for one in half], lexicon=lexicon)
    best = model.probabilities([one.text for one in rest], lexicon).argmax(axis=1)
    found = [model.classes[place] for place in best]
    pairs = Counter((one.category, category) for one, category in zip(rest, found, strict=True))
    return _score(f"{name}:trained", pairs, outlet)


def _score(name: str, pairs: Pairs, outlet: dict[str, Any]) -> Score:
    labels = list(outlet["categories"])
    return Score("topics", name, macro_f1(pairs, labels), pairs.total(), shown=confusion(pairs, labels))


def _category(article: Labelled, outlet: dict[str, Any], lexicon: Lexicon) -> str:
    """Return the category of the best label that the mapping knows.

    A broader topic gives way to a narrower one below it that carries more than half of its score.
    """
    parents = {topic.code: topic.parent for topic in lexicon.topics}
    wanted = {code: name for name, codes in outlet["categories"].items() for code in codes}
    found = []
    for label in topics_of(article.headline, article.body, lexicon):
        line = _ancestry(label.code, parents)
        code = next((code for code in line if code in wanted), None)
        if code is not None:
            found.append((label.score, wanted[code], code, line))
    kept = [
        (score, name)
        for score, name, code, _ in found
        if not any(
            other != name and code in line and more > _ENOUGH * score for more, other, _, line in found
        )
    ]
    return max(kept, default=(0.0, NONE))[1]


def _ancestry(code: str | None, parents: dict[str, str | None]) -> list[str]:
    line = []
    while code is not None:
        line.append(code)
        code = parents[code]
    return line
