"""The candidate: a copy of the published file on which a run works, and its way to being published."""

import fcntl
import json
import os
import shutil
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from news.errors import InputError, StaleCandidate
from warehouse.connection import opened, spilling_folder
from warehouse.schema import describe, migrate

_FICLONE = 0x40049409
"""Linux, include/uapi/linux/fs.h; elsewhere the call fails and the file is copied."""


def make_candidate(published: Path, candidate: Path) -> list[str]:
    """Copy the published file to `candidate` and bring the copy to the newest schema.

    A reader of the published file is not in the way; neither is a write-ahead log that somebody left
    beside it, since only the file itself is copied.

    Returns:
        Names of the migrations that were applied.

    Raises:
        InputError: there is no room for the copy, or the file is of a newer Warta.
    """
    candidate.parent.mkdir(parents=True, exist_ok=True)
    discard(candidate)
    base = _identity(published)
    if base:
        copy_for_reading(published, candidate)
    _base_file(candidate).write_text(json.dumps({"base": base}))
    with opened(candidate, read_only=False) as connection:
        applied = migrate(connection)
        describe(connection)
    return applied


def publish(candidate: Path, published: Path) -> list[str]:
    """Move the audited candidate onto the published file in one rename; return what was odd.

    Open readers keep their snapshot, new ones see the new file. It is published read-only (0444): a
    plain `duckdb.connect` would open it for writing and lock everybody out.

    Raises:
        StaleCandidate: the published file changed since the candidate was copied from it.
    """
    if not candidate.exists() and _is_published(candidate, published):
        _base_file(candidate).unlink()  # a run that was killed right after the rename
        return []
    if not candidate.exists() or _identity(published) != _read_base(candidate)["base"]:
        raise StaleCandidate(
            f"{published}: changed while {candidate.name} was being made; nothing was published. Run again."
        )
    _sync(candidate)
    candidate.chmod(0o444)
    _base_file(candidate).write_text(
        json.dumps({"base": _identity(published), "own": candidate.stat().st_ino})
    )
    notes = move_wal_aside(published)
    candidate.replace(published)
    _sync(published.parent)
    _base_file(candidate).unlink(missing_ok=True)
    return notes


def discard(candidate: Path) -> None:
    """Remove a candidate and what stands beside it."""
    for path in (candidate, _base_file(candidate), candidate.with_name(candidate.name + ".wal")):
        path.unlink(missing_ok=True)
    shutil.rmtree(spilling_folder(candidate), ignore_errors=True)


def keep_aside(candidate: Path) -> Path:
    """Keep a candidate whose audit failed where its operator can look at it; only the newest is kept."""
    kept = candidate.with_name("failed.duckdb")
    candidate.replace(kept)
    discard(candidate)
    return kept


def copy_for_reading(published: Path, copy: Path) -> None:
    """Copy the published file, without what stands beside it.

    Raises:
        InputError: the copy cannot be written.
    """
    copy.parent.mkdir(parents=True, exist_ok=True)
    try:
        if not _shares_blocks(published, copy):
            shutil.copyfile(published, copy)
    except OSError as error:
        copy.unlink(missing_ok=True)
        raise InputError(
            f"{copy}: the copy of {published} ({published.stat().st_size:,} bytes) cannot be written "
            f"({error.strerror}). Free some space or choose another home with --home."
        ) from error


def _shares_blocks(source: Path, copy: Path) -> bool:
    """Make `copy` share the blocks of `source` where the file system can (Btrfs, XFS): at once."""
    with source.open("rb") as old, copy.open("wb") as new:
        try:
            fcntl.ioctl(new.fileno(), _FICLONE, old.fileno())
        except OSError:
            return False
    return True


def _base_file(candidate: Path) -> Path:
    return candidate.with_name(candidate.name + ".base.json")


def _identity(path: Path) -> list[int] | None:
    with suppress(FileNotFoundError):
        status = path.stat()
        return [status.st_ino, status.st_size, status.st_mtime_ns]
    return None


def _is_published(candidate: Path, published: Path) -> bool:
    identity = _identity(published)
    return identity is not None and _read_base(candidate).get("own") == identity[0]


def _read_base(candidate: Path) -> dict[str, Any]:
    path = _base_file(candidate)
    return dict(json.loads(path.read_text())) if path.exists() else {"base": None}


def move_wal_aside(published: Path) -> list[str]:
    """Move a write-ahead log that somebody left beside the published file away; return what to say of it.

    DuckDB would replay it into whatever file has the published name: rows vanish or appear.
    """
    wal = published.with_name(published.name + ".wal")
    if not wal.exists():
        return []
    aside = wal.with_name(f"{wal.name}.aside-{datetime.now(UTC):%Y%m%dT%H%M%SZ}")
    wal.replace(aside)
    return [
        f"{wal.name} stood there, from a session that opened the published file for writing; moved aside to "
        f"{aside.name}. Open the file read-only."
    ]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
