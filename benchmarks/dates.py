"""Measures how often the day of publication is read right from pages whose day is known.

    python benchmarks/dates.py --data DIR [--show]

DIR holds `pages/dates`, `pages/publishers` and `pages/mixed_web`. Right means right to the day.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from crawlers.decode import decode
from crawlers.reading.json_ld import parse_json_ld
from crawlers.reading.page_dates import page_dates
from news.dates import DateEvidence, choose

CAPTURED = datetime(2026, 11, 1, tzinfo=UTC)
"""Capture date of pages that came without one: after the last of them."""


@dataclass(frozen=True, slots=True)
class Case:
    """A page and the days that count as right; none where it has no day of its own."""

    url: str
    payload: bytes
    days: frozenset[date]
    captured: datetime


def _day(value: object) -> frozenset[date]:
    try:
        return frozenset({date.fromisoformat(str(value)[:10])})
    except ValueError:
        return frozenset()


def _annotated(listing: Path, folders: list[Path], missing: list[str]) -> Iterator[Case]:
    for url, given in json.loads(listing.read_text(encoding="utf-8")).items():
        file = next(
            (one for one in (folder / f"{given['file']}.gz" for folder in folders) if one.exists()), None
        )
        if file is None:
            missing.append(url)
        elif given.get("date"):
            yield Case(url, gzip.decompress(file.read_bytes()), _day(given["date"]), CAPTURED)


def _published(root: Path) -> Iterator[Case]:
    """Yield the pages of publishers; the versions of a listing stand in the order of its files' dates."""
    for listing in sorted(root.glob("*/*.json")):
        about = json.loads((listing.parent / "meta.info").read_text(encoding="utf-8"))
        files = sorted(name for name in about if name.rsplit("_", 3)[0] == listing.stem)
        versions = json.loads(listing.read_text(encoding="utf-8"))
        if len(files) != len(versions):
            continue
        for name, (_, given) in zip(files, sorted(versions.items()), strict=True):
            if stamp := given.get("publishing_date"):
                at = datetime.fromisoformat(str(stamp))
                captured = datetime.fromisoformat(about[name]["crawl_date"]).replace(tzinfo=UTC)
                payload = gzip.decompress((listing.parent / name).read_bytes())
                yield Case(about[name]["url"], payload, frozenset({at.date()}), captured)


def _read(case: Case) -> tuple[DateEvidence | None, list[DateEvidence], float, float]:
    """Return the chosen evidence, all of it, and CPU seconds: of parsing the page, of reading its dates.

    The reading is timed at its best of three: other programs on the machine only ever slow it down.
    """
    text = decode(case.payload, "text/html", html=True).text
    begun = time.process_time()
    tree = LexborHTMLParser(text)
    parsed = time.process_time() - begun
    scripts = tree.css('script[type="application/ld+json"]')
    json_ld = [node for script in scripts for node in parse_json_ld(script.text())]
    taken = float("inf")
    for _ in range(3):
        begun = time.process_time()
        evidence = page_dates(tree, json_ld, case.url, case.captured)
        taken = min(taken, time.process_time() - begun)
    best = choose(evidence, case.captured)
    return (best if best and best.precision in {"second", "minute", "day"} else None), evidence, parsed, taken


def measure(name: str, cases: Iterator[Case], *, show: bool) -> float:
    """Print the figures of one data set and return its accuracy."""
    right = wrong = null = 0
    times, parsing = [], 0.0
    for case in cases:
        best, evidence, parsed, taken = _read(case)
        times.append(taken * 1e3)
        parsing += parsed * 1e3
        hit = best.day in case.days if best else not case.days
        right += hit
        wrong += best is not None and not hit
        null += best is None and not hit
        if show and not hit:
            want = ", ".join(sorted(map(str, case.days))) or "none"
            print(f"  {case.url}\n    want {want}, read {best.day if best else None}")
            for one in evidence[:5]:
                print(f"      {one.found_by:8} {one.precision:7} {one.day} {one.text[:80]!r}")
    total = right + wrong + null
    times.sort()
    print(f"{name:22} {total:4} pages  right {right / total:.3f}  wrong {wrong}  null {null}", end="  ")
    print(
        f"CPU ms: mean {sum(times) / total:.2f}, median {times[total // 2]:.2f}, parse {parsing / total:.2f}"
    )
    return right / total


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder with pages/dates and the others")
    parser.add_argument(
        "--show", action="store_true", help="show each page that was read wrong or not at all"
    )
    parser.add_argument("--floor", type=float, default=0.93, help="least accuracy on pages/dates")
    arguments = parser.parse_args()
    pages, missing = arguments.data / "pages", list[str]()
    folders = [pages / "dates/tests/test_set", pages / "mixed_web/html"]
    show = arguments.show
    dated = measure(
        "dates/mediacloud_2020",
        _annotated(pages / "dates/tests/eval_mediacloud_2020.json", folders, missing),
        show=show,
    )
    default = _annotated(pages / "dates/tests/eval_default.json", folders, missing)
    measure("dates/default", default, show=show)
    print(f"{len(missing)} annotated pages have no file")
    measure("publishers", _published(pages / "publishers"), show=show)
    mixed = _annotated(pages / "mixed_web/evaldata_sample600.json", folders, missing)
    measure("mixed_web", mixed, show=show)
    return 0 if dated >= arguments.floor else 1


if __name__ == "__main__":
    sys.exit(main())
