"""Measures what a daily batch costs as history grows: seconds and memory by step, bytes an article.

    python benchmarks/growth.py --out DIR [--history 10000,100000,1000000] [--batch 10000] [--keep DIR]

For each size, a published file with that many articles (`history.py` makes it once with --keep), a landed
batch of web pages that partly repeats it, and `warta ingest` of that batch in one process of its own.
Steps: extract; stages (clean to classify, staging and the search of the history included); load (the copy
of the file included); audit; publish. Writes `growth.csv`, and with --plotter PYTHON, an interpreter that
has matplotlib, its charts. Asked for against the largest history: under 60 s beyond extraction, under 3 GB,
at most 900 bytes an article. Linux only; exits with 1 where a figure is missed.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from news.home import Home
from warehouse.reader import run_query

MOST_SECONDS, MOST_BYTES, MOST_BYTES_AN_ARTICLE = 60.0, 3e9, 900
_HERE = Path(__file__).parent
_OWN = ("extract", "load", "audit", "publish")
_COLUMNS = ("history", "step", "seconds", "cpu_seconds", "peak_mb", "bytes_an_article")

Row = dict[str, Any]


def main() -> int:
    given = _options()
    given.out.mkdir(parents=True, exist_ok=True)
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as scratch:
        for size in map(int, given.history.split(",")):
            rows += _measured(given.keep or Path(scratch), Path(scratch), size, given.batch)
    table = given.out / "growth.csv"
    with table.open("w", newline="") as stream:
        writer = csv.DictWriter(stream, _COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    if given.plotter:
        command = [str(given.plotter), str(_HERE / "growth_chart.py"), str(table), str(given.out)]
        subprocess.run(command, check=True)
    return _report(rows)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the table and the charts")
    parser.add_argument("--history", default="10000,100000,1000000", help="numbers of articles, with commas")
    parser.add_argument("--batch", type=int, default=10_000)
    parser.add_argument("--keep", type=Path, help="folder that keeps the histories for the next time")
    parser.add_argument("--plotter", type=Path, help="interpreter that has matplotlib")
    return parser.parse_args()


def _measured(kept: Path, scratch: Path, size: int, count: int) -> list[Row]:
    kept.mkdir(parents=True, exist_ok=True)
    built = kept / f"history-{size}.duckdb"
    if not built.exists():
        _alone("-c", f"import history, pathlib; history.build(pathlib.Path({str(built)!r}), {size})")
    home = Home(scratch / f"home-{size}")
    home.root.mkdir()
    shutil.copyfile(built, home.published)
    _alone(str(_HERE / "growth_pages.py"), str(home.root), str(count))
    told = json.loads(_alone(str(_HERE / "ingest_stages.py"), str(home.root)))
    rows = _rows(size, told, _bytes_an_article(home))
    shutil.rmtree(home.root)
    for row in rows:
        print(
            f"{size:10,} {row['step']:8} {row['seconds']:8.2f} s {row['cpu_seconds']:8.2f} s CPU "
            f"{row['peak_mb']:8,.0f} MB {row['bytes_an_article']:6,.0f} bytes an article",
            flush=True,
        )
    return rows


def _alone(*command: str) -> str:
    """Run Python in a process of its own, so that its memory is its own; return what it printed."""
    paths = os.pathsep.join([str(_HERE.parent), str(_HERE)])
    environment = {**os.environ, "PYTHONPATH": paths, "GX_ANALYTICS_ENABLED": "false"}
    done = subprocess.run(
        [sys.executable, *command], check=True, env=environment, stdout=subprocess.PIPE, text=True
    )
    return done.stdout


def _bytes_an_article(home: Home) -> float:
    """Return the size of the published file without its free blocks, by its articles."""
    size, free, block = _only(
        home, "SELECT total_blocks, free_blocks, block_size FROM pragma_database_size()"
    )
    (articles,) = _only(home, "SELECT count(*) FROM articles")
    return float((size - free) * block / articles)


def _only(home: Home, sql: str) -> tuple[Any, ...]:
    with run_query(home.published, sql) as (_, rows):
        return next(iter(rows))


def _rows(size: int, told: dict[str, Any], each: float) -> list[Row]:
    steps: dict[str, dict[str, float]] = {}
    for name, stage in told["stages"].items():
        step = steps.setdefault(name if name in _OWN else "stages", {"wall": 0.0, "cpu": 0.0, "peak": 0.0})
        step["wall"] += stage["wall"]
        step["cpu"] += stage["cpu"]
        step["peak"] = max(step["peak"], stage["peak"])
    return [
        {
            "history": size,
            "step": name,
            "seconds": round(steps[name]["wall"], 2),
            "cpu_seconds": round(steps[name]["cpu"], 2),
            "peak_mb": round(steps[name]["peak"] / 1e6),
            "bytes_an_article": round(each),
        }
        for name in ("extract", "stages", "load", "audit", "publish")
    ]


def _report(rows: list[Row]) -> int:
    largest = max(row["history"] for row in rows)
    own = [row for row in rows if row["history"] == largest]
    beyond = sum(row["seconds"] for row in own if row["step"] != "extract")
    peak = max(row["peak_mb"] for row in own) * 1e6
    each = own[0]["bytes_an_article"]
    lines = [
        (f"{beyond:.1f} s beyond extraction onto {largest:,}", MOST_SECONDS, beyond < MOST_SECONDS),
        (f"{peak / 1e9:.2f} GB", MOST_BYTES / 1e9, peak < MOST_BYTES),
        (f"{each:,.0f} bytes an article", MOST_BYTES_AN_ARTICLE, each <= MOST_BYTES_AN_ARTICLE),
    ]
    for found, asked, held in lines:
        print(f"{'held  ' if held else 'MISSED'} {found} (asked: at most {asked:g})")
    return int(not all(held for _, _, held in lines))


if __name__ == "__main__":
    sys.exit(main())
