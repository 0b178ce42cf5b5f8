"""What lies between the steps: one folder a run, one a group of batches, Parquet files within.

A step writes its files whole or not at all, so a killed run leaves nothing that the next would take
for finished work. Locally that is a rename; to a remote staging area a file is uploaded once it is complete.
"""

import json
import os
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from news.home import Home
from news.place import is_local, last_touched, listed, make_folder, place, put, remove_folder
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
        make_folder(group.folder)
        group.note("group", warc_files)
        return group

    @classmethod
    def at(cls, folder: str) -> "Group":
        """Return the group whose folder a step was given, a path or an fsspec URL."""
        return cls(place(folder))

    @property
    def warc_files(self) -> list[str]:
        """Names of the landed files it is made of."""
        return list(self.noted("group"))

    def accepted(self, step: str) -> pa.Table:
        """Return the rows that `step` passed on."""
        return _table(self.folder / f"{step}.parquet")

    def rejected(self, steps: Iterable[str]) -> pa.Table:
        """Return the rows that any of `steps` refused."""
        paths = [self.folder / f"{step}-rejected.parquet" for step in steps]
        return pa.concat_tables([_table(path) for path in paths])

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
    """Write a small file in one go."""
    if not is_local(path):
        path.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
        return
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    hidden.write_text(json.dumps(value, ensure_ascii=False), "utf-8")
    hidden.replace(path)


def fresh_run(staging: Path, run_id: str) -> Path:
    """Return the empty folder of a run; runs that nobody has touched for a day are swept away."""
    make_folder(staging)
    for folder in listed(staging):
        if folder.name == run_id or time.time() - last_touched(folder) > ORPHANED_AFTER:
            remove_folder(folder)
    run = staging / run_id
    make_folder(run)
    return run


def scratch_of(home: Home) -> Path:
    """Return where this process may put a copy of the published file; on a local disk, swept after a day."""
    return home.candidates / f"snapshot-{os.getpid()}.duckdb"


class StepWriter:
    """Writes the tables of one step: accepted rows to one file, rejected rows to another."""

    def __init__(self, folder: Path, step: str) -> None:
        self._folder = folder
        self._names = [f"{step}.parquet", f"{step}-rejected.parquet"]

    def __enter__(self) -> "StepWriter":
        self._scratch = None if is_local(self._folder) else tempfile.TemporaryDirectory(prefix="warta-")
        paths = [self._written(name) for name in self._names]
        self._writers = [pq.ParquetWriter(path, ARTICLE, compression="zstd") for path in paths]
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        for name, writer in zip(self._names, self._writers, strict=True):
            writer.close()
            if kind is None:
                self._finish(name)
        if self._scratch:
            self._scratch.cleanup()

    def add(self, accepted: pa.Table, rejected: pa.Table) -> None:
        """Append rows to both files."""
        for writer, rows in zip(self._writers, (accepted, rejected), strict=True):
            if rows.num_rows:
                writer.write_table(rows)

    def _written(self, name: str) -> Path:
        return Path(self._scratch.name) / name if self._scratch else self._folder / f".{name}"

    def _finish(self, name: str) -> None:
        if self._scratch:
            put(self._written(name), self._folder)
        else:
            self._written(name).replace(self._folder / name)


def _table(path: Path) -> pa.Table:
    source = path if is_local(path) else pa.BufferReader(path.read_bytes())
    return pq.read_table(source, schema=ARTICLE)
