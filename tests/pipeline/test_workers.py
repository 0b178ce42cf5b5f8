"""Worker processes: the same tables whatever their number, and nothing lost or left when one is killed."""

import os
import pickle
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from news.errors import InputError
from news.home import Home
from pipeline import ingest as ingesting
from pipeline import workers as working
from pipeline.workers import WorkerLost, Workers, worker_count
from tests.equality import contents

_READING = """
import sys
from pathlib import Path
from news.home import Home
from pipeline import workers
from pipeline.steps import plan
workers._PRELOADED = ["pipeline.workers"]  # without what takes longest to import
workers.import_module = lambda name: None
if __name__ == "__main__":
    home = Home(Path(sys.argv[1]))
    with workers.Workers(home, plan(home, "local", group_bytes=1), 2):
        print("read", flush=True)
        sys.stdin.read()
"""


@pytest.fixture
def landed(home: Home, land_text: Callable[..., None]) -> Home:
    for number in range(4):
        land_text(**{f"story{number}": _story(number)})
    return home


def test_the_tables_are_the_same_whatever_the_number_of_workers(
    landed: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ingesting, "GROUP_BYTES", 1)
    alone = Home(tmp_path / "alone")
    alone.root.mkdir()
    (alone.root / "landing").symlink_to(landed.landing)
    ingesting.ingest(alone, workers=1)
    steps: list[str] = []
    report = ingesting.ingest(landed, workers=2, on_step=lambda step, *_: steps.append(step))
    assert "read" in steps  # by workers, that is
    assert sum(batch["captures"] for batch in report["batches"]) == 4
    assert contents(landed) == contents(alone)
    assert list(landed.staging.iterdir()) == []


def test_workers_end_with_their_parent(landed: Home) -> None:
    script = landed.root / "reading.py"
    script.write_text(_READING)
    run = subprocess.Popen(
        [sys.executable, str(script), str(landed.root)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
    )
    assert run.stdout is not None
    assert run.stdout.readline() == "read\n"
    started = _descendants(run.pid)
    os.kill(run.pid, signal.SIGKILL)
    run.communicate()
    assert len(started) >= 3  # the server that forks, and the workers
    assert _all_gone(started)


def test_a_killed_worker_is_told_and_the_others_end(landed: Home, tmp_path: Path) -> None:
    endless = [_endless(tmp_path / name) for name in ("0000", "0001")]
    own: list[int] = []
    with pytest.raises(WorkerLost, match="Run again"):
        _read_by_killed(landed, endless, own)
    assert _all_gone(own)


def test_what_a_step_raises_reaches_the_caller(landed: Home, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as raised, Workers(landed, [str(tmp_path / "0000")], 1) as workers:
        list(workers)
    assert "in a worker process" in raised.value.__notes__[0]


def test_an_error_that_cannot_be_copied_arrives_by_its_words(
    landed: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Local(Exception):  # no other process knows this class
        pass

    def _fail(*_: object) -> None:
        raise Local("no room")

    monkeypatch.setattr(working, "run_steps", _fail)
    error = working._error_of(landed, "0000")
    assert str(pickle.loads(pickle.dumps(error))) == "Local: no room"
    assert error is not None
    assert "in a worker process" in error.__notes__[0]


def test_the_number_of_workers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WARTA_WORKERS", "3")
    assert (worker_count(), worker_count(2)) == (3, 2)
    monkeypatch.setenv("WARTA_WORKERS", "many")
    with pytest.raises(InputError, match="many workers: expected a whole number"):
        worker_count()


def _read_by_killed(home: Home, folders: list[str], killed: list[int]) -> None:
    with Workers(home, folders, 2) as workers:
        killed += [int(worker.process_id or 0) for worker in workers.processes]
        for process_id in killed:
            os.kill(process_id, signal.SIGKILL)
        list(workers)


def _endless(folder: Path) -> str:
    """Return a group at which a worker waits until it is killed, however fast it is."""
    folder.mkdir()
    os.mkfifo(folder / "group.json")
    return str(folder)


def _story(number: int) -> str:
    lines = [
        f"Bupati meresmikan jembatan {number}{line} di desa itu pada pagi hari yang cerah."
        for line in range(9)
    ]
    return f"PONTIANAK – Warga menyambut jembatan {number}, Senin (24/11/2025).\n" + "\n".join(lines)


def _descendants(root: int) -> list[int]:
    found = [root]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            with suppress(OSError):  # a thread that has ended since
                found += map(int, children.read_text().split())
    return found[1:]


def _all_gone(processes: list[int]) -> bool:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        if not any(_runs(process) for process in processes):
            return True
    return False


def _runs(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
