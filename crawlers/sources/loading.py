"""Source files to sources, with errors that name file, line, field and remedy."""

import difflib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from crawlers.sources.model import Articles, Cadence, Politeness, Rules, Selectors, Source
from news.errors import InputError

_LARGEST = 1_000_000  # bytes; a source file is a page of text
_PARTS: dict[str, type[BaseModel]] = {
    "articles": Articles,
    "cadence": Cadence,
    "politeness": Politeness,
    "rules": Rules,
    "selectors": Selectors,
}


def load_sources(folders: Sequence[Path]) -> list[Source]:
    """Read all source files of `folders`, ordered by id; a later folder wins over an earlier one.

    Raises:
        InputError: a file cannot be used, or two files of one folder have the same id. All files
            are read first, so that one message names everything that is wrong.
    """
    found: dict[str, Source] = {}
    errors: list[str] = []
    for folder in folders:
        ids: dict[str, Path] = {}
        for path in sorted([*folder.glob("*.yaml"), *folder.glob("*.yml")]):
            try:
                source = load_source(path)
            except InputError as error:
                errors.append(str(error))
                continue
            if source.id in ids:
                errors.append(f"{path}: field id: {source.id!r} is taken by {ids[source.id]}. Take another.")
            ids[source.id] = path
            found[source.id] = source
    if errors:
        raise InputError("\n".join(errors))
    return [found[name] for name in sorted(found)]


def load_source(path: Path) -> Source:
    """Read one source file.

    Raises:
        InputError: the file cannot be read, is no YAML or breaks the schema; one line an error.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise InputError(f"{path}: expected a source file of at most {_LARGEST} bytes. Shorten it.")
        text = path.read_text("utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}). Check name and mode.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: expected UTF-8, found byte {error.start}. Save it as UTF-8.") from error
    return source_from_text(text, str(path))


def source_from_text(text: str, name: str) -> Source:
    """Read a source from YAML; `name` stands for the file in errors.

    Raises:
        InputError: as `load_source`.
    """
    node = _compose(text, name)
    values = _values(node, name)
    try:
        return Source.model_validate(values)
    except ValidationError as error:
        lines = [_describe(name, node, one) for one in error.errors(include_url=False)]
        raise InputError("\n".join(lines)) from None


def _compose(text: str, name: str) -> yaml.MappingNode:
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(text)):
            raise InputError(f"{name}: found an alias (*name). Write the value out where it is used.")
        node = yaml.compose(text, yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        remedy = "Mend the YAML there; quote values that hold a colon or a #."
        raise InputError(f"{name}:{line}: {error.problem}. {remedy}") from None
    except (yaml.YAMLError, RecursionError) as error:
        raise InputError(f"{name}: is no YAML ({error}). Save it as plain text.") from None
    if not isinstance(node, yaml.MappingNode):
        raise InputError(f"{name}:1: expected fields such as `id: …` and `homepage: …`. Write one a line.")
    _refuse_repeated_keys(node, name)
    return node


def _values(node: yaml.MappingNode, name: str) -> Any:
    try:
        return yaml.SafeLoader("").construct_document(node)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise InputError(f"{name}:{line}: {error.problem}. Write plain values.") from None
    except ValueError as error:  # a date that no calendar has
        raise InputError(f"{name}: {error}. Mend the date or put it in quotes.") from None


def _refuse_repeated_keys(node: yaml.MappingNode, name: str) -> None:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise InputError(
                f"{name}:{line}: expected the name of a field before the colon. Write one a line."
            )
        if key.value in seen:
            raise InputError(f"{name}:{line}: field {key.value}: stands twice. Keep one of the two.")
        seen.add(key.value)
        if isinstance(value, yaml.MappingNode):
            _refuse_repeated_keys(value, name)


def _describe(name: str, root: yaml.MappingNode, error: ErrorDetails) -> str:
    path = [part for part in error["loc"] if isinstance(part, int | str)]
    field = ".".join(str(part) for part in path)
    where = f"{name}:{_line_of(root, path)}: field {field}"
    if error["type"] == "missing":
        return f"{where}: is missing. Add a line `{path[-1]}: …`."
    if error["type"] == "extra_forbidden":
        return f"{where}: is not known. {_suggest(path)}"
    message = error["msg"].removeprefix("Value error, ")
    message = message if message.startswith("expected") else f"expected: {message}"
    return f"{where}: {message}, found {_shortened(error['input'])}. Mend the value or leave the field out."


def _line_of(root: yaml.Node, path: list[int | str]) -> int:
    node, line = root, root.start_mark.line
    for part in path:
        if isinstance(node, yaml.MappingNode):
            pairs = {key.value: (key, value) for key, value in node.value}
            if part not in pairs:
                break
            key, node = pairs[str(part)]
            line = key.start_mark.line
        elif isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
            node = node.value[part]
            line = node.start_mark.line
    return line + 1


def _suggest(path: list[int | str]) -> str:
    parents = [part for part in path[:-1] if isinstance(part, str)]
    model = _PARTS.get(parents[-1], Source) if parents else Source
    near = difflib.get_close_matches(str(path[-1]), list(model.model_fields), n=1)
    known = ", ".join(model.model_fields)
    return f"Did you mean {near[0]}?" if near else f"Take one of: {known}."


def _shortened(value: Any) -> str:
    shown = repr(value)
    return shown if len(shown) <= 80 else shown[:79] + "…"
