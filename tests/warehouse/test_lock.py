import os
import subprocess
import sys
from pathlib import Path

import pytest

from news.errors import Busy, InputError
from warehouse.lock import writer_lock

_HOLD = """
import sys
from pathlib import Path
from warehouse.lock import writer_lock
with writer_lock(Path(sys.argv[1]), "counting sheep"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_the_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with (
            pytest.raises(Busy, match=rf"process {holder.pid} \(counting sheep, since "),
            writer_lock(lock, "x"),
        ):
            pass
        holder.kill()
        holder.wait()
        with writer_lock(lock, "x"):
            pass


def test_whoever_holds_it_may_ask_again(tmp_path: Path) -> None:
    lock = tmp_path / "writer.lock"
    with writer_lock(lock, "outer"), writer_lock(lock, "inner"):
        assert str(os.getpid()) in lock.read_text()


def test_a_folder_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(InputError, match="choose another home"), writer_lock(tmp_path / "file" / "lock", "x"):
        pass
