"""Measures the quality of what Warta reads, and refuses to let it fall below its floors.

    python benchmarks/quality.py --data DIR [--part NAME ...] [--set NAME ...] [--worst N] [--peer]
    python benchmarks/quality.py --data DIR --part regions --sample 200 --seed 0

DIR holds the evaluation data (`pages`, `languages`, `topics`, `regions`, `gazetteer`); parts whose data are
missing are passed over. The second call lists the regions of articles that are about none. The exit code is 1
where a figure lies below its floor, and 0 otherwise; where the data are not those that the floors were
measured on, that is said and their floors are not applied.
"""

import argparse
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

from measures import dates, language, reading, regions, topics
from measures.floors import Floors, digest_of, load_floors
from measures.score import Score, show


class Part(NamedTuple):
    """A part of the bench.

    Attributes:
        folders: its data sets and where they lie.
        measure: the function that measures them.
        options: of the command line, that it takes.
    """

    folders: dict[str, str]
    measure: Callable[..., list[Score]]
    options: tuple[str, ...] = ()


MEASURES: dict[str, Part] = {
    "reading": Part(reading.SETS, reading.measure, ("peer",)),
    "dates": Part(dates.SETS, dates.measure),
    "language": Part(language.SETS, language.measure),
    "topics": Part(topics.SETS, topics.measure),
    "regions": Part(regions.SETS, regions.measure, ("sample", "seed")),
}
"""Parts of the bench by name."""

FLOORS = Path(__file__).parent / "floors"


def main() -> int:
    options = _options()
    scores: list[Score] = []
    digests: dict[str, str] = {}
    for name, part in MEASURES.items():
        if options.part and name not in options.part:
            continue
        sets = [name for name in part.folders if not options.set or name in options.set]
        present = [name for name in sets if (options.data / part.folders[name]).is_dir()]
        chosen = {option: getattr(options, option) for option in part.options}
        scores += part.measure(options.data, present, **chosen)
        digests |= {
            name: digest_of(options.data / part.folders[name]) for name in present if name not in digests
        }
    if not scores:
        print(f"no data set found in {options.data}; expected pages/publishers and its neighbours")
        return 2
    show(scores, options.worst)
    return _judge(scores, digests, options.floors)


def _options() -> argparse.Namespace:
    known = sorted({name for part in MEASURES.values() for name in part.folders})
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the evaluation data")
    parser.add_argument(
        "--floors", type=Path, nargs="*", help="files of floors; default: all in benchmarks/floors"
    )
    parser.add_argument("--part", nargs="*", choices=list(MEASURES), help="parts to measure; default: all")
    parser.add_argument(
        "--set", nargs="*", choices=known, help="data sets to measure; default: all that are there"
    )
    parser.add_argument(
        "--worst", type=int, default=10, help="how many of the worst cases to show (default 10)"
    )
    parser.add_argument("--peer", action="store_true", help="measure trafilatura beside it")
    parser.add_argument(
        "--sample", type=int, default=0, help="articles whose regions are listed, for a person to judge"
    )
    parser.add_argument("--seed", type=int, default=0, help="which sample is drawn (default 0)")
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
