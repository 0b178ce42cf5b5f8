"""What lies between the steps: one folder a run, one a group of batches, Parquet files within.

A step writes its files whole or not at all, so a killed run leaves nothing that the next would take
for finished work.
"""

import json
import os
import shutil
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from news.schema import ARTICLE

STEPS = ("extract", "clean", "deduplicate", "validate", "classify")
"""What is done to each group of batches, in this order."""

ORPHANED_AFTER = 24 * 3600  # seconds; longer than any run is given


@dataclass(frozen=True, slots=True)
class Group:
    """One group of landed batches on its way through the stages."""

    folder: Path

    @classmethod
    def make(cls, run: Path, number: int, warc_files: list[str]) -> "Group":
        """Lay out the folder of a new group."""
        group = cls(run / f"{number:04d}")
        group.folder.mkdir(parents=True)
        group.note("group", warc_files)
        return group

    @property
    def warc_files(self) -> list[str]:
        """Names of the landed files it is made of."""
        return list(self.noted("group"))

    def accepted(self, step: str) -> pa.Table:
        """Return the rows that `step` passed on."""
        return pq.read_table(self.folder / f"{step}.parquet", schema=ARTICLE)

    def rejected(self, steps: Iterable[str]) -> pa.Table:
        """Return the rows that any of `steps` refused."""
        paths = [self.folder / f"{step}-rejected.parquet" for step in steps]
        return pa.concat_tables([pq.read_table(path, schema=ARTICLE) for path in paths])

    def writer(self, step: str) -> "StepWriter":
        """Return the writer of what `step` passes on and what it refuses."""
        return StepWriter(self.folder, step)

    def note(self, name: str, value: Any) -> None:
        """Keep a small value beside the tables."""
        write_json(self.folder / f"{name}.json", value)

    def noted(self, name: str) -> Any:
        """Return a value that was noted, None where there is none."""
        path = self.folder / f"{name}.json"
        return json.loads(path.read_text("utf-8")) if path.exists() else None


def write_json(path: Path, value: Any) -> None:
    """Write a small file in one rename."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    hidden.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    hidden.replace(path)


def fresh_run(staging: Path, run_id: str) -> Path:
    """Return the empty folder of a run; runs that nobody has touched for a day are swept away."""
    staging.mkdir(parents=True, exist_ok=True)
    for folder in staging.iterdir():
        if folder.name == run_id or time.time() - folder.stat().st_mtime > ORPHANED_AFTER:
            shutil.rmtree(folder)
    run = staging / run_id
    run.mkdir()
    return run


class StepWriter:
    """Writes the tables of one step: accepted rows to one file, rejected rows to another."""

    def __init__(self, folder: Path, step: str) -> None:
        self._paths = [folder / f"{step}.parquet", folder / f"{step}-rejected.parquet"]

    def __enter__(self) -> "StepWriter":
        self._writers = [pq.ParquetWriter(_hidden(path), ARTICLE, compression="zstd") for path in self._paths]
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for path, writer in zip(self._paths, self._writers, strict=True):
            writer.close()
            if kind is None:
                _hidden(path).replace(path)

    def add(self, accepted: pa.Table, rejected: pa.Table) -> None:
        """Append rows to both files."""
        for writer, rows in zip(self._writers, (accepted, rejected), strict=True):
            if rows.num_rows:
                writer.write_table(rows)


def _hidden(path: Path) -> Path:
    return path.with_name(f".{path.name}")
