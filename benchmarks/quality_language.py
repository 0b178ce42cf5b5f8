"""Measures how often the language is right: against langdetect, between relatives, on whole articles.

Every figure about the shipped word counts is cross-validated: five times, counts are made from four
fifths of the parallel sentences and judged on the fifth. `--write-counts` makes the table that ships.
"""

import argparse
import gzip
import importlib
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from langdetect import LangDetectException
from langdetect import detector_factory as peer

from transforms.language.counting import WordCounts, count_words, write_counts
from transforms.language.frame import frame
from transforms.language.regional import Lexicon, make_lexicon, shipped_lexicon
from transforms.language.words import split_words

FOLDS = 5
FLOORS = {
    "equal to seeded langdetect": 0.995,
    "articles id": 0.998,
    "news sentences id": 0.93,
    "parallel id": 0.97,
    "parallel jv": 0.95,
    "parallel su": 0.95,
    "parallel bjn": 0.95,
    "parallel nij": 0.95,
}
ORIGIN = """Numbers of sentences that hold a word, and of rare words with a beginning (abc-) or an ending
(-abc), by language. Counted on the training and validation parts of NusaX (Winata et al., 2023, "NusaX:
Multilingual Parallel Sentiment Dataset for 10 Indonesian Local Languages"; github.com/IndoNLP/nusax), whose
sentences are under CC BY-SA 4.0. Figures only: words of fewer than two sentences are left out, nothing says
which words stood together, and no sentence of NusaX is contained here or can be restored from it.
Columns are BCP 47 tags. Made by: benchmarks/quality_language.py --write-counts"""
BEYOND = {"Dizindaba", "EyethuNews", "Ilanga", "Isolezwe", "IsolezweLesiXhosa"}  # isiZulu and isiXhosa
_TAGS = {"zh-cn": "zh-Hans", "zh-tw": "zh-Hant"}
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")

decide = importlib.import_module("transforms.language.identify")


def rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def longest_text(row: Mapping[str, object]) -> str:
    """Return the article of a row whose fields have names of their own."""
    return max((value for value in row.values() if isinstance(value, str)), key=len)


def news_articles(data: Path) -> Iterator[str]:
    for path in sorted((data / "topics").glob("*.jsonl.gz")):
        yield from map(longest_text, rows(path))


def publisher_texts(data: Path, beyond: bool = False) -> Iterator[str]:
    """Yield articles of newspapers of many countries: in languages of the model, or in those `beyond` it."""
    for path in sorted((data / "pages" / "publishers").glob("*/*.json")):
        if (path.stem in BEYOND) != beyond:
            continue
        for reading in json.loads(path.read_text(encoding="utf-8")).values():
            sections = (reading.get("body") or {}).get("sections", [])
            paragraphs = [text for section in sections for text in section.get("paragraphs") or []]
            if paragraphs:
                yield "\n\n".join(paragraphs)


def sentences(text: str) -> list[str]:
    return [part for part in _SENTENCE_END.split(text) if 60 <= len(part) <= 260]


def parallel(data: Path) -> dict[str, list[str]]:
    by_tag: dict[str, list[str]] = defaultdict(list)
    for row in rows(data / "languages" / "nusax_train_valid.jsonl.gz"):
        by_tag[str(row["lang"])].append(str(row["text"]))
    by_tag.pop("en")
    return dict(sorted(by_tag.items()))


def counts_of(by_tag: Mapping[str, Sequence[str]], kept: Callable[[int], bool]) -> WordCounts:
    return count_words(
        {
            tag: [split_words(text) for place, text in enumerate(texts) if kept(place)]
            for tag, texts in by_tag.items()
        }
    )


def langdetect_label(text: str) -> str:
    detector = peer._factory.create()
    detector.append(text)
    try:
        code = detector.detect()
    except LangDetectException:
        return "und"
    return _TAGS.get(code, code)


def equality(data: Path, texts: int) -> tuple[float, list[tuple[str, str, str]]]:
    """Compare with seeded langdetect on texts in languages that both know."""
    peer.DetectorFactory.seed = 0
    peer.init_factory()
    paragraphs = [part for text in publisher_texts(data) for part in text.split("\n\n") if len(part) >= 200]
    news = list(news_articles(data))
    sample = [*publisher_texts(data), *paragraphs[: texts // 2], *news[:: max(1, 2 * len(news) // texts)]]
    ours = [tag for tag, _ in decide.identify([frame(None, text) for text in sample])]
    theirs = [langdetect_label(text) for text in sample]
    pairs = list(zip(ours, theirs, sample, strict=True))
    apart = [(mine, other, text) for mine, other, text in pairs if mine != other]
    return 1 - len(apart) / len(pairs), apart


def identified(texts: list[str], lexicon: Lexicon) -> list[tuple[str, float]]:
    with_lexicon = decide.shipped_lexicon
    decide.shipped_lexicon = lambda: lexicon
    try:
        answers: list[tuple[str, float]] = decide.identify(texts)
    finally:
        decide.shipped_lexicon = with_lexicon
    return answers


def cross_validate(by_tag: Mapping[str, list[str]]) -> list[tuple[str, str, float]]:
    """Return (true tag, answer, score) of each parallel sentence, judged by counts that never saw it."""
    answers = []
    for fold in range(FOLDS):
        lexicon = make_lexicon(counts_of(by_tag, lambda place, fold=fold: place % FOLDS != fold))  # type: ignore[misc]
        for tag, texts in by_tag.items():
            held = texts[fold::FOLDS]
            answers += [(tag, *answer) for answer in identified(held, lexicon)]
    return answers


def recalls(answers: Sequence[tuple[str, str, float]]) -> dict[str, float]:
    hits: dict[str, list[bool]] = defaultdict(list)
    for tag, answer, _ in answers:
        hits[tag].append(tag == answer)
    return {tag: float(np.mean(right)) for tag, right in hits.items()}


def print_confusion(answers: Sequence[tuple[str, str, float]]) -> None:
    table = Counter((tag, answer) for tag, answer, _ in answers)
    for tag in sorted({tag for tag, _ in table}):
        row = sorted(
            ((number, answer) for (true, answer), number in table.items() if true == tag), reverse=True
        )
        print(f"  {tag:8}", "  ".join(f"{answer} {number}" for number, answer in row[:8]))


def print_reliability(answers: Sequence[tuple[str, str, float]]) -> float:
    """Print how often answers of each score are right; return the expected calibration error."""
    decided = [(score, tag == answer) for tag, answer, score in answers if answer != "und"]
    error = 0.0
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 0.999), (0.999, 1.01)):
        held = [(score, right) for score, right in decided if low <= score < high]
        if held:
            said, was = float(np.mean([s for s, _ in held])), float(np.mean([r for _, r in held]))
            error += len(held) / len(decided) * abs(said - was)
            bounds = f"{low:.3f} to {min(high, 1):.3f}"
            print(f"  score {bounds}: {len(held):5} answers, said {said:.3f}, right {was:.3f}")
    print(f"  expected calibration error {error:.4f}")
    return error


def measure(data: Path, texts: int) -> dict[str, float]:
    """Print every table and return the figures by name."""
    figures: dict[str, float] = {}
    figures["equal to seeded langdetect"], apart = equality(data, texts)
    for mine, other, text in apart[:10]:
        print(f"  {mine} where langdetect says {other}: {text[:90]!r}")
    beyond = decide.identify([frame(None, text) for text in publisher_texts(data, beyond=True)])
    figures["beyond the model und"] = sum(tag == "und" for tag, _ in beyond) / max(1, len(beyond))
    answers = cross_validate(parallel(data))
    print("Parallel sentences (NusaX), cross-validated: true language, answers")
    print_confusion(answers)
    figures |= {f"parallel {tag}": recall for tag, recall in recalls(answers).items()}
    articles = list(news_articles(data))
    read = decide.identify([frame(None, article) for article in articles])
    figures["articles id"] = sum(tag == "id" for tag, _ in read) / len(read)
    print("Whole articles:", Counter(tag for tag, _ in read).most_common(6))
    news = [part for article in articles[::7] for part in sentences(article)][::5]
    judged = [("id", *answer) for answer in decide.identify(news)]
    figures["news sentences id"] = recalls(judged)["id"]
    print("News sentences:", Counter(answer for _, answer, _ in judged).most_common(6))
    held = [
        (str(row["lang"]), str(row["text"])) for row in rows(data / "languages" / "lingua_sentences.jsonl.gz")
    ]
    mixed = [
        (tag, *answer) for (tag, _), answer in zip(held, decide.identify([t for _, t in held]), strict=True)
    ]
    print("Web sentences (lingua): many of those labelled ms are Indonesian")
    print_confusion(mixed)
    figures |= {f"web sentences {tag}": recall for tag, recall in recalls(mixed).items()}
    print("Reliability on the sentences above whose labels are sound")
    figures["calibration error"] = print_reliability([*answers, *judged])
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--texts", type=int, default=4_000, help="texts that are compared with langdetect")
    parser.add_argument(
        "--write-counts", type=Path, metavar="FILE", help="write the table that ships and stop"
    )
    options = parser.parse_args()
    if options.write_counts:
        counts = counts_of(parallel(options.data), lambda _: True)
        options.write_counts.write_text(write_counts(counts, ORIGIN), encoding="utf-8")
        return 0
    shipped_lexicon()
    figures = measure(options.data, options.texts)
    for name, value in figures.items():
        print(f"{name:30} {value:.4f}" + (f"  (floor {FLOORS[name]})" if name in FLOORS else ""))
    return int(any(figures[name] < floor for name, floor in FLOORS.items()))


if __name__ == "__main__":
    sys.exit(main())
