"""The files that decisions on rejections are kept in, so that a published file can be made anew from them.

`waivers.jsonl` says who let which page pass a rule, `mended.jsonl` what was refused once and has passed
since. Both hold one JSON object a line, in the order of time, and lines are only added. A line that a killed
process has left unfinished at the end counts as never written.
"""

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa

from crawlers.landing import closed_warcs
from news.errors import InputError
from news.home import Home
from pipeline.staging import write_json
from warehouse.connection import Connection
from warehouse.load import replace_reference
from warehouse.rejections import MENDED, WAIVERS, add_mended, mended, note_gone, note_mended, remember_refused

_NOTE = "mended.json"
_KEY = ("record_id", "gate", "rule")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A decision on a page that a rule refuses.

    Attributes:
        target_uri, rule: page and rule.
        note: why.
        decided_by: who decided.
        decided_at: when, ISO 8601.
        withdrawn: whether the page is held to the rule from now on again.
    """

    target_uri: str
    rule: str
    note: str
    decided_by: str
    decided_at: str
    withdrawn: bool = False


def waivers_of(home: Home) -> dict[tuple[str, str], Waiver]:
    """Return the waivers that stand, by page and rule; the latest decision counts.

    Raises:
        InputError: a line of the file cannot be used.
    """
    standing: dict[tuple[str, str], Waiver] = {}
    for number, said in _lines(home.waivers):
        waiver = _waiver(home.waivers, number, said)
        standing.pop((waiver.target_uri, waiver.rule), None)
        if not waiver.withdrawn:
            standing[waiver.target_uri, waiver.rule] = waiver
    return standing


def add_waivers(home: Home, waivers: Iterable[Waiver]) -> None:
    """Add decisions to the file.

    Raises:
        InputError: the file cannot be written.
    """
    _append(home.waivers, [asdict(waiver) for waiver in waivers])


def load_decisions(connection: Connection, home: Home) -> None:
    """Bring the files' decisions into a candidate, and note what is refused in it before a load."""
    add_mended(connection, _read_mended(home))
    rows = [
        {**asdict(waiver), "decided_at": datetime.fromisoformat(waiver.decided_at)}
        for waiver in waivers_of(home).values()
    ]
    replace_reference(connection, "waivers", pa.Table.from_pylist(rows, schema=WAIVERS))
    remember_refused(connection)


def note_decided(connection: Connection, home: Home, run_id: str) -> None:
    """Note what a load has accepted of what was refused, for `keep_mended`; and which files are gone."""
    note_mended(connection, datetime.now(UTC))
    note_gone(connection, [path.name for path in closed_warcs(home.landing)])
    kept = {tuple(row[name] for name in _KEY) for row in _read_mended(home).to_pylist()}
    fresh = [row for row in mended(connection).to_pylist() if tuple(row[name] for name in _KEY) not in kept]
    if fresh:
        write_json(home.staging / run_id / _NOTE, [_plain(row) for row in fresh])


def keep_mended(home: Home, run_id: str) -> None:
    """Add to the file what a published run has noted; a run that dies before is made good by the next.

    Raises:
        InputError: the file cannot be written.
    """
    note = home.staging / run_id / _NOTE
    if note.exists():
        _append(home.mended, json.loads(note.read_text("utf-8")))
        note.unlink()


def _read_mended(home: Home) -> pa.Table:
    rows = [
        {**said, "warc_date": _moment(said["warc_date"]), "mended_at": _moment(said["mended_at"])}
        for _, said in _lines(home.mended)
    ]
    return pa.Table.from_pylist(rows, schema=MENDED)


def _waiver(path: Path, number: int, said: Any) -> Waiver:
    try:
        waiver = Waiver(**said)
        _moment(waiver.decided_at)
    except (TypeError, ValueError) as error:
        raise InputError(
            f"{path}, line {number}: expected a waiver as `warta rejections waive` writes it ({error}). "
            "Mend the line or delete it."
        ) from error
    return waiver


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, datetime) else value for name, value in row.items()}


def _lines(path: Path) -> list[tuple[int, Any]]:
    """Return number and value of each line.

    Raises:
        InputError: a line is no JSON.
    """
    if not path.exists():
        return []
    lines = path.read_text("utf-8").split("\n")[:-1]  # what follows the last line end was never finished
    return [(number, _value(path, number, line)) for number, line in enumerate(lines, 1) if line.strip()]


def _value(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except ValueError as error:
        raise InputError(f"{path}, line {number}: expected JSON ({error}). Mend or delete it.") from error


def _append(path: Path, rows: Iterable[dict[str, Any]]) -> None:
    added = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a+b") as file:
            flock(file, LOCK_EX)  # two people may decide at the same time
            _drop_unfinished(file)
            file.write(added.encode())
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise InputError(f"{path}: cannot be written ({error.strerror}). Free some space.") from error


def _drop_unfinished(file: BinaryIO) -> None:
    file.seek(0)
    written = file.read()
    if not written.endswith(b"\n"):
        file.truncate(written.rfind(b"\n") + 1)
