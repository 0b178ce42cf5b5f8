"""Measures how often the language is right: against langdetect, between relatives, on whole articles.

Figures about the shipped word counts are cross-validated: five times, counts are made from four fifths of
the parallel sentences and judged on the fifth.
"""

import importlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

import numpy as np
from langdetect import LangDetectException
from langdetect import detector_factory as peer

from measures.score import Miss, Score
from measures.tables import most_common_answers
from measures.texts import news_articles, publisher_texts, rows
from transforms.language.counting import WordCounts, count_words
from transforms.language.frame import frame
from transforms.language.regional import Lexicon, make_lexicon
from transforms.language.words import split_words

SETS: dict[str, str] = {"languages": "languages", "topics": "topics", "publishers": "pages/publishers"}
"""Data sets of this measure and where they lie."""

Answer = tuple[str, str, float]
"""True tag, tag that was answered, score."""

_FOLDS = 5
_COMPARED = 4_000  # texts that langdetect judges as well
_TAGS = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
_BANDS = ((0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 0.999), (0.999, 1.01))

_SENTENCES = Path(__file__).parents[2] / "tests" / "transforms" / "language"
_NEWS = {"id": "indonesian_news.txt", "ms": "malay_news.txt"}

_decide = importlib.import_module("transforms.language.identify")


def measure(data: Path, sets: Iterable[str]) -> list[Score]:
    """Return the figures of the data sets `sets`."""
    there = set(sets)
    scores = []
    if "publishers" in there:
        scores += _beyond_the_model(data)
    if {"publishers", "topics"} <= there:
        scores += _equality(data)
    if "topics" in there:
        scores += _news(data)
    if "languages" in there:
        scores += _relatives(data) + _web_sentences(data) + _written_news()
    return scores


def parallel_sentences(data: Path) -> dict[str, list[str]]:
    """Return the parallel sentences by BCP 47 tag, without the English ones."""
    by_tag: dict[str, list[str]] = defaultdict(list)
    for row in rows(data / "languages" / "nusax_train_valid.jsonl.gz"):
        by_tag[row["lang"]].append(row["text"])
    by_tag.pop("en")
    return dict(sorted(by_tag.items()))


def counts_of(by_tag: Mapping[str, Sequence[str]], kept: Callable[[int], bool]) -> WordCounts:
    """Count the words of the sentences whose place is `kept`."""
    return count_words(
        {
            tag: [split_words(text) for place, text in enumerate(texts) if kept(place)]
            for tag, texts in by_tag.items()
        }
    )


def _beyond_the_model(data: Path) -> list[Score]:
    read = _decide.identify([frame(None, text) for text in publisher_texts(data, beyond=True)])
    undecided = sum(tag == "und" for tag, _ in read)
    return [Score("publishers", "und_beyond_the_model", undecided / len(read), len(read))] if read else []


def _equality(data: Path) -> list[Score]:
    """Compare with seeded langdetect on texts in languages that both know."""
    peer.DetectorFactory.seed = 0
    peer.init_factory()
    paragraphs = [part for text in publisher_texts(data) for part in text.split("\n\n") if len(part) >= 200]
    news = list(news_articles(data))
    every = max(1, 2 * len(news) // _COMPARED)
    sample = [*publisher_texts(data), *paragraphs[: _COMPARED // 2], *news[::every]]
    ours = [tag for tag, _ in _decide.identify([frame(None, text) for text in sample])]
    pairs = zip(ours, map(_langdetect_label, sample), sample, strict=True)
    apart = [
        Miss(1.0, text[:60], f"{mine} where langdetect says {other}")
        for mine, other, text in pairs
        if mine != other
    ]
    return [Score("publishers", "equal_to_langdetect", 1 - len(apart) / len(sample), len(sample), apart)]


def _langdetect_label(text: str) -> str:
    detector = peer._factory.create()
    detector.append(text)
    try:
        code = detector.detect()
    except LangDetectException:
        return "und"
    return _TAGS.get(code, code)


def _news(data: Path) -> list[Score]:
    articles = list(news_articles(data))
    whole = [("id", *answer) for answer in _decide.identify([frame(None, text) for text in articles])]
    news = [part for article in articles[::7] for part in _sentences(article)][::5]
    parts = [("id", *answer) for answer in _decide.identify(news)]
    return [
        Score("topics", "language_of_articles", _recalls(whole)["id"], len(whole), shown=_confusion(whole)),
        Score("topics", "language_of_sentences", _recalls(parts)["id"], len(parts), shown=_confusion(parts)),
    ]


def _relatives(data: Path) -> list[Score]:
    answers = _cross_validate(parallel_sentences(data))
    cases = Counter(tag for tag, _, _ in answers)
    scores = [
        Score("languages", f"parallel_{tag}", recall, cases[tag]) for tag, recall in _recalls(answers).items()
    ]
    error, bands = _reliability(answers)
    calibrated = Score("languages", "calibration", 1 - error, len(answers), shown=bands)
    scores[0] = Score(
        "languages", scores[0].name, scores[0].value, scores[0].cases, shown=_confusion(answers)
    )
    return [*scores, calibrated]


def _web_sentences(data: Path) -> list[Score]:
    held = list(rows(data / "languages" / "lingua_sentences.jsonl.gz"))
    found = _decide.identify([row["text"] for row in held])
    answers = [(row["lang"], *answer) for row, answer in zip(held, found, strict=True)]
    cases = Counter(tag for tag, _, _ in answers)
    remark = f"no floor: most of the sentences labelled ms there are Indonesian\n{_confusion(answers)}"
    return [
        Score("languages", f"web_{tag}", recall, cases[tag], shown=remark if tag == "ms" else "")
        for tag, recall in _recalls(answers).items()
    ]


def _written_news() -> list[Score]:
    """Judge the news sentences that were written for the tests, 196 a language on the same matters."""
    answers = []
    for tag, name in _NEWS.items():
        lines = (_SENTENCES / name).read_text(encoding="utf-8").splitlines()
        answers += [(tag, *answer) for answer in _decide.identify(lines)]
    cases = Counter(tag for tag, _, _ in answers)
    shown = _confusion(answers)
    return [
        Score("languages", f"news_{tag}", recall, cases[tag], shown=shown)
        for tag, recall in _recalls(answers).items()
    ]


def _cross_validate(by_tag: Mapping[str, list[str]]) -> list[Answer]:
    """Return the answer to each parallel sentence, judged by counts that never saw it."""
    answers: list[Answer] = []
    for fold in range(_FOLDS):
        lexicon = make_lexicon(counts_of(by_tag, partial(_is_kept, fold)))
        for tag, texts in by_tag.items():
            answers += [(tag, *answer) for answer in _identified(texts[fold::_FOLDS], lexicon)]
    return answers


def _is_kept(fold: int, place: int) -> bool:
    return place % _FOLDS != fold


def _identified(texts: list[str], lexicon: Lexicon) -> list[tuple[str, float]]:
    shipped = _decide.shipped_lexicon
    _decide.shipped_lexicon = lambda: lexicon
    try:
        answers: list[tuple[str, float]] = _decide.identify(texts)
    finally:
        _decide.shipped_lexicon = shipped
    return answers


def _sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if 60 <= len(part) <= 260]


def _recalls(answers: Sequence[Answer]) -> dict[str, float]:
    hits: dict[str, list[bool]] = defaultdict(list)
    for tag, answer, _ in answers:
        hits[tag].append(tag == answer)
    return {tag: float(np.mean(right)) for tag, right in hits.items()}


def _confusion(answers: Sequence[Answer]) -> str:
    return most_common_answers(Counter((tag, answer) for tag, answer, _ in answers))


def _reliability(answers: Sequence[Answer]) -> tuple[float, str]:
    """Return the expected calibration error, and how often answers of each score are right."""
    decided = [(score, tag == answer) for tag, answer, score in answers if answer != "und"]
    error, lines = 0.0, []
    for low, high in _BANDS:
        held = [(score, right) for score, right in decided if low <= score < high]
        if held:
            said, was = (float(np.mean(values)) for values in zip(*held, strict=True))
            error += len(held) / len(decided) * abs(said - was)
            bounds = f"{low:.3f} to {min(high, 1):.3f}"
            lines.append(f"score {bounds}: {len(held):5} answers, said {said:.3f}, right {was:.3f}")
    return error, "\n".join(lines)
