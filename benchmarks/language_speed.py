"""Compares the speed of detect_language with langdetect's: documents a second on one core, interleaved.

Both read the same articles of about 2,000 characters in turns; CPU time is counted, so that other work on
the machine changes little. The start-up of both is printed and left out of the ratio.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from langdetect import DetectorFactory, detect
from langdetect.detector_factory import init_factory
from quality_language import news_articles

from news.schema import article_table
from transforms.language import detect_language

FLOOR = 20.0


def articles_of(data: Path, length: int, number: int) -> list[str]:
    """Return `number` texts of `length` characters; shorter articles are joined to one."""
    return list(_cut(news_articles(data), length, number))


def _cut(articles: Iterator[str], length: int, number: int) -> Iterator[str]:
    pending = ""
    for article in articles:
        pending = f"{pending}\n\n{article}" if pending else article
        if len(pending) >= length:
            yield pending[:length]
            pending, number = "", number - 1
        if not number:
            return


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--characters", type=int, default=2_000, help="length of a text")
    parser.add_argument("--rounds", type=int, default=5, help="turns of each")
    options = parser.parse_args()
    DetectorFactory.seed = 0
    texts = articles_of(options.data, options.characters, 1_500)
    table = article_table([{"article_body": text} for text in texts])
    start = seconds(init_factory), seconds(lambda: detect_language(table[:1]))
    print(f"start-up: langdetect {start[0]:.2f} s, ours {start[1]:.2f} s")
    ours, theirs = [], []
    for turn in range(options.rounds):
        share = texts[turn * 40 : turn * 40 + 40]
        theirs.append(len(share) / seconds(lambda share=share: [detect(text) for text in share]))  # type: ignore[misc]
        ours.append(len(texts) / seconds(lambda: detect_language(table)))
    ratio = float(np.median(np.array(ours) / np.array(theirs)))
    print(f"langdetect {np.median(theirs):8,.0f} documents/s at {options.characters:,} characters")
    print(f"ours       {np.median(ours):8,.0f} documents/s, {ratio:.1f} times as fast (floor {FLOOR:.0f})")
    return int(ratio < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
