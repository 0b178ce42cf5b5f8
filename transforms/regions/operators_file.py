"""Reads an operator's own file of districts and further names, and says which line is wrong.

A row is ``code,name[,kind,parent,names]``. Official lists call the parent ``regency_code`` or
``province_code``; these are read as ``parent``.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from news.errors import InputError
from transforms.regions.region import Region, kind_of, parent_of

_CODE = re.compile(r"\d\d(?:\.\d\d){0,2}")
_COLUMNS = {
    "code": "code",
    "name": "name",
    "kind": "kind",
    "parent": "parent",
    "parent_code": "parent",
    "regency_code": "parent",
    "province_code": "parent",
    "names": "names",
}


def read_operators_file(path: Path, known: Mapping[str, Region]) -> list[Region]:
    """Return the regions that `path` names.

    Args:
        path: UTF-8 CSV with a header.
        known: the regions that stand already, by code; a parent is one of them or of an earlier line.

    Raises:
        InputError: with file, line, what was expected, what was found and the remedy.
    """
    regions: dict[str, Region] = {}
    for line, row in _rows(path):
        region = _region(row, path, line)
        parent = region.parent_code
        if region.code not in known and parent is not None and parent not in known and parent not in regions:
            raise _error(path, line, "a parent that is known", parent, "put the parent on an earlier line")
        earlier = regions.get(region.code)
        regions[region.code] = region if earlier is None else _joined(earlier, region)
    return list(regions.values())


def _joined(first: Region, second: Region) -> Region:
    names = (*first.names, second.name, *second.names)
    return Region(
        first.code, first.name, first.kind, first.parent_code, None, tuple(dict.fromkeys(names)), first.origin
    )


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        found = f"byte 0x{error.object[error.start]:02x}"
        raise _error(path, line, "UTF-8", found, "save the file as UTF-8") from error
    except OSError as error:
        raise InputError(
            f"{path}: expected a readable CSV file, found: {error.strerror}; check the path"
        ) from error
    reader = csv.reader(text.splitlines(), strict=True)
    try:
        columns = _header(next(reader, []), path)
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, _row(cells, columns, path, reader.line_num)
    except csv.Error as error:
        raise _error(path, reader.line_num, "a CSV row", str(error), "mend the quotes") from error


def _header(cells: list[str], path: Path) -> list[str]:
    names = [cell.strip().lower() for cell in cells]
    unknown = [name for name in names if name not in _COLUMNS]
    columns = [_COLUMNS.get(name, name) for name in names]
    if unknown or not {"code", "name"} <= set(columns) or len(set(columns)) < len(columns):
        found = ",".join(cells) or "nothing"
        raise _error(path, 1, "the columns code,name[,kind,parent,names]", found, "name the columns so")
    return columns


def _row(cells: list[str], columns: list[str], path: Path, line: int) -> dict[str, str]:
    if len(cells) > len(columns):
        found = f"{len(cells)} cells"
        remedy = "quote a name that holds a comma"
        raise _error(path, line, f"at most {len(columns)} cells", found, remedy)
    return {column: " ".join(cell.split()) for column, cell in zip(columns, cells, strict=False)}


def _region(row: dict[str, str], path: Path, line: int) -> Region:
    code, name = row.get("code", ""), row.get("name", "")
    if not _CODE.fullmatch(code):
        remedy = "write codes with dots; a spreadsheet may have made a number of it"
        raise _error(path, line, "a code such as 62, 62.02 or 62.02.01", code, remedy)
    if not any(character.isalpha() for character in name):
        raise _error(path, line, "a name", name, "fill in the name or delete the line")
    kind, parent = kind_of(code), parent_of(code)
    for column, fitting in (("kind", kind), ("parent", parent or "")):
        given = row.get(column, "")
        if given and given != fitting:
            remedy = "mend it or leave it empty"
            raise _error(path, line, f"the {column} {fitting!r} that fits {code}", given, remedy)
    names = tuple(other for part in row.get("names", "").split(";") if (other := part.strip()))
    return Region(code, name, kind, parent, None, names, path.name)


def _error(path: Path, line: int, expected: str, found: str, remedy: str) -> InputError:
    return InputError(f"{path}, line {line}: expected {expected}, found {found!r}; {remedy}")
