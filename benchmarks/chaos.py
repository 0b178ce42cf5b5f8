"""Crawl, ingest and publish for ten minutes while everything goes wrong, and look at what is left.

    python benchmarks/chaos.py [--seconds 600] [--seed 1]

One loop crawls six sites on loopback and ingests what landed. Meanwhile random processes are killed with
SIGKILL, the landing area (a small tmpfs) is filled to the last byte, the newest landed file loses its tail,
sites flap, and readers open and close the published file. At the end all is left to settle, and then: each
discovered address of each run has one outcome, nothing is captured twice, a rebuild from the landing area
gives the same tables, no reader failed or saw half a batch, and no process is left.
Exits with 1 where one of this does not hold.
"""

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
from chaos_harm import Killer, Reader, SmallDisk, environment, left_running, tear_newest
from chaos_sites import Sites, serving

from crawlers.outcomes import read_outcomes
from news.home import Home

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT))

from tests.equality import contents  # noqa: E402 - what counts as equal is decided beside the tests

_COMMAND = "from pipeline.cli import main; import sys; sys.argv[0] = 'warta'; main()"
_OF_RUNS = {"audits", "ledgers", "story_merges"}
"""Tables that tell of runs, of which a rebuild has one."""


@dataclass
class Tally:
    """What happened in the course of the run."""

    rounds: int = 0
    ended: Counter[str] = field(default_factory=Counter)
    lost_with_tails: set[str] = field(default_factory=set)
    torn: int = 0


def main() -> None:
    """Run, settle, check, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--seconds", type=float, default=600, help="of chaos; default: %(default)s")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--disk", type=int, default=48, help="MB of the landing area; default: %(default)s")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warta-chaos-") as folder:
        home = Home(Path(folder) / "home")
        with SmallDisk(home.landing, given.disk) as disk, serving(home, given.seed) as sites:
            wrong = _run(home, disk, sites, given)
    for line in wrong:
        print(f"WRONG  {line}")
    print("all holds" if not wrong else f"{len(wrong)} things do not hold")
    raise SystemExit(bool(wrong))


def _run(home: Home, disk: SmallDisk, sites: Sites, given: argparse.Namespace) -> list[str]:
    if not disk.mounted:
        print("note: no tmpfs could be mounted (that takes root), so the disk is never full")
    chance, tally = random.Random(given.seed), Tally()
    killer = Killer(random.Random(f"kills {given.seed}"), every=15)
    with Reader(home) as reader:
        killer.start()
        until = time.monotonic() + given.seconds
        while time.monotonic() < until:
            _round(home, disk, sites, chance, tally)
        killer.stop()
        disk.relieve()
        sites.calm_down()
        failures = _settle(home)
    _print(tally, killer, disk, sites)
    if not home.published.exists():
        return [*failures, "nothing was ever published"]
    _print_file(home, reader)
    found = failures + sorted(set(reader.wrong)) + [f"left running: {what}" for what in left_running()]
    return found + accounted(home, tally.lost_with_tails) + rebuilt(home)


def _round(home: Home, disk: SmallDisk, sites: Sites, chance: random.Random, tally: Tally) -> None:
    """Crawl and ingest once, with harm in between."""
    tally.rounds += 1
    sites.move_on()
    if chance.random() < 0.25:
        disk.fill()
    tally.ended[f"crawl {_warta(home, 'crawl', '--all')}"] += 1
    disk.relieve()
    if chance.random() < 0.3 and (lost := tear_newest(home, chance)):
        tally.torn += 1
        tally.lost_with_tails |= lost
    tally.ended[f"ingest {_warta(home, 'ingest')}"] += 1


def _settle(home: Home) -> list[str]:
    """Crawl and ingest undisturbed until both succeed; return what failed."""
    failed = []
    for command in (("crawl", "--all"), ("ingest",), ("crawl", "--all"), ("ingest",)):
        if code := _warta(home, *command):
            failed.append(f"undisturbed warta {' '.join(command)} ended with {code}: {_last_words(home)}")
    return failed


def _warta(home: Home, *arguments: str) -> int:
    with (home.root / "last.log").open("wb") as log:
        return subprocess.run(
            [sys.executable, "-c", _COMMAND, *arguments],
            stdout=log,
            stderr=subprocess.STDOUT,
            env=environment(home),
            cwd=home.root,
            check=False,
        ).returncode


def _last_words(home: Home) -> str:
    return " ".join((home.root / "last.log").read_text("utf-8", "replace").strip().splitlines()[-3:])


def accounted(home: Home, lost_with_tails: set[str]) -> list[str]:
    """Return what does not add up between ledgers, outcomes and captures."""
    wrong = []
    ledgers = [row for path in sorted(home.ledgers.glob("*.jsonl")) for row in read_outcomes(path)]
    told = Counter((row.run_id, row.source, row.url) for row in ledgers)
    if repeated := [key for key, times in told.items() if times > 1]:
        wrong.append(f"{len(repeated)} addresses have more than one outcome in a run: {repeated[:2]}")
    with duckdb.connect(str(home.published), read_only=True) as connection:
        published = Counter(connection.execute("SELECT run_id, source, url FROM outcomes").fetchall())
        twice = connection.execute(
            "SELECT count(*) FROM (SELECT record_id FROM captures GROUP BY ALL HAVING count(*) > 1)"
        ).fetchone()
        without = connection.execute(
            """
            SELECT record_id FROM outcomes
            WHERE kind = 'article' AND record_id IS NOT NULL
              AND record_id NOT IN (SELECT record_id FROM captures)
            """
        ).fetchall()
    if published != told:
        wrong.append(
            f"{(published - told).total()} outcomes are in no ledger, {(told - published).total()} only there"
        )
    if twice and twice[0]:
        wrong.append(f"{twice[0]} captures stand twice")
    if lost := {record.strip("<>") for (record,) in without} - lost_with_tails:
        wrong.append(
            f"{len(lost)} fetched articles have no capture, and stood in no torn tail: {sorted(lost)[:2]}"
        )
    print(
        f"outcomes         {len(told)} addresses in {len({key[:2] for key in told})} crawls, one outcome each"
    )
    return wrong


def rebuilt(home: Home) -> list[str]:
    """Build a second file from the landing area alone; return a line for each relation that differs."""
    again = Home(home.root.with_name("rebuilt"))
    shutil.copytree(home.landing, again.landing)
    shutil.copytree(home.sources, again.sources)
    if code := _warta(again, "ingest"):
        return [f"the rebuild ended with {code}: {_last_words(again)}"]
    first, second = contents(home), contents(again)
    unlike = {name: _unlike(first[name], second.get(name, [])) for name in first if name not in _OF_RUNS}
    print(f"rebuilt          {len(unlike)} relations compared, {sum(map(bool, unlike.values()))} differ")
    return [f"rebuilt {name}: {rows} rows unlike" for name, rows in unlike.items() if rows]


def _unlike(rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> int:
    here, there = Counter(map(repr, rows)), Counter(map(repr, expected))
    return ((here - there) + (there - here)).total()


def _print(tally: Tally, killer: Killer, disk: SmallDisk, sites: Sites) -> None:
    print(f"rounds           {tally.rounds}; {dict(sorted(tally.ended.items()))} (-9 is killed)")
    print(f"killed           {killer.killed.total()} processes: {dict(killer.killed)}")
    print(f"disk filled      {disk.filled} times")
    print(f"tails torn       {tally.torn} files, {len(tally.lost_with_tails)} records lost with them")
    print(
        f"sites            {sites.published} articles, {sites.edited} edits, {sites.turned} turns of weather"
    )


def _print_file(home: Home, reader: Reader) -> None:
    names = ("batches", "captures", "articles", "article_versions", "links", "rejections")
    with duckdb.connect(str(home.published), read_only=True) as connection:
        rows = [connection.execute(f"SELECT count(*) FROM {name}").fetchall()[0][0] for name in names]
    print(f"readers          {reader.opened} opens, {len(reader.wrong)} refused or wrong")
    print("published        " + ", ".join(f"{n} {name}" for n, name in zip(rows, names, strict=True)))


if __name__ == "__main__":
    main()
