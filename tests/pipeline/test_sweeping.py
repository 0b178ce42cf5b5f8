import os
import re
import subprocess
import sys

from news.home import Home
from pipeline.sweeping import begin_local_run, child_run_id, sweep_dead_children


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


def test_a_local_run_has_a_name_of_its_own_and_sweeps_what_a_killed_one_left(home: Home) -> None:
    for run_id in ("local-20251128T030000Z", "local-20251128T030000Z-2", "local_news__2025-11-28"):
        (home.staging / run_id / "0000").mkdir(parents=True)
    home.candidates.mkdir()
    (home.candidates / "local-20251128T030000Z.duckdb").touch()
    named = []
    for _ in range(3):
        named.append(begin_local_run(home))
        home.report(named[-1]).parent.mkdir(exist_ok=True)
        home.report(named[-1]).touch()
    assert len(set(named)) == 3
    assert all(re.fullmatch(r"local-\d{8}T\d{6}Z(-\d)?", run_id) for run_id in named)
    assert [path.name for path in home.staging.iterdir()] == ["local_news__2025-11-28"]
    assert list(home.candidates.iterdir()) == []
