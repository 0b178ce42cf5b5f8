"""Which records the files hold that were landed by hand, so that landing more costs what is new only."""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from crawlers.warc import record_ids
from news.errors import InputError

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS file (name TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS record (id TEXT PRIMARY KEY, file TEXT NOT NULL) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS record_file ON record (file);
"""


class LandedIndex:
    """The record ids of landed files, brought up to date when it is opened by the names that came or went.

    The files are the truth: an index that is lost, broken or behind is made anew from them.
    """

    def __init__(self, path: Path | None, landed: Sequence[Path], prefix: str) -> None:
        """Open the index at `path`, None for one in memory.

        Args:
            path: of the SQLite file.
            landed: every closed WARC file of the landing area.
            prefix: how the names of the files begin that count.
        """
        self._own = re.compile(rf"{re.escape(prefix)}-[0-9a-f]{{12}}\.warc\.gz")
        self._landed = {one.name: one for one in landed if self._own.fullmatch(one.name)}
        self._new: set[str] = set()
        self._db = _opened(path)

    def __enter__(self) -> "LandedIndex":
        known = {name for (name,) in self._db.execute("SELECT name FROM file") if self._own.fullmatch(name)}
        for gone in known - self._landed.keys():
            self._forget(gone)
        for name in self._landed.keys() - known:
            self.note(name, record_ids(self._landed[name]))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._db.close()

    def add(self, record_id: str) -> bool:
        """Take a record in; return False where it has landed before or was taken in already."""
        known = self._db.execute("SELECT 1 FROM record WHERE id = ?", (record_id,)).fetchone()
        if known or record_id in self._new:
            return False
        self._new.add(record_id)
        return True

    def note(self, name: str, records: Iterable[str]) -> None:
        """Keep what a closed file holds."""
        with self._db:
            self._db.execute("INSERT OR IGNORE INTO file VALUES (?)", (name,))
            rows = ((record, name) for record in records)
            self._db.executemany("INSERT OR IGNORE INTO record VALUES (?, ?)", rows)

    def _forget(self, name: str) -> None:
        with self._db:
            self._db.execute("DELETE FROM record WHERE file = ?", (name,))
            self._db.execute("DELETE FROM file WHERE name = ?", (name,))


def _opened(path: Path | None) -> sqlite3.Connection:
    if path is None:
        return _with_schema(":memory:")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        return _with_schema(path)
    except sqlite3.OperationalError as error:  # of somebody else's lock or of the disk: no fault of the file
        remedy = "Wait until another landing has ended, or mend its permissions."
        raise InputError(f"{path}: cannot be used ({error}). {remedy}") from error
    except sqlite3.DatabaseError:  # no index; the files say it all
        path.unlink()
        return _with_schema(path)


def _with_schema(where: str | Path) -> sqlite3.Connection:
    db = sqlite3.connect(where, timeout=60)
    try:
        db.executescript(_SCHEMA)
    except sqlite3.DatabaseError:
        db.close()
        raise
    return db
