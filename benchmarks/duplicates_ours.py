"""Finds near-duplicates with Warta's own stages, streaming from Parquet; prints one line of JSON."""

import argparse
import json
import resource
import time
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from transforms.deduplicate import link_archive
from transforms.fingerprint import bands_of

_READ = ["article_id", "headline", "article_body"]


def read_keys(corpus: Path, group: int) -> pa.Table:
    """Read one row group and give its texts their keys."""
    table = read_texts(corpus, group)
    return table.select(["article_id"]).append_column("bands", bands_of(table))


def read_texts(corpus: Path, group: int) -> pa.Table:
    """Read one row group."""
    return pq.ParquetFile(corpus).read_row_group(group, columns=_READ, use_threads=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("links", type=Path, help="where the pairs go, one a line")
    given = parser.parse_args()
    read_keys(given.corpus, 0)
    start, worked = time.perf_counter(), time.process_time()
    groups = range(pq.ParquetFile(given.corpus).num_row_groups)
    links = link_archive(
        [partial(read_keys, given.corpus, group) for group in groups],
        [partial(read_texts, given.corpus, group) for group in groups],
    )
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    lines = map(
        " ".join, zip(*(links[name].to_pylist() for name in ("article_id", "other_id", "kind")), strict=True)
    )
    given.links.write_text("\n".join(lines))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": worked, "megabytes": peak}))


if __name__ == "__main__":
    main()
