"""Runs a command and measures it with all that it starts: seconds of wall and CPU time, peak memory.

Linux only: orphans of the command become children of this process (`prctl(PR_SET_CHILD_SUBREAPER)`), so that
no CPU time is lost; memory is the sum of the proportional set sizes (proc(5), `smaps_rollup`), so that pages
which processes share count once.
"""

import ctypes
import os
import subprocess
import threading
import time
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_POLL = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class Spent:
    """What a command took: seconds of wall and CPU time, bytes of memory at the peak."""

    wall: float
    cpu: float
    peak: int


def run(
    command: list[str],
    cores: Collection[int],
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> Spent:
    """Run a command on these cores alone, to the end of its last descendant.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, began = _cpu_of_children(), time.perf_counter()
    with (log or Path(os.devnull)).open("ab") as output:
        process = subprocess.Popen(
            ["taskset", "-c", ",".join(map(str, sorted(cores))), *command],
            env=environment,
            stdout=output,
            stderr=output,
        )
        watch = _Memory()
        watch.start()
        status = process.wait()
        wall = time.perf_counter() - began
        _reap_orphans()
        watch.over.set()
        watch.join()
    if status:
        raise subprocess.CalledProcessError(status, command)
    return Spent(wall, _cpu_of_children() - before, watch.peak)


class _Memory(threading.Thread):
    """Notes the most memory that the descendants of this process hold at once."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.over = threading.Event()
        self.peak = 0

    def run(self) -> None:
        """Look until it is over."""
        while not self.over.wait(_POLL):
            self.peak = max(self.peak, sum(map(_held, _descendants(os.getpid()))))


def _cpu_of_children() -> float:
    times = os.times()
    return times.children_user + times.children_system


def _reap_orphans() -> None:
    try:
        while True:
            os.wait()
    except ChildProcessError:
        return


def _descendants(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            children.setdefault(int(parent), []).append(int(folder.name))
    waiting = list(children.get(root, ()))
    while waiting:
        found = waiting.pop()
        yield found
        waiting += children.get(found, ())


def _held(process_id: int) -> int:
    try:
        said = Path(f"/proc/{process_id}/smaps_rollup").read_text()
        return int(said.split("\nPss:")[1].split()[0]) * 1024
    except (OSError, IndexError):
        return 0
