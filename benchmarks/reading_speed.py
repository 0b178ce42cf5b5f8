"""Measures how many pages a second are read, beside trafilatura in the same run, metadata on both sides.

    python benchmarks/reading_speed.py --data DIR [--pages N] [--rounds N]

DIR holds `pages/publishers`. Both read the same decoded pages, trafilatura with its defaults, in turns,
so that whatever else the machine does weighs on both; CPU time of one process is counted. Prints pages a
second, the ratio, the slowest page, and the share of pages for which Warta kept trafilatura's body.
"""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import trafilatura
from measures.pages import Page, publishers

from crawlers.reading import read_page

_TURN = 20  # pages that one reader reads before the other takes them


def main() -> None:
    options = _options()
    pages = list(publishers(options.data))
    pages = pages[:: max(1, len(pages) // options.pages)]
    for page in pages[:3]:
        _warta(page)
        _trafilatura(page)
    ours, theirs = _interleaved(pages, options.rounds)
    ratio = sum(theirs) / sum(ours)
    doubted = sum(_warta(page) == "trafilatura" for page in pages) / len(pages)
    size = sum(len(page.html) for page in pages) // len(pages)
    print(f"{len(pages)} pages of {size // 1000} kB, median of rounds")
    print(f"warta       {len(pages) / sum(ours):7.1f} pages/s, slowest {max(ours) * 1000:.0f} ms")
    print(f"trafilatura {len(pages) / sum(theirs):7.1f} pages/s, slowest {max(theirs) * 1000:.0f} ms")
    print(f"ratio {ratio:.2f}, kept from trafilatura {doubted:.1%}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--pages", type=int, default=171, help="how many pages to read (default all, 171)")
    parser.add_argument("--rounds", type=int, default=3, help="times each page is read by each (default 3)")
    return parser.parse_args()


def _interleaved(pages: list[Page], rounds: int) -> tuple[list[float], list[float]]:
    """Return the median CPU seconds of each page, read by Warta and by trafilatura, some pages in turn."""
    ours: list[list[float]] = [[] for _ in pages]
    theirs: list[list[float]] = [[] for _ in pages]
    for _ in range(rounds):
        for start in range(0, len(pages), _TURN):
            turn = range(start, min(start + _TURN, len(pages)))
            for times, read in ((ours, _warta), (theirs, _trafilatura)):
                for at in turn:
                    times[at].append(_timed(read, pages[at]))
    return [median(page) for page in ours], [median(page) for page in theirs]


def _timed(read: Callable[[Page], object], page: Page) -> float:
    began = time.process_time()
    read(page)
    return time.process_time() - began


def _warta(page: Page) -> str:
    return read_page(page.html, page.url, page.captured).read_by


def _trafilatura(page: Page) -> object:
    return trafilatura.bare_extraction(page.html, url=page.url, with_metadata=True)


if __name__ == "__main__":
    main()
