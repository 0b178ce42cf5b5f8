"""One writer at a time: a lock that tells who holds it and that no dead process keeps."""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from news.errors import Busy, InputError

_held: set[Path] = set()  # by this process: whoever holds it may ask again


@contextmanager
def writer_lock(path: Path, doing: str) -> Iterator[None]:
    """Hold the lock file at `path` while the block runs; within a block that holds it, do nothing.

    The kernel's lock (flock) ends with the process that holds it, however that ends.

    Args:
        path: lock file; made when missing, never removed.
        doing: what the holder does, told to whoever has to wait.

    Raises:
        Busy: somebody else holds it; the message names the process.
        InputError: the folder cannot be written.
    """
    if path in _held:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise InputError(
            f"{path.parent}: cannot be written ({error.strerror}). "
            "Mend its permissions or choose another home with --home."
        ) from error
    try:
        _acquire(lock, path)
        _sign(lock, doing)
        _held.add(path)
        yield
    finally:
        _held.discard(path)
        os.close(lock)


def _acquire(lock: int, path: Path) -> None:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise Busy(
            f"{path.parent}: another writer is at work: {_holder(lock)}. "
            "Wait until it ends, or end it, and run again."
        ) from error


def _sign(lock: int, doing: str) -> None:
    signature = {"pid": os.getpid(), "doing": doing, "since": datetime.now(UTC).isoformat(timespec="seconds")}
    os.ftruncate(lock, 0)
    os.pwrite(lock, json.dumps(signature).encode(), 0)


def _holder(lock: int) -> str:
    try:
        holder = json.loads(os.pread(lock, 4096, 0))
        return f"process {holder['pid']} ({holder['doing']}, since {holder['since']})"
    except (ValueError, KeyError):
        return "a process that has not signed yet"
