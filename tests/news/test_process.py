import os
import subprocess
import sys

from news.process import is_alive


def test_a_process_lives_until_it_ends() -> None:
    assert is_alive(os.getpid())
    assert is_alive(1)
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    assert not is_alive(gone.pid)
