"""Airflow's metadata, read without Airflow: whether it is there, has the writer's pool, how DAGs ended."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from news.home import Home
from pipeline.doctor.check import BROKEN, GOOD, WARNING, Check

_POOL = "warta_writer"
_MAKE = "Run: python -m dags.metadata"
_SETTING = "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"


def airflow_checks(home: Home) -> Iterator[Check]:
    """Check the metadata below the home; a database elsewhere is named and left alone."""
    elsewhere = os.environ.get(_SETTING, "")
    if elsewhere and not elsewhere.startswith("sqlite"):
        kind = elsewhere.partition(":")[0]
        yield Check("Airflow", GOOD, f"its metadata are in a {kind} database, which is not looked at")
        return
    path = home.airflow / "airflow.db"
    if not path.exists():
        yield Check("Airflow", GOOD, "not used in this home yet; warta run and make airflow set it up")
        return
    try:
        yield from _metadata(path)
    except sqlite3.Error as error:
        yield Check("Airflow", BROKEN, f"{path} cannot be read: {error}", f"Move it aside. {_MAKE}")


def _metadata(path: Path) -> Iterator[Check]:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        tables = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alembic_version", "slot_pool", "dag_run"} <= tables:
            yield Check("Airflow", BROKEN, "its metadata are not set up", _MAKE)
            return
        slots = db.execute("SELECT slots FROM slot_pool WHERE pool = ?", [_POOL]).fetchall()
        last = db.execute(
            "SELECT dag_id, state, max(start_date) FROM dag_run WHERE start_date IS NOT NULL GROUP BY dag_id"
        ).fetchall()
    if slots != [(1,)]:
        yield Check("Airflow", BROKEN, f"the pool {_POOL} has not exactly one slot", _MAKE)
    else:
        yield Check("Airflow", GOOD, f"metadata are set up, the pool {_POOL} has one slot")
    for dag, state, at in last:
        if state == "failed":
            remedy = "See the task's log in Airflow, mend the cause, clear the task."
            yield Check(f"DAG {dag}", WARNING, f"its last run failed ({str(at)[:16]})", remedy)
