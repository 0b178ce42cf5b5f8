"""What the chaos run does to the pipeline: kills, a full disk, torn files, and readers that never stop."""

import os
import random
import subprocess
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import psutil
from warcio.archiveiterator import ArchiveIterator

from news.home import Home

_HALF_A_BATCH = """
SELECT count(*) FROM batches
WHERE captures <> (SELECT count(*) FROM captures WHERE captures.batch_id = batches.batch_id)
   OR captures <> accepted + rejected
"""
_NO_ROOM = 28  # errno ENOSPC


class Killer(threading.Thread):
    """Kills a random process among the descendants of this one, at random moments, until told to stop."""

    def __init__(self, chance: random.Random, every: float) -> None:
        super().__init__(daemon=True)
        self._chance, self._every = chance, every
        self._ended = threading.Event()
        self.killed: Counter[str] = Counter()

    def run(self) -> None:
        """Wait, kill, wait."""
        while not self._ended.wait(self._chance.expovariate(1 / self._every)):
            found = psutil.Process().children(recursive=True)
            if found:
                self._kill(self._chance.choice(found))

    def stop(self) -> None:
        """Kill no more."""
        self._ended.set()
        self.join()

    def _kill(self, process: psutil.Process) -> None:
        try:
            what = " ".join(process.cmdline())
            process.kill()
        except psutil.NoSuchProcess:
            return
        known = ("crawlers.spider", "crawl", "ingest")
        self.killed[next((name for name in known if name in what), "other")] += 1


@dataclass
class SmallDisk:
    """A small tmpfs on which the landing area lies; mounting it takes root."""

    folder: Path
    megabytes: int
    filled: int = 0
    mounted: bool = False

    def __enter__(self) -> "SmallDisk":
        self.folder.mkdir(parents=True, exist_ok=True)
        size = f"size={self.megabytes}m"
        tried = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", size, "tmpfs", self.folder], capture_output=True, check=False
        )
        self.mounted = tried.returncode == 0
        return self

    def __exit__(self, *_: object) -> None:
        if self.mounted:
            subprocess.run(["umount", "-l", self.folder], check=True)

    def fill(self) -> None:
        """Leave not a byte of it free."""
        if self.mounted:
            self.filled += 1
            with self._ballast.open("wb", buffering=0) as ballast:
                try:
                    while True:
                        ballast.write(b"\0" * 4096)
                except OSError as error:
                    if error.errno != _NO_ROOM:
                        raise

    def relieve(self) -> None:
        """Make room again."""
        self._ballast.unlink(missing_ok=True)

    @property
    def _ballast(self) -> Path:
        return self.folder / "ballast"


@dataclass
class Reader:
    """Opens and closes the published file again and again, as analysts would; keeps what went wrong."""

    home: Home
    opened: int = 0
    wrong: list[str] = field(default_factory=list)
    _ended: threading.Event = field(default_factory=threading.Event)

    def __enter__(self) -> "Reader":
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _read(self) -> None:
        loaded: set[str] = set()
        while not self._ended.wait(0.02):
            if not self.home.published.exists():
                continue
            try:
                with duckdb.connect(str(self.home.published), read_only=True) as connection:
                    halves = connection.execute(_HALF_A_BATCH).fetchone()
                    now = {name for (name,) in connection.execute("SELECT batch_id FROM batches").fetchall()}
            except duckdb.Error as error:
                self.wrong.append(f"reader: {str(error).splitlines()[0]}")
                continue
            if halves and halves[0]:
                self.wrong.append(f"{halves[0]} batches seen by half")
            if gone := loaded - now:
                self.wrong.append(f"{len(gone)} batches vanished")
            loaded, self.opened = now, self.opened + 1


def tear_newest(home: Home, chance: random.Random) -> set[str]:
    """Cut the tail of the newest landed file that is not loaded yet; return the ids of the records lost."""
    waiting = [path for path in home.landing.glob("*.warc.gz") if path.name not in loaded_batches(home)]
    if not waiting:
        return set()
    newest = max(waiting, key=lambda path: path.stat().st_mtime_ns)
    ends = record_ends(newest)
    kept = max(0, newest.stat().st_size - chance.randrange(1, 2000))
    newest.chmod(0o644)
    with newest.open("r+b") as file:
        file.truncate(kept)
    return {record for record, end in ends.items() if end > kept}


def loaded_batches(home: Home) -> set[str]:
    """Return the names of the landed files that the published file holds."""
    if not home.published.exists():
        return set()
    with duckdb.connect(str(home.published), read_only=True) as connection:
        return {name for (name,) in connection.execute("SELECT batch_id FROM batches").fetchall()}


def record_ends(warc: Path) -> dict[str, int]:
    """Return the byte at which each record of a whole file ends, by its id, by an independent reader.

    That reader takes a record that breaks off for a whole one, so it is asked before the tail is torn.
    """
    ends = {}
    with warc.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            records.read_to_end(record)
            end = records.get_record_offset() + records.get_record_length()
            ends[record.rec_headers.get_header("WARC-Record-ID").strip("<>")] = end
    return ends


def left_running(patience: float = 15.0) -> list[str]:
    """Return the command lines of what runs on below this process; the kernel is given time to end it."""
    until = time.monotonic() + patience
    while (found := psutil.Process().children(recursive=True)) and time.monotonic() < until:
        time.sleep(0.1)
    return [" ".join(process.cmdline()) or str(process.pid) for process in found]


def environment(home: Home) -> dict[str, str]:
    """Return the environment of a `warta` command on this home and loopback sites."""
    return {
        **os.environ,
        "PYTHONPATH": str(Path(__file__).parents[1]),
        "WARTA_HOME": str(home.root),
        "WARTA_CONTACT": "mailto:bench@example.com",
        "WARTA_ALLOW_HOSTS": "127.0.0.1",
    }
