"""Gives every article the keys by which its copies and excerpts are found.

>>> from news.schema import article_table
>>> body = " ".join(f"kata{number}" for number in range(60))
>>> row = fingerprint(article_table([{"headline": "Judul", "article_body": body}])).to_pylist()[0]
>>> row["word_count"], len(row["content_hash"]), len(row["bands"]) > 32
(60, 20, True)
"""

import numpy as np
import pyarrow as pa

from news.schema import set_column
from transforms.fingerprint.content import content_hashes
from transforms.fingerprint.keys import SHORT_WORDS, search_keys
from transforms.words import split_texts, texts_of
from transforms.words.column import words_of
from transforms.words.threads import in_threads

__all__ = ["bands_of", "fingerprint"]

_SLICE = 1024  # articles: their texts and words stay in the processor's caches
_DIGITS = 16  # hexadecimal digits of a content hash that make a 64-bit number


def fingerprint(table: pa.Table) -> pa.Table:
    """Fill `word_count`, `content_hash` and `bands` from `headline` and `article_body`.

    Where `words` is filled, nothing is split anew.
    """
    columns = zip(*in_threads(_fingerprint, _slices(table)), strict=True)
    for name, parts in zip(("word_count", "content_hash", "bands"), columns, strict=True):
        table = set_column(table, name, pa.chunked_array(parts))
    return table


def bands_of(table: pa.Table) -> pa.ChunkedArray:
    """Return the column `bands` alone, which takes two thirds of the time: for an archive to be linked."""
    return pa.chunked_array(in_threads(_bands, _slices(table)))


def _slices(table: pa.Table) -> list[pa.Table]:
    return [table.slice(start, _SLICE) for start in range(0, table.num_rows, _SLICE)] or [table]


def _fingerprint(table: pa.Table) -> tuple[pa.Array, pa.Array, pa.Array]:
    _, words = words_of(table)
    hashes = content_hashes(texts_of(table["headline"]), texts_of(table["article_body"]))
    contents = np.array([int(digest[:_DIGITS], 16) for digest in hashes], np.uint64)
    counts = pa.array(np.diff(words.offsets)).cast(pa.int32())
    return counts, pa.array(hashes, pa.string()), search_keys(words, contents)


def _bands(table: pa.Table) -> pa.Array:
    words = split_texts(texts_of(table["article_body"]))
    short = np.flatnonzero(np.diff(words.offsets) < SHORT_WORDS)
    texts = table.select(["headline", "article_body"]).take(pa.array(short))
    hashes = content_hashes(texts_of(texts["headline"]), texts_of(texts["article_body"]))
    contents = np.zeros(table.num_rows, np.uint64)
    contents[short] = [int(digest[:_DIGITS], 16) for digest in hashes]
    return search_keys(words, contents)
