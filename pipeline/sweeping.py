"""Leave nothing behind."""

import shutil

from news.home import Home
from warehouse.candidate import discard


def finish(home: Home, run_id: str) -> None:
    """Take away what a run has staged, and what a killed one has left of its candidate."""
    shutil.rmtree(home.staging / run_id, ignore_errors=True)
    discard(home.candidates / f"{run_id}.duckdb")
