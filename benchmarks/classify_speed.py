"""Measures the speed of language, topics and regions, each and together, beside langdetect.

    python benchmarks/classify_speed.py --data DIR [--characters 2000] [--rounds 5]

DIR holds `topics`. All read the same articles in turns, from Arrow columns to Arrow columns; CPU time of one
core is counted, so that other work on the machine changes little, and the best turn of each stands. Start-up
is printed and left out. Exits with 1 where language is not 20 times as fast as langdetect, or all together,
the splitting into words included, read fewer than 3,600 articles a second.
"""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path

from langdetect import DetectorFactory, detect
from langdetect.detector_factory import init_factory
from measures.texts import cut_to, news_articles

from news.schema import article_table
from news.stage import Stage
from transforms.language import detect_language
from transforms.regions import locate
from transforms.topics import label_topics
from transforms.words.column import split_words

STAGES: dict[str, Stage] = {
    "words": split_words,
    "language": detect_language,
    "topics": label_topics,
    "regions": locate,
}
TIMES_AS_FAST, TOGETHER = 20.0, 3_600.0
ARTICLES, SHARE = 1_500, 40  # texts, and how many of them langdetect reads in a turn
HEADLINE = 60  # characters


def main() -> int:
    options = _options()
    DetectorFactory.seed = 0
    texts = list(cut_to(news_articles(options.data), options.characters, ARTICLES))
    plain = article_table([{"headline": text[:HEADLINE], "article_body": text} for text in texts])
    table = split_words(plain)
    starts = {name: _seconds(lambda stage=stage: stage(table[:1])) for name, stage in STAGES.items()}  # type: ignore[misc]
    given = {name: plain if name in ("words", "language") else table for name in STAGES}
    starts["langdetect"] = _seconds(init_factory)
    print("start-up in seconds:", ", ".join(f"{name} {taken:.2f}" for name, taken in starts.items()))
    taken: dict[str, list[float]] = {name: [] for name in (*STAGES, "langdetect")}
    for turn in range(options.rounds):
        share = texts[turn * SHARE : (turn + 1) * SHARE]
        taken["langdetect"].append(_seconds(lambda share=share: [*map(detect, share)]) / len(share))  # type: ignore[misc]
        for name, stage in STAGES.items():
            taken[name].append(_seconds(lambda stage=stage, name=name: stage(given[name])) / len(texts))  # type: ignore[misc]
    return _judge({name: min(turns) for name, turns in taken.items()}, options.characters)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--characters", type=int, default=2_000, help="length of a text (default 2000)")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each (default 5)")
    return parser.parse_args()


def _judge(best: dict[str, float], characters: int) -> int:
    peer = best.pop("langdetect")
    together = sum(best.values())
    print(f"articles of {characters:,} characters a second on one core")
    for name, seconds in {"langdetect": peer, **best, "all": together}.items():
        print(
            f"  {name:12}{1 / seconds:10,.0f}   {seconds * 1e6:7.1f} µs   {peer / seconds:6.1f} × langdetect"
        )
    fallen = []
    if peer / best["language"] < TIMES_AS_FAST:
        fallen.append(f"language is less than {TIMES_AS_FAST:.0f} times as fast as langdetect")
    if 1 / together < TOGETHER:
        fallen.append(f"the three read fewer than {TOGETHER:,.0f} articles a second")
    print("\n".join(fallen) or "no floor fell")
    return 1 if fallen else 0


def _seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


if __name__ == "__main__":
    sys.exit(main())
