"""Kill `warta ingest` with SIGKILL at random moments, start it again, and compare with an undisturbed run.

    python benchmarks/ingest_kill.py [--kills 30] [--seed 1] [--airflow]

A first batch is published and more batches wait. Half of the kills are spread over the time that an
undisturbed run takes, one in each equal part of it; the others come just after the first file of a
step appears, so that short steps are met too. While all this goes on, a reader opens the published file
again and again. After each kill the run is started again and must leave the tables of the undisturbed run
(run clocks, batch ids and merge records are exempt), no process, no staging and no candidate.
Exits with 1 where one of this does not hold.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from typing import Any

import duckdb
from corpus import compose, land

from news.home import Home

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT))

from tests.equality import contents  # noqa: E402 - what counts as equal is decided beside the tests

_INGEST = "from pipeline.cli import main; import sys; sys.argv[1:] = ['ingest']; main()"
_AIRFLOW = (
    "from news.home import Home; from pipeline.airflow_child import run_dag; run_dag(Home.find(), 'ingest')"
)
_TRACES = {
    "extract": "staging/*/0000/extract.json",
    "clean": "staging/*/0000/clean.json",
    "deduplicate": "staging/*/0000/deduplicate.json",
    "validate": "staging/*/0000/validate.json",
    "classify": "staging/*/0000/classify.json",
    "load": "candidates/*.duckdb",
    "load, written": "runs/*.json",
}
"""What first appears in the course of a run, in this order, and where."""

Contents = dict[str, list[tuple[Any, ...]]]


@dataclass(slots=True)
class Reader:
    """Opens a home's published file again and again, as an analyst would, and keeps what went wrong."""

    home: Home
    opened: int = 0
    failures: list[str] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread = field(init=False)

    def __enter__(self) -> "Reader":
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _read(self) -> None:
        while not self._ended.wait(0.02):
            try:
                with duckdb.connect(str(self.home.published), read_only=True) as connection:
                    connection.execute("SELECT count(*) FROM articles").fetchall()
                self.opened += 1
            except duckdb.Error as error:
                self.failures.append(f"reader: {str(error).splitlines()[0]}")


class Run:
    """One ingest as a whole process, in a process group of its own."""

    def __init__(self, home: Home, *, airflow: bool) -> None:
        self.home = home
        self._log = (home.root / "run.log").open("wb")
        self.process = subprocess.Popen(
            [sys.executable, "-c", _AIRFLOW if airflow else _INGEST],
            stdout=self._log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            cwd=home.root,
            env={**os.environ, "PYTHONPATH": str(_ROOT), "WARTA_HOME": str(home.root)},
        )

    def killed(self) -> bool:
        """Kill the process, not what it started; return whether it was still running."""
        running = self.process.poll() is None
        self.process.kill()
        self.process.wait()
        return running

    def left_behind(self, patience: float = 10.0) -> bool:
        """Return whether anything that it started runs on; the kernel is given time to end it."""
        until = time.monotonic() + patience
        while time.monotonic() < until:
            try:
                os.killpg(self.process.pid, 0)
            except ProcessLookupError:
                return False
            time.sleep(0.05)
        return True

    def end(self) -> str:
        """Wait for its end; return what it said where it failed."""
        code = self.process.wait()
        told = (self.home.root / "run.log").read_text("utf-8", "replace").strip().splitlines()
        return f"exit code {code}: {' '.join(told[-3:])}" if code else ""


def prepare(home: Home, documents: int, *, airflow: bool) -> None:
    """Publish a first fifth of a corpus and land the rest, in two files."""
    composed = list(compose(documents, seed=5))
    fifth = documents // 5
    land(composed[:fifth], home)
    if failed := Run(home, airflow=airflow).end():
        raise SystemExit(f"the first ingest failed: {failed}")
    shutil.rmtree(home.root / "runs")  # what a later run leaves there is then its own
    land(composed[fifth : 3 * fifth], home)
    land(composed[3 * fifth :], home)


def moments(kills: int, seconds: float, chance: random.Random) -> Iterator[tuple[str, Callable[[Run], None]]]:
    """Yield what to wait for before each kill, with its description."""
    steps = cycle(chance.sample(list(_TRACES), len(_TRACES)))
    timed = (kills + 1) // 2
    for number in range(kills):
        if number % 2 == 0:
            after = (number // 2 + chance.random()) * seconds / timed
            yield f"{after:.2f} s", lambda run, after=after: pause(run, after)  # type: ignore[misc]
        else:
            step, more = next(steps), chance.uniform(0, 0.15)
            yield f"{step} + {more:.3f} s", lambda run, step=step, more=more: trace(run, step, more)  # type: ignore[misc]


def pause(run: Run, seconds: float) -> None:
    """Wait for a time, or for the end of the run."""
    with suppress(subprocess.TimeoutExpired):
        run.process.wait(seconds)


def trace(run: Run, step: str, seconds: float) -> None:
    """Wait for the first file of a step and a time more, or for the end of the run."""
    while run.process.poll() is None and not any(run.home.root.glob(_TRACES[step])):
        time.sleep(0.002)
    pause(run, seconds)


def reached(home: Home, published: int) -> str:
    """Return how far a killed run came, by what it left."""
    if home.published.stat().st_ino != published:
        return "published"
    found = "start"
    for step, pattern in _TRACES.items():
        if any(home.root.glob(pattern)):
            found = step
    return found


def remains(home: Home) -> list[str]:
    """Return what is left that a finished run leaves nowhere."""
    folders = (home.staging, home.candidates)
    left = [path for folder in folders if folder.exists() for path in folder.iterdir()]
    hidden = [path for path in home.root.rglob(".*") if path.is_file() and "airflow" not in path.parts]
    return [f"left behind: {path.relative_to(home.root)}" for path in left + hidden]


def differences(found: Contents, expected: Contents) -> list[str]:
    """Return a line for each table or view that is not as it should be."""
    return [
        f"{name}: {len(found.get(name, []))} rows, expected {len(expected.get(name, []))}, {unlike} unlike"
        for name in sorted(found.keys() | expected.keys())
        if (unlike := _unlike(found.get(name, []), expected.get(name, [])))
    ]


def _unlike(rows: list[tuple[Any, ...]], expected: list[tuple[Any, ...]]) -> int:
    """Return how many rows stand on one side only, as often as they do."""
    here, there = Counter(map(repr, rows)), Counter(map(repr, expected))
    return ((here - there) + (there - here)).total()


def trial(
    home: Home, wait: Callable[[Run], None], expected: Contents, *, airflow: bool
) -> tuple[str, str, list[str]]:
    """Kill one run and start it again; return how far it came, how the reader fared, and what is wrong."""
    published = home.published.stat().st_ino
    with Reader(home) as reader:
        run = Run(home, airflow=airflow)
        wait(run)
        killed = run.killed()
        wrong = ["a process was left running"] if run.left_behind() else []
        far = reached(home, published) if killed else "ended"
        if failed := Run(home, airflow=airflow).end():
            wrong.append(failed)
    wrong += sorted(set(reader.failures)) + remains(home) + differences(contents(home), expected)
    return far, f"{reader.opened} times", wrong


def main() -> None:
    """Kill, restart, compare."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--documents", type=int, default=300)
    parser.add_argument("--airflow", action="store_true", help="run the DAG instead of `warta ingest`")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        bad = kill_all(Path(folder), given)
    print(f"{given.kills} kills, {bad} with a difference")
    raise SystemExit(bool(bad))


def kill_all(folder: Path, given: argparse.Namespace) -> int:
    """Do every trial, each on a copy of the same home; print a line each, return how many were bad."""
    waiting = Home(folder / "waiting")
    waiting.root.mkdir()
    prepare(waiting, given.documents, airflow=given.airflow)
    undisturbed = copied(waiting, folder / "undisturbed")
    started = time.monotonic()
    if failed := Run(undisturbed, airflow=given.airflow).end():
        raise SystemExit(f"the undisturbed ingest failed: {failed}")
    seconds, expected = time.monotonic() - started, contents(undisturbed)
    print(f"undisturbed: {seconds:.1f} s, {len(expected['articles'])} articles, {len(expected)} relations")
    print(f"{'kill':>4}  {'at':24}{'came as far as':18}{'reader opened':16}result")
    bad = 0
    for number, (at, wait) in enumerate(moments(given.kills, seconds, random.Random(given.seed))):
        home = copied(waiting, folder / "trial")
        far, read, wrong = trial(home, wait, expected, airflow=given.airflow)
        print(f"{number:4}  {at:24}{far:18}{read:16}{'; '.join(wrong) or 'same'}", flush=True)
        bad += bool(wrong)
        shutil.rmtree(home.root)
    return bad


def copied(home: Home, root: Path) -> Home:
    """Return a copy of a home."""
    shutil.copytree(home.root, root)
    return Home(root)


if __name__ == "__main__":
    main()
