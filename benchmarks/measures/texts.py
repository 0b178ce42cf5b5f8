"""Loads the texts of the evaluation data."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

BEYOND = {"Dizindaba", "EyethuNews", "Ilanga", "Isolezwe", "IsolezweLesiXhosa"}
"""Newspapers in isiZulu and isiXhosa, which the model does not know."""


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of gzipped JSON Lines."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def csv_rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def news_articles(data: Path) -> Iterator[str]:
    """Yield the articles of Indonesian outlets."""
    for path in sorted((data / "topics").glob("*.jsonl.gz")):
        yield from map(_longest, rows(path))


def publisher_texts(data: Path, *, beyond: bool = False) -> Iterator[str]:
    """Yield articles of newspapers of many countries: in languages of the model, or in those `beyond` it."""
    for path in sorted((data / "pages" / "publishers").glob("*/*.json")):
        if (path.stem in BEYOND) != beyond:
            continue
        for reading in json.loads(path.read_text(encoding="utf-8")).values():
            sections = (reading.get("body") or {}).get("sections", [])
            paragraphs = [text for section in sections for text in section.get("paragraphs") or []]
            if paragraphs:
                yield "\n\n".join(paragraphs)


def cut_to(articles: Iterator[str], length: int, number: int) -> Iterator[str]:
    """Yield `number` texts of `length` characters; shorter articles are joined to one."""
    pending = ""
    for article in articles:
        pending = f"{pending}\n\n{article}" if pending else article
        if len(pending) >= length:
            yield pending[:length]
            pending, number = "", number - 1
        if not number:
            return


def _longest(row: Mapping[str, Any]) -> str:
    """Return the article of a row whose fields have names of their own."""
    return max((value for value in row.values() if isinstance(value, str)), key=len)
