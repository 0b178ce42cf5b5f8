"""What the rules of rows look at: one column a fact, one row an article."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from expectations.characters import character_facts
from expectations.kinds import length_facts
from expectations.listings import listing
from expectations.page_signs import sign_facts
from expectations.standard import Standards, days_after_capture, days_before_site, language_facts
from news.identity import article_id

_OF_THE_ARTICLE = ("dateline", "publisher", "byline", "credit", "caption")  # cuts that are no boilerplate
_SHORT_PARAGRAPH = 160  # characters on average: lists stay below, excerpts of articles on them too
_FEWEST = 5  # paragraphs of a list


def row_facts(table: pa.Table, standards: Standards) -> pa.Table:
    """Return the facts of each row: numbers where numbers will do, else the words that break a rule."""
    body = pc.fill_null(table["article_body"], "")
    length = pc.utf8_length(body)
    lengths = length_facts(table)
    facts = {
        "article_id": pc.fill_null(table["article_id"], ""),
        "url": pc.fill_null(table["url"], ""),
        "strange_id": _strange_ids(table),
        "body_length": length,
        "body_start": pc.utf8_slice_codeunits(body, 0, 80),
        "taken_out": [_first_cut(cuts) for cuts in table["cuts"].to_pylist()],
        "headline_length": pc.utf8_length(pc.fill_null(pc.utf8_trim_whitespace(table["headline"]), "")),
        "days_after_capture": days_after_capture(table),
        "days_before_site": days_before_site(table, standards),
        "day": pc.cast(table["date_published"], pa.string()),
        "boilerplate_share": boilerplate_share(table["cuts"], length),
        **lengths,
        **language_facts(table, standards),
        **character_facts(body, length),
        **sign_facts(table, lengths["words"]),
        **_paragraph_facts(table, body, length),
    }
    return pa.table({name: _typed(values) for name, values in facts.items()})


def boilerplate_share(cuts: pa.ChunkedArray, length: pa.ChunkedArray) -> pa.Array:
    """Return how much of each page's text was furniture that cleaning cut: 0 to 1, in characters."""
    taken = np.zeros(len(cuts))
    flat = pc.list_flatten(cuts)
    if len(flat):
        boilerplate = pc.invert(pc.is_in(pc.struct_field(flat, "kind"), pa.array(_OF_THE_ARTICLE)))
        # What reading left out around the text of a page never was in its body.
        reading = pc.starts_with(pc.struct_field(flat, "rule"), "markup/")
        boilerplate = pc.and_not(boilerplate, reading)
        sizes = pc.fill_null(pc.utf8_length(pc.struct_field(flat, "text")), 0)
        weights = pc.if_else(boilerplate, sizes, 0).to_numpy()
        np.add.at(taken, pc.list_parent_indices(cuts).to_numpy(), weights)
    return pa.array(taken / np.maximum(taken + length.to_numpy(), 1))


def repeated_share(paragraphs: list[str]) -> float:
    """Return the share of characters in paragraphs that stood there before.

    >>> repeated_share(["Air naik.", "Warga pindah.", "Air naik.", "Air naik."])
    0.45
    """
    if len(set(paragraphs)) == len(paragraphs):
        return 0.0
    total = sum(map(len, paragraphs))
    return round((total - sum(map(len, set(paragraphs)))) / total, 4)


def _paragraph_facts(
    table: pa.Table, body: pa.ChunkedArray, length: pa.ChunkedArray
) -> dict[str, list[object]]:
    """Return what listings and repeated paragraphs are known by; only texts of several are looked at."""
    number = table.num_rows
    lists: list[object] = [None] * number
    like: list[object] = [None] * number
    repeated: list[object] = [0.0] * number
    breaks = pc.count_substring(body, "\n\n")
    short = pc.less(length, pc.multiply(pc.add(breaks, 1), _SHORT_PARAGRAPH)).to_pylist()
    rows = pc.indices_nonzero(pc.or_(pc.greater_equal(breaks, 2), pc.equal(length, 0)))
    counts = breaks.take(rows).to_pylist()
    read = table.select(["url", "headline"]).take(rows)
    texts = body.take(rows).to_pylist()
    for at, (row, count, text) in enumerate(zip(rows.to_pylist(), counts, texts, strict=True)):
        paragraphs = text.split("\n\n")
        repeated[row] = repeated_share(paragraphs)
        if not text or (short[row] and count >= _FEWEST - 1):
            taken = [cut["text"] or "" for cut in table["cuts"][row].as_py() or ()]
            url, headline = read["url"][at].as_py() or "", read["headline"][at].as_py() or ""
            lists[row], like[row] = listing(url, headline, paragraphs, taken)
    return {"listing": lists, "list_like": like, "repeated_share": repeated}


def _strange_ids(table: pa.Table) -> list[str | None]:
    ids, urls = table["article_id"].to_pylist(), table["url"].to_pylist()
    return [
        None if given == article_id(url or "") else given or "none"
        for given, url in zip(ids, urls, strict=True)
    ]


def _first_cut(cuts: list[dict[str, str]] | None) -> str:
    return cuts[0]["text"] if cuts else ""


def _typed(values: object) -> object:
    """Return words as a column of strings, also where a batch has none."""
    if isinstance(values, list) and all(value is None or isinstance(value, str) for value in values):
        return pa.array(values, pa.string())
    return values
