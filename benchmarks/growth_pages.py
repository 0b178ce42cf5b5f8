"""Lands a batch that partly repeats a history, as web pages in WARC files, for `growth.py`.

    python benchmarks/growth_pages.py HOME COUNT

The published file of HOME is the history. The articles are those of `history_corpus.batch`: new ones, copies,
excerpts, pages seen again, edits; each is set into a page with a menu, related links and a footer.
"""

import sys
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from end_to_end_corpus import WebPage, pack
from history_corpus import batch

from news.home import Home
from warehouse.connection import opened
from warehouse.load import note_sources
from warehouse.schema import describe, migrate

_PER_FILE = 1_000
_LINKS = "".join(
    f'<li><a href="/kanal/{number}">Kanal {number}</a></li>' for number in range(40)
)  # what stands around an article on every page
_SHELL = (
    '<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{headline}</title>'
    '<link rel="canonical" href="{url}"><meta property="og:type" content="article">'
    '<meta property="article:published_time" content="{day}T08:00:00+07:00"></head><body>'
    f"<nav><ul>{_LINKS}</ul></nav><article><h1>{{headline}}</h1>{{body}}</article>"
    "<footer><p>Hak cipta</p></footer></body></html>"
)


def complete(home: Home) -> None:
    """Write what a history lacks that no batch has loaded: the rows of its batches and sources."""
    with opened(home.published, read_only=False) as connection:
        migrate(connection)
        describe(connection)
        connection.execute(
            """
            INSERT INTO batches BY NAME
            SELECT batch_id, 1 AS bytes, count(*) AS captures, count(*) AS accepted, 0 AS rejected,
                   max(warc_date) AS loaded_at, '0' AS code_version
            FROM captures GROUP BY batch_id
            """
        )
        note_sources(connection)
        connection.execute("CHECKPOINT")


def pages(home: Home, count: int) -> Iterator[WebPage]:
    """Yield `count` pages, of which some repeat what is published."""
    with opened(home.published, read_only=True) as connection:
        composed = batch(connection, count)
    names = ["url", "headline", "article_body", "date_published", "warc_date"]
    for row in composed.select(names).to_pylist():
        yield _page(row)


def _page(row: dict[str, Any]) -> WebPage:
    body = "".join(f"<p>{escape(paragraph)}.</p>" for paragraph in row["article_body"].split("\n\n"))
    html = _SHELL.format(
        headline=escape(row["headline"]), url=escape(row["url"]), day=row["date_published"], body=body
    )
    return WebPage(row["url"], row["warc_date"], html.encode())


def main() -> None:
    """Land a batch."""
    home = Home(Path(sys.argv[1]))
    complete(home)
    files = pack(pages(home, int(sys.argv[2])), home.landing, _PER_FILE)
    print(f"landed {sys.argv[2]} pages in {len(files)} files")


if __name__ == "__main__":
    main()
