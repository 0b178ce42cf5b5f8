r"""Finds near-duplicates with datasketch or rensa; runs under the Python of the peers' own environment.

Everybody gets the same: word 3-shingles of lower-case `\w+` words, 128 permutations in 32 bands of 4, and
exact verification of each candidate, here against Jaccard 0.5. Prints one line of JSON.
"""

import argparse
import json
import re
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

_WORD = re.compile(r"\w+")
PERMUTATIONS, BANDS, THRESHOLD = 128, 32, 0.5
Shingles = set[str]


def read(corpus: Path) -> Iterator[tuple[list[str], list[Shingles]]]:
    """Yield the ids and the shingles of the texts of one batch."""
    for batch in pq.ParquetFile(corpus).iter_batches(10_000, columns=["article_id", "article_body"]):
        yield (
            batch["article_id"].to_pylist(),
            [shingles_of(text) for text in batch["article_body"].to_pylist()],
        )


def shingles_of(text: str) -> Shingles:
    words = _WORD.findall(text.lower())
    return {" ".join(three) for three in zip(words, words[1:], words[2:], strict=False)}


def with_datasketch(corpus: Path) -> list[tuple[str, str]]:
    """MinHash in bulk, MinHashLSH."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 (one of the two may be missing)

    lsh = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    texts: dict[str, Shingles] = {}
    pairs = []
    for names, batch in read(corpus):
        sketches = MinHash.generator(
            ([word.encode() for word in text] for text in batch), num_perm=PERMUTATIONS
        )
        for name, text, sketch in zip(names, batch, sketches, strict=True):
            pairs += [(name, other) for other in lsh.query(sketch) if alike(text, texts[other])]
            lsh.insert(name, sketch, check_duplication=False)
            texts[name] = text
    return pairs


def with_rensa(corpus: Path) -> list[tuple[str, str]]:
    """RMinHash in bulk, RMinHashLSH in bulk."""
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    lsh = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    texts: list[Shingles] = []
    names: list[str] = []
    pairs = []
    for more, batch in read(corpus):
        first = len(names)
        sketches = RMinHash.from_token_sets([list(text) for text in batch], PERMUTATIONS, 42)
        lsh.insert_many(sketches, first)
        names += more
        texts += batch
        for number, found in enumerate(lsh.query_all(sketches), first):
            pairs += [
                (names[number], names[other])
                for other in found
                if other < number and alike(texts[number], texts[other])
            ]
    return pairs


def alike(one: Shingles, other: Shingles) -> bool:
    """Say whether the exact Jaccard reaches the threshold."""
    shared = len(one & other)
    return shared >= THRESHOLD * (len(one) + len(other) - shared)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("peer", choices=["datasketch", "rensa"])
    parser.add_argument("corpus", type=Path)
    parser.add_argument("links", type=Path, help="where the pairs go, one a line")
    given = parser.parse_args()
    run = {"datasketch": with_datasketch, "rensa": with_rensa}[given.peer]
    __import__(given.peer)
    start, worked = time.perf_counter(), time.process_time()
    pairs = run(given.corpus)
    seconds, worked = time.perf_counter() - start, time.process_time() - worked
    given.links.write_text("\n".join(f"{one} {other} near" for one, other in pairs))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu_seconds": worked, "megabytes": peak}))


if __name__ == "__main__":
    main()
