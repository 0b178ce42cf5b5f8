"""Reads a lexicon file and says, entry by entry, what is wrong with it."""

import re
from collections.abc import Mapping
from pathlib import Path

import yaml

from news.errors import InputError
from transforms.topics.morphology import normalise
from transforms.topics.taxonomy import LexiconFile, Topic

STRENGTHS = ("strong", "usual", "weak")
_TEXTS = ("code", "label", "label_id", "definition")
_KEYS = {*_TEXTS, *STRENGTHS, "parent", "not"}
_CODE = re.compile(r"medtop:\d{8}|uu23:[\w.]+|(?!medtop:|uu23:)[a-z][\w-]*:\S+")
_ROOT = re.compile(r"~[a-z]{3,}")
_Loader: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def read_lexicon_file(path: Path) -> LexiconFile:
    """Return what the file at `path` holds.

    Raises:
        InputError: naming file, entry, what was expected, what was found and what to do.
    """
    content = _mapping(path, _parse(path), "the file", {"scheme", "topics", "context", "not"})
    scheme = _text(path, content, "the file", "scheme")
    context, exclusions = (_entries(path, content, "the file", key) for key in ("context", "not"))
    entries = content.get("topics", [] if exclusions else None)
    if not isinstance(entries, list) or not (entries or exclusions):
        raise _fault(path, "topics", "a list of topics", entries, "give at least one topic")
    topics = [_topic(path, scheme, number, entry) for number, entry in enumerate(entries, 1)]
    return LexiconFile(scheme, topics, context, exclusions)


def _parse(path: Path) -> object:
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError, OSError) as error:
        problem = " ".join(str(error).split())
        raise _fault(path, "the file", "YAML in UTF-8", problem, "mend the line it names") from error


def _topic(path: Path, scheme: str, number: int, entry: object) -> Topic:
    where = f"topic {number}"
    fields = _mapping(path, entry, where, _KEYS)
    where = str(fields.get("code", where))
    code, label, label_id, definition = (_text(path, fields, where, key) for key in _TEXTS)
    if not _CODE.fullmatch(code):
        raise _fault(path, where, "a code such as medtop:15000000 or uu23:1.02", code, "mend the code")
    terms = {strength: _entries(path, fields, where, strength) for strength in STRENGTHS}
    parent = _text(path, fields, where, "parent") if "parent" in fields else None
    return Topic(
        scheme, code, label, label_id, parent, definition, terms, _entries(path, fields, where, "not")
    )


def _mapping(path: Path, value: object, where: str, known: set[str]) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise _fault(path, where, "a mapping of keys to values", value, "indent its keys below it")
    unknown = sorted(str(key) for key in value if key not in known)
    if unknown:
        raise _fault(path, where, f"the keys {', '.join(sorted(known))}", unknown[0], "rename or remove it")
    return value


def _text(path: Path, fields: Mapping[str, object], where: str, key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str) or not value.strip():
        raise _fault(
            path, f"{where}, {key}", "some text", value, "write it, in quotes if it looks like a number"
        )
    return value.strip()


def _entries(path: Path, fields: Mapping[str, object], where: str, key: str) -> list[str]:
    values = fields.get(key) or []
    if not isinstance(values, list):
        raise _fault(path, f"{where}, {key}", "a list of terms", values, "put the terms in [brackets]")
    for value in values:
        _check_entry(path, f"{where}, {key}", value)
    return values


def _check_entry(path: Path, where: str, value: object) -> None:
    if not isinstance(value, str):
        raise _fault(path, where, "a term", value, "put it in quotes: YAML reads it as something else")
    if value.startswith("~") and not _ROOT.fullmatch(value):
        raise _fault(path, where, "~ and one root in small letters", value, "write a phrase without ~")
    if value.count("(") != value.count(")") or "((" in value:
        raise _fault(path, where, "pairs of brackets around an optional part", value, "close the bracket")
    if len(normalise(value)) < 2:
        raise _fault(path, where, "a term of at least two letters or digits", value, "remove or lengthen it")


def _fault(path: Path, where: str, expected: str, found: object, remedy: str) -> InputError:
    return InputError(f"{path.name}, {where}: expected {expected}, found {found!r}; {remedy}")
