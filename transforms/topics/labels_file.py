"""Reads a team's labelled texts, CSV or JSON Lines, and says which line is wrong."""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from news.errors import InputError
from transforms.topics.model import text_of

_LARGEST_CELL = 16 << 20  # characters; csv's own limit of 131,072 is less than a long article
_COLUMNS = "text, label and, if wanted, headline"


def read_labels(path: Path) -> tuple[list[str], list[str]]:
    """Return texts as a model reads them, and the label of each.

    Args:
        path: UTF-8, ``.csv`` with a header or ``.jsonl`` with one object a line; columns ``text``,
            ``label`` and, if wanted, ``headline``. Others are passed over.

    Raises:
        InputError: with file, line, what was expected, what was found and the remedy.
    """
    readers = {".csv": _csv_rows, ".jsonl": _json_rows}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        found = path.suffix or "no ending"
        raise InputError(f"{path}: expected a file that ends in .csv or .jsonl, found {found}; rename it")
    texts, labels = [], []
    for line, row in reader(path, _text(path)):
        text, label = (_cell(path, line, row, column) for column in ("text", "label"))
        headline = row.get("headline")
        texts.append(text_of(headline if isinstance(headline, str) else None, text))
        labels.append(label)
    if not texts:
        raise InputError(f"{path}: expected labelled texts, found none; give a line a text")
    return texts, labels


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _error(path, line, "UTF-8", f"byte 0x{error.object[error.start]:02x}", "save it so") from error
    except OSError as error:
        raise InputError(
            f"{path}: expected a readable file, found: {error.strerror}; check the path"
        ) from error


def _csv_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.DictReader(text.splitlines(keepends=True), strict=True)
    try:
        _check_columns(path, reader.fieldnames or ())
        for row in reader:
            if None in row:
                cells = len(reader.fieldnames or ())
                raise _error(
                    path, reader.line_num, f"{cells} cells", "more", "quote a text that holds a comma"
                )
            yield reader.line_num, row
    except csv.Error as error:
        raise _error(path, reader.line_num, "a CSV row", str(error), "mend the quotes") from error


def _check_columns(path: Path, columns: Iterable[str]) -> None:
    if not {"text", "label"} <= set(columns):
        found = ",".join(columns) or "nothing"
        raise _error(path, 1, f"the columns {_COLUMNS}", found, "name the columns so")


def _json_rows(path: Path, text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    for line, written in enumerate(text.split("\n"), 1):
        if not written.strip():
            continue
        try:
            row = json.loads(written)
        except ValueError as error:
            raise _error(path, line, "a JSON object", str(error), "write one object a line") from error
        if not isinstance(row, dict):
            raise _error(path, line, "a JSON object", type(row).__name__, "write one object a line")
        yield line, row


def _cell(path: Path, line: int, row: Mapping[str, object], column: str) -> str:
    value = row.get(column)
    if not isinstance(value, str) or not value.strip():
        raise _error(path, line, f"some text as {column}", value, "fill it in or delete the line")
    return value.strip()


def _error(path: Path, line: int, expected: str, found: object, remedy: str) -> InputError:
    return InputError(f"{path}, line {line}: expected {expected}, found {found!r}; {remedy}")
