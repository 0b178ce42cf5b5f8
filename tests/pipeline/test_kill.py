"""A run that is killed at any moment, and run again, gives what an undisturbed run gives."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from news.home import Home
from tests.conftest import land_seeds
from tests.equality import contents

_INGEST = """
import sys
from pathlib import Path
from news.home import Home
from pipeline.ingest import ingest
ingest(Home(Path(sys.argv[1])), on_step=lambda step, *_: print(step, flush=True))
"""


@pytest.mark.parametrize("step", ["extract", "load", "publish"])
def test_a_killed_run_is_made_good_by_the_next(home: Home, read_seeds: Home, step: str) -> None:
    land_seeds(home)
    killed = _start(home)
    assert killed.stdout is not None
    while (line := killed.stdout.readline()) and line.strip() != step:
        pass
    time.sleep(0.02)
    os.kill(killed.pid, signal.SIGKILL)
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    if home.published.exists():
        _readable(home.published)
    again = _start(home)
    again.communicate()
    assert again.returncode == 0
    assert contents(home) == contents(read_seeds)
    assert list(home.staging.iterdir()) == []


def _start(home: Home) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", _INGEST, str(home.root)], stdout=subprocess.PIPE, text=True
    )


def _readable(path: Path) -> None:
    with duckdb.connect(str(path), read_only=True) as connection:
        connection.execute("SELECT count(*) FROM articles").fetchall()
