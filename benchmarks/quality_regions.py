"""Measures the regions: the gazetteer against official lists, a register of events, a sample to judge, speed.

    python benchmarks/quality_regions.py --data DIR [--sample N] [--seed N] [--worst N]

DIR holds `gazetteer` (lists of codes and names), `regions/lampung.jsonl.gz` (events and the region of each)
and `topics/liputan6.jsonl.gz`. The districts of `gazetteer` are loaded as an operator's file for the
register; nothing is trained on it. The sample lists every region found in sports and technology with the
words around it, for a person to count the false ones. The exit code is 1 where a figure lies below its floor.
"""

import argparse
import csv
import gzip
import json
import random
import re
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from news.schema import article_table
from transforms.regions import Gazetteer, locate

REGISTER_FLOOR = 0.85
FAR_FROM_REGIONS = ("bola", "tekno")
"""Categories of liputan6 in which regions are rare and clubs, words and names like regions are common."""
WIDTH = 40


def main() -> int:
    options = _options()
    wrong = check_gazetteer(options.data / "gazetteer")
    share = measure_register(options.data, options.worst)
    show_sample(options.data, options.sample, options.seed)
    measure_speed(options.data)
    fallen = [f"{len(wrong)} codes of the gazetteer are wrong"] if wrong else []
    fallen += [f"register {share:.4f} < {REGISTER_FLOOR}"] if share < REGISTER_FLOOR else []
    print("\n" + ("; ".join(fallen) or "no floor fell"))
    return 1 if fallen else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument(
        "--sample", type=int, default=200, help="articles of the sample to judge (default 200)"
    )
    parser.add_argument("--seed", type=int, default=0, help="which sample is drawn (default 0)")
    parser.add_argument("--worst", type=int, default=10, help="how many mistaken pairs to show (default 10)")
    return parser.parse_args()


def check_gazetteer(folder: Path) -> list[str]:
    """Print every code or name in which the gazetteer differs from the official lists; return those codes."""
    official = {
        row["code"]: row["name"] for name in ("provinces.csv", "regencies.csv") for row in _csv(folder / name)
    }
    ours = {region.code: region.name for region in Gazetteer.load()}
    wrong = [code for code in sorted(official | ours) if _plain(official.get(code)) != _plain(ours.get(code))]
    print(f"gazetteer: {len(ours)} regions, {len(official)} in the official lists, {len(wrong)} differ")
    for code in wrong:
        print(f"  {code}: ours {ours.get(code)!r}, official {official.get(code)!r}")
    return wrong


def _plain(name: str | None) -> str:
    """Return the letters of a name; spaces and hyphens are a matter of spelling."""
    return re.sub(r"[^a-z]", "", (name or "").lower())


def measure_register(data: Path, worst: int) -> float:
    """Print how often the region of an event is found, its texts laid out in two ways; return the least."""
    gazetteer = Gazetteer.load(data / "gazetteer" / "districts.csv")
    events = _read(data / "regions" / "lampung.jsonl.gz")
    truth = [_code(event["region"], gazetteer) for event in events]
    shares = []
    for layout, article in LAYOUTS.items():
        rows = locate(article_table([article(event) for event in events]), gazetteer).to_pylist()
        found = [row["region_code"] for row in rows]
        right = sum(code == true for code, true in zip(found, truth, strict=True)) / len(events)
        named = [
            true in {region["region_code"] for region in row["regions"]}
            for row, true in zip(rows, truth, strict=True)
        ]
        print(f"register, {layout}: right {right:.4f} of {len(events)}")
        print(f"  named at all {sum(named) / len(events):.4f}, none {found.count(None) / len(events):.4f}")
        shares.append(right)
    mistaken = Counter((true, code) for code, true in zip(found, truth, strict=True) if code != true)
    for (true, code), times in mistaken.most_common(worst):
        print(f"  {times:4} × {true} read as {code}")
    return min(shares)


LAYOUTS: dict[str, Callable[[dict[str, Any]], dict[str, object]]] = {
    "conclusion as headline": lambda event: {"headline": event["conclusion"], "article_body": event["text"]},
    "conclusion behind text": lambda event: {"article_body": f"{event['text']}\n\n{event['conclusion']}"},
}


def _code(region: str, gazetteer: Gazetteer) -> str | None:
    """Return the code of a region as the register writes it, `09. Pesawaran`."""
    name = re.sub(r"^\d+\. *(?:Provinsi )?", "", region)
    names = {entry.name: entry.code for entry in gazetteer if re.match(r"18(\.\d\d)?$", entry.code)}
    return next((names[full] for full in (name, f"Kabupaten {name}", f"Kota {name}") if full in names), None)


def show_sample(data: Path, size: int, seed: int) -> None:
    """Print every region in a sample of articles that are mostly about no region."""
    articles = [
        row for row in _read(data / "topics" / "liputan6.jsonl.gz") if row["label"] in FAR_FROM_REGIONS
    ]
    sample = random.Random(seed).sample(articles, min(size, len(articles)))
    rows = locate(article_table([{"article_body": article["text"]} for article in sample])).to_pylist()
    print(f"\nsample of {len(sample)} articles of {' and '.join(FAR_FROM_REGIONS)}: row, region, role, words")
    for article, row in zip(sample, rows, strict=True):
        for region in row["regions"]:
            words = _around(article["text"], region)
            print(f"  {article['row']:5} {region['region_code']:6} {region['role']:8} {words}")


def _around(text: str, region: dict[str, Any]) -> str:
    piece = region["evidence"][-1]
    start, end = piece["start"], piece["start"] + len(piece["text"])
    return " ".join(
        f"{text[max(0, start - WIDTH) : start]}[{piece['text']}]{text[end : end + WIDTH]}".split()
    )


def measure_speed(data: Path) -> None:
    """Print articles a second of processor time, for articles as they are and joined to 2 KB."""
    texts = [row["text"] for row in _read(data / "topics" / "liputan6.jsonl.gz")]
    for bodies in (texts, [(text * 3)[:2000] for text in texts]):
        table = article_table([{"article_body": body} for body in bodies])
        locate(table.slice(0, 1))
        seconds = min(_timed(table) for _ in range(3))
        length = sum(map(len, bodies)) / len(bodies)
        print(f"speed: {len(bodies) / seconds:,.0f} articles/s of {length:,.0f} characters")


def _timed(table: pa.Table) -> float:
    started = time.process_time()
    locate(table)
    return time.process_time() - started


def _read(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [{**json.loads(line)} for line in lines]


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


if __name__ == "__main__":
    sys.exit(main())
