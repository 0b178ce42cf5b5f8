"""The home folder: whether it can be written, has room, who writes, and what killed runs have left."""

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check
from pipeline.staging import ORPHANED_AFTER

_SPARE = 1 << 30  # bytes beyond the copy of the published file that a run makes
_LOCKS = Path("/proc/locks")


def home_checks(home: Home) -> Iterator[Check]:
    """Check the home folder, its disk, its writer, and what lies about in it."""
    writable = _writable(home)
    yield writable
    if writable.state == BROKEN:
        return
    yield _disk(home)
    yield _writer(home)
    yield _leftovers(home)


def _writable(home: Home) -> Check:
    root = home.root
    while not root.exists():
        root = root.parent
    if os.access(root, os.W_OK | os.X_OK):
        return Check("home", GOOD, f"{home.root}{'' if home.root.exists() else ' (not made yet)'}")
    return Check("home", BROKEN, f"{root} cannot be written", "Mend its permissions or choose another home.")


def _disk(home: Home) -> Check:
    root = home.root if home.root.exists() else home.root.parent
    while not root.exists():
        root = root.parent
    free = shutil.disk_usage(root).free
    needed = home.published.stat().st_size if home.published.exists() else 0
    told = f"{free / 1e9:,.1f} GB free, {needed / 1e9:,.1f} GB needed for the copy that a run makes"
    if free < needed:
        return Check("disk", BROKEN, told, "Free some space: no run can publish.")
    if free < needed + _SPARE:
        return Check("disk", WARNING, told, "Free some space, or set how long landed files are kept.")
    return Check("disk", GOOD, told)


def _writer(home: Home) -> Check:
    if not _held(home.writer_lock):
        return Check("writer lock", GOOD, "free")
    signed = home.writer_lock.read_text("utf-8", "replace")
    return Check("writer lock", GOOD, f"a run is at work: {signed}")


def _held(lock: Path) -> bool:
    """Tell whether somebody holds the lock, by the kernel's list: to try it would be in a writer's way."""
    if not lock.exists() or not _LOCKS.exists():
        return False
    inode = f":{lock.stat().st_ino} "
    return any(" FLOCK " in line and inode in line for line in _LOCKS.read_text().splitlines())


def _leftovers(home: Home) -> Check:
    left = [str(path.relative_to(home.root)) for path in _old(home)]
    if not left:
        return Check("leftovers", GOOD, "none in staging or candidates")
    shown = ", ".join(sorted(left)[:3]) + (", …" if len(left) > 3 else "")
    return Check("leftovers", WARNING, f"of killed runs: {shown}", "The next run sweeps them away.")


def _old(home: Home) -> Iterator[Path]:
    for folder in (home.root / "staging", home.candidates):
        for path in folder.iterdir() if folder.exists() else ():
            stale = time.time() - path.stat().st_mtime > ORPHANED_AFTER
            if stale and not path.name.startswith("failed.duckdb"):
                yield path
