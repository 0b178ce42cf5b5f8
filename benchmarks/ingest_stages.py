"""Ingests a home and notes rows, seconds and peak memory of each stage; prints one line of JSON.

    python benchmarks/ingest_stages.py HOME

The peak of a stage is the kernel's high-water mark of resident memory, set back before each stage
(proc(5): 5 to /proc/self/clear_refs, VmHWM of /proc/self/status); so this runs on Linux only.
"""

import json
import sys
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from news.home import Home
from pipeline import ingest, publishing, steps

REST = "staging"  # what is done between the stages: Parquet files written and read


class Meter:
    """Seconds of wall and CPU time and the peak memory, by stage."""

    def __init__(self) -> None:
        self.stages: dict[str, dict[str, float]] = {}
        self.began = (time.perf_counter(), time.process_time())
        self._since = self.began
        reset_peak()

    def measured(self, name: str, run: Callable[..., Any]) -> Callable[..., Any]:
        """Return `run`, measured as a stage."""

        @wraps(run)
        def measured(*given: Any, **named: Any) -> Any:
            self.note(REST, 0)
            done = run(*given, **named)
            self.note(name, getattr(done, "num_rows", 0))
            return done

        return measured

    def note(self, name: str, rows: int) -> None:
        """Add what was used since the last note to a stage."""
        now = (time.perf_counter(), time.process_time())
        stage = self.stages.setdefault(name, {"rows": 0, "wall": 0.0, "cpu": 0.0, "peak": 0.0})
        stage["rows"] += rows
        stage["wall"] += now[0] - self._since[0]
        stage["cpu"] += now[1] - self._since[1]
        stage["peak"] = max(stage["peak"], peak_bytes())
        reset_peak()
        self._since = (time.perf_counter(), time.process_time())


def peak_bytes() -> int:
    """Return the most resident memory since the last `reset_peak`."""
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) * 1024


def reset_peak() -> None:
    """Set the kernel's high-water mark to what is resident now."""
    Path("/proc/self/clear_refs").write_text("5")


def measure_stages(meter: Meter) -> None:
    """Have the pipeline run measured functions instead of its own."""
    patched: Any = steps
    patched.extract_captures = meter.measured("extract", steps.extract_captures)
    patched.fingerprint = meter.measured("fingerprint", steps.fingerprint)
    patched.deduplicate = meter.measured("deduplicate", steps.deduplicate)
    patched._STAGES = {
        step: tuple(meter.measured(stage.__name__, stage) for stage in stages)
        for step, stages in steps._STAGES.items()
    }
    published: Any = publishing
    for name, function in {"load": "load", "audit": "audit_candidate", "publish": "publish"}.items():
        setattr(published, function, meter.measured(name, getattr(publishing, function)))


def main() -> None:
    """Ingest, measured."""
    meter = Meter()
    measure_stages(meter)
    report = ingest.ingest(Home(Path(sys.argv[1])))
    meter.note(REST, 0)
    wall, cpu = (
        now - began
        for now, began in zip((time.perf_counter(), time.process_time()), meter.began, strict=True)
    )
    print(json.dumps({"stages": meter.stages, "wall": wall, "cpu": cpu, "batches": report["batches"]}))


if __name__ == "__main__":
    main()
