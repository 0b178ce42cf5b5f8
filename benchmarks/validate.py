"""Measures what the two gates cost: the rules of rows on articles, the audit on a file that holds as many.

    python benchmarks/validate.py --articles 100000

Articles are those of `corpus.py`, cleaned of nothing, in tables as large as an ingest's groups; the file is
that of `history.py`. The import of Great Expectations, which every run pays once, is told apart. One article
in fifty is made to break a rule, so that refusals are written as well. CPU seconds are judged, since other
work lengthens wall time.
"""

import argparse
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
from corpus import Composed, compose
from history import build

from news.identity import article_id
from news.schema import article_table
from transforms.fingerprint import fingerprint

_MOST_SECONDS = 10.0  # for 100,000 articles, both gates, beyond the import
_ASKED_FOR = 100_000
_AT_ONCE = 10_000  # articles of a group of landed files
_SPOILED_EACH = 50
_SPOILED = ("", "Hanya empat kata saja.", "Halaman yang Anda cari tidak ditemukan.", "a" * 400)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=_ASKED_FOR)
    parser.add_argument("--keep", type=Path, help="folder that keeps the file for the next time")
    given = parser.parse_args()
    imported = _import_seconds()
    rows = _row_gate(given.articles)
    with tempfile.TemporaryDirectory() as scratch:
        folder = given.keep or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        audit = _audit_gate(folder / f"history-{given.articles}.duckdb", given.articles)
    print(f"import of Great Expectations {imported:6.2f} s")
    total, most = rows + audit, _MOST_SECONDS * given.articles / _ASKED_FOR
    print(f"both gates                   {total:6.2f} s CPU, asked {most:.0f} s for {given.articles:,}")
    return int(total > most)


def _import_seconds() -> float:
    started = time.perf_counter()
    import great_expectations  # noqa: F401, PLC0415

    from expectations.validate import validate  # noqa: PLC0415

    validate(article_table([{"article_body": "satu"}]))  # its first validation imports more
    return time.perf_counter() - started


def _row_gate(number: int) -> float:
    """Print what the rules of rows take; return the CPU seconds."""
    from expectations.validate import validate  # noqa: PLC0415

    wall = cpu = 0.0
    told: Counter[str] = Counter()
    for table in _tables(number):
        began, began_cpu = time.perf_counter(), time.process_time()
        done = validate(table)
        wall, cpu = wall + time.perf_counter() - began, cpu + time.process_time() - began_cpu
        told.update(refused["rule"] for refused in done["rejection"].to_pylist() if refused)
        told.update(warning["rule"] for marked in done["warnings"].to_pylist() for warning in marked)
    print(f"rules of rows                {wall:6.2f} s wall, {cpu:.2f} s CPU, {number / wall:,.0f} rows/s")
    print("   " + ", ".join(f"{rule} {count:,}" for rule, count in told.most_common()))
    return cpu


def _tables(number: int) -> Iterator[pa.Table]:
    composed = compose(number)
    while documents := list(islice(composed, _AT_ONCE)):
        yield fingerprint(article_table([_row(one) for one in documents]))


def _row(one: Composed) -> dict[str, object]:
    spoiled = one.number % _SPOILED_EACH == 0
    body = _SPOILED[one.number // _SPOILED_EACH % len(_SPOILED)] if spoiled else "\n\n".join(one.paragraphs)
    return {
        "target_uri": one.url,
        "url": one.url,
        "article_id": article_id(one.url),
        "source": one.publisher,
        "warc_date": one.captured,
        "headline": one.headline,
        "article_body": body,
        "date_published": one.captured.date(),
        "in_language": "id",
        "language_score": 0.99,
        "cuts": [{"rule": "byline", "kind": "byline", "text": one.sign_off}],
    }


def _audit_gate(path: Path, number: int) -> float:
    """Print what the audit of a file with as many articles takes; return the CPU seconds."""
    from pipeline.auditing import check_candidate  # noqa: PLC0415
    from warehouse.connection import opened  # noqa: PLC0415
    from warehouse.load import note_sources  # noqa: PLC0415

    if not path.exists():
        build(path, number)
    with opened(path, read_only=False) as connection:
        note_sources(connection)
        began, began_cpu = time.perf_counter(), time.process_time()
        findings = check_candidate(connection, "benchmark")
        wall, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    print(f"audit of the whole file      {wall:6.2f} s wall, {cpu:.2f} s CPU, {len(findings)} rules")
    return cpu


if __name__ == "__main__":
    raise SystemExit(main())
