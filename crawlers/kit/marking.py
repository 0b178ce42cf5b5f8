"""Writing down that a check passed, without disturbing what a person wrote in the file."""

import re
from datetime import date
from pathlib import Path

from crawlers.sources.loading import source_from_text
from news.errors import InputError

_CHECKED = re.compile(r"^checked:[^#\n]*?([ \t]*(?:#.*)?)$", re.MULTILINE)


def mark_checked(path: Path, day: date) -> None:
    """Set `checked` of the source file at `path`; all else stays as it is, comments included.

    Raises:
        InputError: the file is no source file, or is written so that the line has no place in it.
    """
    text = path.read_text("utf-8")
    source_from_text(text, str(path))
    line = f"checked: {day.isoformat()}"
    marked, changes = _CHECKED.subn(rf"{line}\1", text, count=1)
    if not changes:
        marked = text + ("" if text.endswith("\n") else "\n") + line + "\n"
    try:
        source_from_text(marked, str(path))
    except InputError:
        raise InputError(f"{path}: the check passed. Set `{line}` in it yourself.") from None
    part = path.with_name(f".{path.name}.part")
    part.write_text(marked, "utf-8")
    part.replace(path)
