"""What a run did, in a file beside the published one: `runs/<run>.json`."""

import json
from typing import Any

from news.home import Home
from pipeline.staging import write_json


def begin_report(home: Home, run_id: str, first: dict[str, Any]) -> None:
    """Begin the report of a run anew."""
    path = home.report(run_id)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_json(path, {"run_id": run_id, **first})


def add_to_report(home: Home, run_id: str, more: dict[str, Any]) -> str:
    """Add to the report of a run and return its path."""
    write_json(home.report(run_id), read_report(home, run_id) | more)
    return str(home.report(run_id))


def read_report(home: Home, run_id: str) -> dict[str, Any]:
    """Return the report of a run, empty where there is none."""
    path = home.report(run_id)
    return dict(json.loads(path.read_text("utf-8"))) if path.exists() else {}
