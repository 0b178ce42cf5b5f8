import os
import subprocess
import sys

from news.home import Home
from pipeline.sweeping import child_run_id, sweep_dead_children


def test_what_a_dead_run_left_is_swept_and_a_living_one_is_let_be(home: Home) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead, living = f"ingest-20251128T030000-{gone.pid}", child_run_id("ingest")
    for run_id in (dead, living):
        (home.staging / run_id / "0000").mkdir(parents=True)
        home.candidates.mkdir(exist_ok=True)
        (home.candidates / f"{run_id}.duckdb").touch()
    (home.candidates / "failed.duckdb").touch()
    sweep_dead_children(home)
    assert [path.name for path in home.staging.iterdir()] == [living]
    assert {path.name for path in home.candidates.iterdir()} == {f"{living}.duckdb", "failed.duckdb"}
    assert living.endswith(str(os.getpid()))
