"""Carries the words of headlines and bodies in the table, so that they are split once for all stages.

>>> from news.schema import article_table
>>> table = split_words(article_table([{"headline": "Banjir", "article_body": "Air naik."}]))
>>> [len(words.hashes) for words in words_of(table)]
[1, 2]
"""

import numpy as np
import pyarrow as pa

from news.schema import WORDS, set_column
from transforms.words.splitting import Words, split
from transforms.words.threads import in_threads

_TEXTS = ("headline", "article_body")
_SLICE = 1024  # articles: their texts and words stay in the processor's caches


def split_words(table: pa.Table) -> pa.Table:
    """Fill `words`: the words of `headline` and of `article_body`."""
    slices = [table.slice(start, _SLICE) for start in range(0, table.num_rows, _SLICE)] or [table]
    return set_column(table, "words", pa.chunked_array(in_threads(_split, slices), WORDS))


def drop_words(table: pa.Table) -> pa.Table:
    """Empty `words`, once no stage needs them any more: they are three times as large as the texts."""
    return set_column(table, "words", pa.nulls(table.num_rows, WORDS))


def words_of(table: pa.Table) -> tuple[Words, Words]:
    """Return the words of the headlines and of the bodies; they are split here where nobody did it before."""
    column = table["words"]
    if column.null_count or not column.num_chunks:
        headlines, bodies = (split(table[name]) for name in _TEXTS)
        return headlines, bodies
    whole = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    headlines, bodies = (_words(lists) for lists in whole.flatten())
    return headlines, bodies


def _split(table: pa.Table) -> pa.Array:
    return pa.StructArray.from_arrays([_lists(split(table[name])) for name in _TEXTS], fields=list(WORDS))


def _lists(words: Words) -> pa.ListArray:
    kind = WORDS.field(0).type.value_type
    columns = [pa.array(column) for column in (words.hashes, words.starts, words.ends)]
    return pa.ListArray.from_arrays(
        pa.array(words.offsets.astype(np.int32)), pa.StructArray.from_arrays(columns, fields=list(kind))
    )


def _words(lists: pa.ListArray) -> Words:
    offsets = lists.offsets.to_numpy().astype(np.int64)
    columns = lists.values.slice(offsets[0], offsets[-1] - offsets[0]).flatten()
    hashes, starts, ends = (column.to_numpy() for column in columns)
    return Words(hashes, offsets - offsets[0], starts, ends)
