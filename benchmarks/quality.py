"""Measures the quality of what Warta reads, and refuses to let it fall below its floors.

    python benchmarks/quality.py --data DIR [--floors FILE] [--set NAME ...] [--worst N] [--peer]

DIR holds the evaluation data (`pages/publishers`, `pages/mixed_web`, `pages/listings`). The exit code is 1
where a figure lies below its floor, and 0 otherwise; where the data are not those that the floors were
measured on, that is said and their floors are not applied.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from measures import reading
from measures.floors import Floors, digest_of, load_floors
from measures.score import Score, show

MEASURES: dict[str, tuple[dict[str, str], Callable[..., list[Score]]]] = {
    "reading": (reading.SETS, reading.measure),
}
"""Parts of the bench: their data sets with the folders, and the function that measures them."""

FLOORS = Path(__file__).parent / "floors"


def main() -> int:
    options = _options()
    scores, digests = [], {}
    for folders, measure in MEASURES.values():
        sets = [name for name in folders if not options.set or name in options.set]
        present = [name for name in sets if (options.data / folders[name]).is_dir()]
        scores += measure(options.data, present, peer=options.peer)
        digests |= {name: digest_of(options.data / folders[name]) for name in present}
    if not scores:
        print(f"no data set found in {options.data}; expected pages/publishers and its neighbours")
        return 2
    show(scores, options.worst)
    return _judge(scores, digests, options.floors)


def _options() -> argparse.Namespace:
    known = [name for folders, _ in MEASURES.values() for name in folders]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument(
        "--floors", type=Path, nargs="*", help="files of floors; default: all in benchmarks/floors"
    )
    parser.add_argument(
        "--set", nargs="*", choices=known, help="data sets to measure; default: all that are there"
    )
    parser.add_argument(
        "--worst", type=int, default=10, help="how many of the worst cases to show (default 10)"
    )
    parser.add_argument("--peer", action="store_true", help="measure trafilatura beside it")
    return parser.parse_args()


def _judge(scores: list[Score], digests: dict[str, str], files: Iterable[Path] | None) -> int:
    print()
    fallen: list[str] = []
    for path in sorted(FLOORS.glob("*.yaml")) if files is None else files:
        floors: Floors = load_floors(path)
        changed = floors.changed(digests)
        for name in changed:
            print(f"{name}: not the data of {path.name} (now {digests[name]}); its floors are not applied")
        fallen += floors.fallen([score for score in scores if score.data not in changed])
    print("\n".join(fallen) or "no floor fell")
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
