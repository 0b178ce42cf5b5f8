"""Measures `warta ingest`: documents a second and peak memory by stage, and the seeds as a whole process.

    python benchmarks/ingest.py [--documents 10000] [--home DIR] [--seed 1]
    python benchmarks/ingest.py --seeds

Asked for: at most 1.5 GB of resident memory for 10,000 documents, and every capture accounted for; with
`--seeds`, at most 10 s for `warta ingest` and 30 s for `warta run --offline` as whole processes. CPU time
stands beside wall time, since other work on the machine lengthens only the latter. Exits with 1 where a
figure is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus import Composed, compose, land

from news.home import Home
from warehouse.reader import run_query

MOST_MEMORY = 1.5e9
LEAST_RECALL = 0.95
_ROOT = Path(__file__).parents[1]
_WARTA = [sys.executable, "-c", "from pipeline.cli import main; main()"]
_ASKED = {"warta ingest": 10.0, "warta run --offline, empty home": 30.0}
"""Seconds of wall time, as whole processes."""
_IMPORTS = {
    "warta ingest": ("Great Expectations",),
    "warta run --offline, empty home": ("Great Expectations", "Airflow"),
}


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds that a process and all it started took."""

    wall: float
    cpu: float


def main() -> None:
    """Measure one or the other."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--home", type=Path, help="where the corpus is landed and read, kept; else temporary")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", action="store_true", help="measure the five seeds as whole processes")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        root = given.home or Path(temporary)
        missed = seeds(root) if given.seeds else corpus(Home.find(root), given.documents, given.seed)
    print("\n".join(missed) if missed else "all figures reached")
    raise SystemExit(bool(missed))


def corpus(home: Home, number: int, seed: int) -> list[str]:
    """Land a corpus, ingest it, print what it took; return what was missed."""
    documents = list(compose(number, seed))
    land(documents, home)
    child = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("ingest_stages.py")), str(home.root)],
        stdout=subprocess.PIPE,
        check=True,
        env=_environment(home.root),
    )
    told = json.loads(child.stdout)
    peak = _show_stages(told, number)
    missed = [f"peak memory {peak / 1e9:.2f} GB, asked 1.50"] if peak > MOST_MEMORY else []
    return missed + _unaccounted(told["batches"], number) + _show_copies(home, documents)


def _show_stages(told: dict[str, Any], number: int) -> float:
    """Print a line a stage and one for the whole; return the peak of the whole, in bytes."""
    print(f"{'':16}{'rows':>8}{'wall s':>9}{'CPU s':>9}{'rows/s':>9}{'rows/CPU s':>12}{'peak MB':>9}")
    peak = max(stage["peak"] for stage in told["stages"].values())
    whole = {"rows": number, "wall": told["wall"], "cpu": told["cpu"], "peak": peak}
    for name, stage in (told["stages"] | {"whole": whole}).items():
        rows = stage["rows"] or number
        rates = [rows / max(stage[clock], 1e-6) for clock in ("wall", "cpu")]
        print(
            f"{name:16}{rows:8,}{stage['wall']:9.2f}{stage['cpu']:9.2f}{rates[0]:9,.0f}{rates[1]:12,.0f}"
            f"{stage['peak'] / 1e6:9,.0f}"
        )
    return peak


def _unaccounted(batches: list[dict[str, Any]], number: int) -> list[str]:
    captures = sum(batch["captures"] for batch in batches)
    outcomes = Counter({name: sum(batch[name] for batch in batches) for name in _OUTCOMES})
    print(f"{captures:,} captures: " + ", ".join(f"{outcomes[name]:,} {name}" for name in _OUTCOMES))
    agrees = captures == number == sum(outcomes.values())
    return (
        [] if agrees else [f"{number:,} landed, {captures:,} captures, {sum(outcomes.values()):,} outcomes"]
    )


_OUTCOMES = ("new", "new_versions", "unchanged", "rejected")


def _show_copies(home: Home, documents: list[Composed]) -> list[str]:
    """Print how many planted copies are linked, by kind, and how many links join what shares no origin."""
    origin = {one.url: one.number if one.copy_of is None else one.copy_of for one in documents}
    with run_query(home.published, _LINKS) as (_, rows):
        linked = [(url, other) for url, other in rows]
    joined = {frozenset(pair) for pair in linked}
    false = sum(origin[url] != origin[other] for url, other in linked)
    urls = {one.number: one.url for one in documents}
    planted, found = Counter[str](), Counter[str]()
    for one in documents:
        if one.copy_of is not None:
            planted[str(one.kind)] += 1
            found[str(one.kind)] += frozenset((one.url, urls[one.copy_of])) in joined
    recall = found.total() / max(planted.total(), 1)
    kinds = ", ".join(f"{kind} {found[kind]:,} of {planted[kind]:,}" for kind in sorted(planted))
    print(f"near-copies linked: {found.total():,} of {planted.total():,} ({recall:.3f}): {kinds}")
    print(f"{len(linked):,} links, {false:,} of them between articles that share no origin")
    return [] if recall >= LEAST_RECALL else [f"recall {recall:.3f}, asked {LEAST_RECALL}"]


_LINKS = """
    SELECT one.url, other.url
    FROM links JOIN articles one USING (article_id) JOIN articles other ON other.article_id = links.other_id
"""


def seeds(root: Path) -> list[str]:
    """Time the five seeds as whole processes, beside the imports that weigh most; return what was missed."""
    environment = _environment(root)
    timed([*_WARTA, "land", str(_ROOT / "seeds"), "--home", str(root / "ingest")], environment)
    run = [*_WARTA, "run", "--offline", "--home", str(root / "run")]
    spent = {
        "warta ingest": timed([*_WARTA, "ingest", "--home", str(root / "ingest")], environment),
        "warta run --offline, empty home": timed(run, environment),
        "warta run --offline, nothing new": timed(run, environment),
    }
    imports = {
        name: timed([sys.executable, "-W", "ignore", "-c", f"import {module}"], environment)
        for name, module in (("Great Expectations", "great_expectations"), ("Airflow", "airflow.sdk"))
    }
    for name, took in (spent | {f"import of {name} alone": took for name, took in imports.items()}).items():
        print(f"{name:36}{took.wall:8.1f} s wall {took.cpu:8.1f} s CPU")
    for name, libraries in _IMPORTS.items():
        shares = [f"{library} {imports[library].cpu / spent[name].cpu:.0%}" for library in libraries]
        print(f"imports' share of the CPU time of {name}: {', '.join(shares)}")
    return [
        f"{name}: {spent[name].wall:.1f} s, asked {most:.0f}"
        for name, most in _ASKED.items()
        if spent[name].wall > most
    ]


def timed(command: list[str], environment: dict[str, str]) -> Spent:
    """Run a command to its end and return what it and its children took.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    wall, after = time.perf_counter() - started, os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return Spent(wall, used)


def _environment(root: Path) -> dict[str, str]:
    """Return an environment in which nothing reads or writes another home."""
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "GX_ANALYTICS_ENABLED": "false",
        "WARTA_HOME": str(root),
        "AIRFLOW_HOME": str(root / "imported"),
    }


if __name__ == "__main__":
    main()
