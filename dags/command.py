"""Airflow's own command with the settings of our home: `python -m dags.command backfill list replay`."""

import os
import sys

from dags.environment import set_environment
from news.home import Home


def main(*words: str) -> None:
    """Become `airflow WORDS`."""
    set_environment(Home.find(), log_level="WARNING")
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *words])


if __name__ == "__main__":
    main(*sys.argv[1:])
