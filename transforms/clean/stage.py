r"""Take everything out of the body that is not the report, and keep it in columns of its own.

>>> from news.schema import article_table
>>> body = "HARIAN KALBAR (PONTIANAK) – Rombongan tiba siang.\n\nBaca Juga : Judul Lain\n\nSelesai. (ifa)"
>>> row = clean(article_table([{"article_body": body}])).to_pylist()[0]
>>> row["article_body"], row["dateline"], row["publisher"], row["byline"]
('Rombongan tiba siang.\n\nSelesai.', 'Pontianak', 'Harian Kalbar', ['ifa'])
"""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from news.schema import set_column
from transforms.clean.article import clean_draft
from transforms.clean.draft import Cut, Draft
from transforms.clean.headline import first_sentence

_READ = (
    "source",
    "headline",
    "headline_from",
    "article_body",
    "author",
    "publisher",
    "dateline",
    "byline",
    "credit",
    "caption",
    "cuts",
)
_NONE: frozenset[str] = frozenset()


def clean(table: pa.Table, furniture: Mapping[str, frozenset[str]] | None = None) -> pa.Table:
    """Return `table` with clean bodies and with what was cut in its columns.

    Fills `article_body`, `headline` and `headline_from` where no headline is given, `dateline`,
    `publisher`, `author`, `byline`, `credit`, `caption` and `cuts`. Values that are given stay.

    Args:
        table: rows of `news.schema.ARTICLE`; rejected rows and rows without a body are left as they are.
        furniture: source → digests of the paragraphs that it repeats (`furniture.paragraph_digest`).
    """
    columns = {name: table.column(name).to_pylist() for name in _READ}
    refused = table.column("rejection").is_valid().to_pylist()
    for at, body in enumerate(columns["article_body"]):
        if body and not refused[at]:
            row = {name: columns[name][at] for name in _READ}
            for name, value in clean_row(row, (furniture or {}).get(row["source"], _NONE)).items():
                columns[name][at] = value
    for name in _READ[1:]:
        table = set_column(table, name, columns[name])
    return table


def clean_row(row: Mapping[str, Any], furniture: frozenset[str] = _NONE) -> dict[str, Any]:
    """Return the columns that cleaning fills for one article."""
    made_here = row["headline_from"] == "first_sentence"
    draft = Draft.of(row["article_body"], None if made_here else row["headline"])
    draft.author = row["author"] or []
    draft.publisher, draft.dateline, draft.credit = row["publisher"], row["dateline"], row["credit"]
    draft.byline, draft.caption = row["byline"] or [], row["caption"] or []
    clean_draft(draft, furniture)
    body = draft.body
    given = bool(row["headline"])
    made = None if given else first_sentence(body)
    return {
        "headline": row["headline"] if given else made,
        "headline_from": "first_sentence" if made else row["headline_from"],
        "article_body": body,
        "author": draft.author,
        "publisher": draft.publisher,
        "dateline": draft.dateline,
        "byline": draft.byline,
        "credit": draft.credit,
        "caption": draft.caption,
        "cuts": (row["cuts"] or []) + [_as_row(cut) for cut in draft.cuts],
    }


def _as_row(cut: Cut) -> dict[str, str | None]:
    return {"rule": cut.rule, "kind": cut.kind, "text": cut.text, "target": cut.target}
