"""Measures the way from gzipped WARC files to stored articles, beside two things that one would use instead.

    python benchmarks/end_to_end.py --data DIR --peers PYTHON [--pages 2000] [--rounds 5]

DIR holds `pages`; PYTHON is the interpreter of an environment of its own, never Warta's, with pandas,
trafilatura, langdetect, datasketch, duckdb, news-please and warcio. Whole processes, in turns, on one core
and on all: `warta ingest` from its plan to the published file; a script of pandas, trafilatura, langdetect,
datasketch and DuckDB with a pool of processes (`end_to_end_pandas.py`); news-please's extraction with a
JSON file an article (`end_to_end_newsplease.py`). The peers, being slower, read the first pages of the same
corpus, and rates are compared. Prints pages a second, CPU time a page, peak memory with that of all
processes, the ratios with their spread, and the share of each stage. Asked for: at least 7 times the script
and 25 times news-please on all cores, and all of two cores at least 1.7 times one. Linux only; exits with 1
where a figure is missed.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from end_to_end_corpus import RECORDS_PER_FILE, pack, repeated, stored_pages
from process_tree import Spent, run

LEAST_PANDAS, LEAST_NEWSPLEASE, LEAST_CORES = 7.0, 25.0, 1.7
_HERE = Path(__file__).parent
_ROOT = _HERE.parent
_WARTA = [sys.executable, "-c", "from pipeline.cli import main; main()"]
_FILES_A_PEER = 8  # at least, so that every core has work to the end


@dataclass(frozen=True, slots=True)
class Contender:
    """One way from the same pages to stored articles."""

    name: str
    pages: int
    files: list[Path]
    script: list[str] | None = None

    def measured(self, cores: Collection[int], scratch: Path) -> Spent:
        """Run it once, from nothing, and take away what it made."""
        folder = Path(tempfile.mkdtemp(dir=scratch))
        try:
            command = self._script(folder, len(cores)) if self.script else self._ingest(folder, len(cores))
            return run(command, cores, _environment(folder), scratch / f"{self.name}.log")
        finally:
            shutil.rmtree(folder)

    def _ingest(self, home: Path, workers: int) -> list[str]:
        land(self.files, home)
        return [*_WARTA, "ingest", "--home", str(home), "--workers", str(workers)]

    def _script(self, folder: Path, workers: int) -> list[str]:
        files = map(str, self.files)
        return [*(self.script or ()), "--workers", str(workers), "--out", str(folder / "out"), *files]


Runs = dict[tuple[str, int], list[Spent]]
"""Name and number of cores to what each round took."""


def main() -> int:
    given = _options()
    cores = sorted(os.sched_getaffinity(0))
    with tempfile.TemporaryDirectory() as temporary:
        scratch = given.keep or Path(temporary)
        scratch.mkdir(parents=True, exist_ok=True)
        contenders = _contenders(given, scratch)
        runs = _interleaved(contenders, ([cores[0]], cores), given.rounds, scratch)
        missed = _report(contenders, runs, len(cores))
        _show_stages(contenders[0], scratch)
    print("\n".join(missed) if missed else "all figures reached")
    return len(missed)


def land(files: Sequence[Path], home: Path) -> None:
    """Put WARC files into the landing area of a home, as links where that is possible."""
    landing = home / "landing"
    landing.mkdir(parents=True)
    for path in files:
        try:
            os.link(path, landing / path.name)
        except OSError:
            shutil.copyfile(path, landing / path.name)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument("--peers", type=Path, help="interpreter of the peers' environment; left out: none")
    parser.add_argument("--pages", type=int, default=2_000)
    parser.add_argument("--pandas-pages", type=int, default=400, help="of them, for the script")
    parser.add_argument("--newsplease-pages", type=int, default=100, help="of them, for news-please")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--keep", type=Path, help="folder that keeps the packed pages for the next time")
    return parser.parse_args()


def _contenders(given: argparse.Namespace, scratch: Path) -> list[Contender]:
    found = [Contender("warta", given.pages, _packed(given.data, scratch, given.pages, RECORDS_PER_FILE))]
    for name, pages in (("pandas", given.pandas_pages), ("newsplease", given.newsplease_pages)):
        if given.peers:
            files = _packed(given.data, scratch, pages, max(1, pages // _FILES_A_PEER))
            script = [str(given.peers), str(_HERE / f"end_to_end_{name}.py")]
            found.append(Contender(name, pages, files, script))
    return found


def _packed(data: Path, scratch: Path, pages: int, per_file: int) -> list[Path]:
    folder = scratch / f"pages-{pages}-{per_file}"
    if not folder.exists():
        partial = folder.with_suffix(".partial")
        shutil.rmtree(partial, ignore_errors=True)
        pack(repeated(list(stored_pages(data)), pages), partial, per_file)
        partial.rename(folder)
    return sorted(folder.iterdir())


def _interleaved(
    contenders: Sequence[Contender], core_sets: Sequence[list[int]], rounds: int, scratch: Path
) -> Runs:
    runs: Runs = {}
    for number in range(1, rounds + 1):
        for contender in contenders:
            for cores in core_sets:
                spent = contender.measured(cores, scratch)
                runs.setdefault((contender.name, len(cores)), []).append(spent)
                print(f"round {number} {_told(contender, len(cores), spent)}", flush=True)
    return runs


def _told(contender: Contender, cores: int, spent: Spent) -> str:
    return (
        f"{contender.name:11} {cores} cores: {contender.pages / spent.wall:7.1f} pages/s, "
        f"{spent.cpu / contender.pages * 1e3:7.2f} ms CPU a page, {spent.peak / 1e6:6,.0f} MB"
    )


def _report(contenders: Sequence[Contender], runs: Runs, cores: int) -> list[str]:
    """Print medians and ratios; return what was missed."""
    pages = {contender.name: contender.pages for contender in contenders}
    for contender in contenders:
        for count in sorted({count for _, count in runs}):
            spent = runs[contender.name, count]
            middle = Spent(
                median(one.wall for one in spent),
                median(one.cpu for one in spent),
                max(one.peak for one in spent),
            )
            print(f"median  {_told(contender, count, middle)}")
    rates = {key: [pages[key[0]] / one.wall for one in spent] for key, spent in runs.items()}
    work = {key: [pages[key[0]] / one.cpu for one in spent] for key, spent in runs.items()}
    compared = [
        (f"all cores beside {name}", rates["warta", cores], rates[name, cores], least)
        for name, least in (("pandas", LEAST_PANDAS), ("newsplease", LEAST_NEWSPLEASE))
        if name in pages
    ]
    compared.append(("all cores beside one", rates["warta", cores], rates["warta", 1], LEAST_CORES))
    missed = [line for one in compared if (line := _show_ratio(*one))]
    for name in list(pages)[1:]:
        _show_ratio(f"CPU time beside {name}", work["warta", cores], work[name, cores], 0)
    return missed


def _show_ratio(name: str, ours: Sequence[float], theirs: Sequence[float], least: float) -> str | None:
    ratios = sorted(our / their for our, their in zip(ours, theirs, strict=True))
    found = f"{name}: {median(ratios):.2f} times, {ratios[0]:.2f} to {ratios[-1]:.2f}"
    print(found + (f" (asked for: {least})" if least else ""))
    return f"MISSED {found}, asked for {least}" if median(ratios) < least else None


def _show_stages(warta: Contender, scratch: Path) -> None:
    """Ingest once more in one process and print the CPU time of each stage and its share."""
    home = Path(tempfile.mkdtemp(dir=scratch))
    try:
        land(warta.files, home)
        child = subprocess.run(
            [sys.executable, str(_HERE / "ingest_stages.py"), str(home)],
            stdout=subprocess.PIPE,
            check=True,
            env=_environment(home),
        )
    finally:
        shutil.rmtree(home)
    told = json.loads(child.stdout)
    print("one process, by stage:")
    for name, stage in told["stages"].items():
        each = stage["cpu"] / warta.pages * 1e3
        print(f"  {name:16} {each:6.2f} ms CPU a page {stage['cpu'] / told['cpu']:6.1%}")


def _environment(home: Path) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(_ROOT),
        "GX_ANALYTICS_ENABLED": "false",
        "WARTA_HOME": str(home),
        "AIRFLOW_HOME": str(home / "airflow"),
    }


if __name__ == "__main__":
    sys.exit(main())
