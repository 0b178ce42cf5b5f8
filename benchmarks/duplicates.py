"""Measures duplicates: recall and precision by kind of copy, and speed beside datasketch and rensa.

The corpus is composed from the evaluation data (`duplicates_corpus.py`). Every contestant runs in a
process of its own on the same Parquet file, in turn, `--rounds` times. The clock starts after imports and,
for compiled code, the first call, and includes reading. The peers live in an environment of their own:

    python -m venv /tmp/peers && /tmp/peers/bin/pip install datasketch rensa pyarrow
    python benchmarks/duplicates.py --data DIR --documents 100000 --peers /tmp/peers/bin/python
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

import pyarrow.parquet as pq
from duplicates_corpus import write_corpus
from duplicates_natural import report_natural

_HERE = Path(__file__).parent
_RECALL, _PRECISION = 0.99, 0.995
_RATIOS = {"datasketch": 10.0, "rensa": 4.0}

Links = dict[tuple[str, str], str]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="evaluation data, with topics/*.jsonl.gz")
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--peers", type=Path, help="Python in whose environment datasketch and rensa are")
    parser.add_argument("--rounds", type=int, default=1, help="times that each runs; the median counts")
    parser.add_argument("--corpus", type=Path, help="folder that keeps the corpus for the next time")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.corpus or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "planted.parquet").exists():
            write_corpus(given.data, given.documents, folder)
        missed = report(folder, race(folder, given.peers, given.rounds))
    report_natural(given.data)
    return missed


def race(folder: Path, peers: Path | None, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Run every contestant in turn; return seconds and megabytes of each run."""
    commands = {"warta": [sys.executable, str(_HERE / "duplicates_ours.py")]}
    for peer in _RATIOS if peers else ():
        commands[peer] = [str(peers), str(_HERE / "duplicates_peers.py"), peer]
    runs = defaultdict(list)
    for _ in range(rounds):
        for name, command in commands.items():
            run = [*command, str(folder / "corpus.parquet"), str(folder / f"{name}.links")]
            runs[name].append(json.loads(subprocess.run(run, check=True, capture_output=True).stdout))
    return runs


def report(folder: Path, runs: dict[str, list[dict[str, float]]]) -> int:
    """Print what came out; return 1 if Warta misses a figure that it is held to, else 0."""
    planted = pq.read_table(folder / "planted.parquet").to_pylist()
    documents = pq.ParquetFile(folder / "corpus.parquet").metadata.num_rows
    speeds = {
        name: documents / statistics.median(run["seconds"] for run in taken) for name, taken in runs.items()
    }
    missed = False
    for name, taken in runs.items():
        links = _read_links(folder / f"{name}.links")
        precision, recalls = _precision(links, planted), _recalls(links, planted)
        peak = max(run["megabytes"] for run in taken)
        ratio = "" if name == "warta" else f", warta is {speeds['warta'] / speeds[name]:.1f} times as fast"
        print(f"\n{name}: {documents:,} documents, {speeds[name]:,.0f} a second, {peak:,.0f} MB{ratio}")
        print(f"  processor time {statistics.median(run['cpu_seconds'] for run in taken):,.1f} s")
        print(f"  {len(links):,} links, precision {precision:.4f}")
        for kind, (pairs, found, kinds) in recalls.items():
            print(f"  {kind:22} {pairs:6,} pairs, linked {found / pairs:.4f}  {dict(kinds)}")
        if name == "warta":
            due = [
                (pairs, found)
                for kind, (pairs, found, _) in recalls.items()
                if "below" not in kind and kind != "event"
            ]
            recall = sum(found for _, found in due) / sum(pairs for pairs, _ in due)
            print(f"  recall of all that is due {recall:.4f}")
            missed |= precision < _PRECISION or recall < _RECALL
        else:
            missed |= speeds["warta"] < _RATIOS[name] * speeds[name]
    return int(missed)


def _read_links(path: Path) -> Links:
    links = {}
    for line in path.read_text().splitlines():
        one, other, kind = line.split()
        links[min(one, other), max(one, other)] = kind
    return links


def _precision(links: Links, planted: list[dict[str, object]]) -> float:
    """Return the share of links whose two texts come from one original."""
    origin = {pair["copy"]: pair["original"] for pair in planted if pair["kind"] != "event"}
    right = sum(origin.get(one, one) == origin.get(other, other) for one, other in links)
    return right / max(len(links), 1)


def _recalls(links: Links, planted: list[dict[str, object]]) -> dict[str, tuple[int, int, Counter[str]]]:
    """Return by kind how many pairs were planted, how many are linked, and as what."""
    found: dict[str, list[str | None]] = defaultdict(list)
    for pair in planted:
        if pair["jaccard"] is None:
            continue
        one, other = sorted((str(pair["original"]), str(pair["copy"])))
        found[_due(pair)].append(links.get((one, other)))
    return {
        kind: (len(kinds), len(kinds) - kinds.count(None), Counter(filter(None, kinds)))
        for kind, kinds in sorted(found.items())
    }


def _due(pair: dict[str, object]) -> str:
    """Return the kind, marked where the pair is too unlike to be held to."""
    kind = str(pair["kind"])
    contained = kind in ("excerpt", "roundup") and float(str(pair["containment"])) >= 0.9
    return kind if kind == "event" or contained or float(str(pair["jaccard"])) >= 0.5 else f"{kind} (below)"


if __name__ == "__main__":
    sys.exit(main())
