"""The steps of an ingest, as an operator sees them: paths in, paths out, each safe to run again.

Airflow's tasks and `warta ingest` call these same functions.
"""

import time
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from itertools import islice
from pathlib import Path

import pyarrow as pa

from crawlers.extract import extract as extract_captures
from crawlers.warc import WarcFile
from expectations.validate import validate
from news.capture import Capture
from news.errors import InputError
from news.home import Home
from pipeline.bindings import bound, reading_sources
from pipeline.kinship import TextKinship
from pipeline.ledgers import note_ledgers, pending_ledgers
from pipeline.rereading import CHOSEN, READ_AGAIN, with_earlier
from pipeline.runner import StageCount, run_stages, split
from pipeline.staging import STEPS, Group, fresh_run, scratch_of
from pipeline.waiting import landed_of, pending
from transforms.clean import clean
from transforms.deduplicate import deduplicate
from transforms.fingerprint import fingerprint
from transforms.language import detect_language
from transforms.regions import locate
from transforms.resolve_dates import resolve_dates
from transforms.topics import label_topics
from transforms.words.column import drop_words, split_words
from warehouse.reader import snapshot
from warehouse.replay import Selection
from warehouse.schema import is_current
from warehouse.stories import neighbours

_STAGES = {
    "clean": (clean, detect_language, resolve_dates),
    "validate": (validate,),
    "classify": (label_topics, locate, drop_words),
}
GROUP_BYTES = 32 << 20  # of landed files: some ten thousand pages, a few hundred MB once read
_MOST_GROUPS = 1_000  # Airflow maps a task at most 1,024 times
_CHUNK = 200  # captures that are in memory at a time: some 40 MB of pages


def plan(
    home: Home,
    run_id: str,
    withheld: frozenset[str] = frozenset(),
    again: Selection | None = None,
    group_bytes: int = GROUP_BYTES,
) -> list[str]:
    """Group the landed batches that are to be read; return the folder of each group.

    Args:
        home: where everything lies.
        run_id: name of the run's folder below staging, emptied first.
        withheld: batches to leave out.
        again: which captures to read once more; None for those alone that are not loaded yet.
        group_bytes: of landed files that make a group.

    Raises:
        InputError: the landing area cannot be read, or holds nothing of what is to be read once more.
    """
    ledgers = pending_ledgers(home)  # before the WARC files: see note_ledgers
    landed = pending(home) if again is None else landed_of(home, again)
    _check_withheld(withheld, landed)
    chosen = [path for path in landed if path.name not in withheld]
    run = fresh_run(home.staging, run_id)
    note_ledgers(home, run_id, ledgers)
    groups = [
        Group.make(run, number, [path.name for path in paths])
        for number, paths in enumerate(grouped(chosen, group_bytes))
    ]
    for group in groups if again else ():
        group.note(READ_AGAIN, [path.name for path in chosen])
    return [str(group.folder) for group in groups]


def _check_withheld(withheld: frozenset[str], landed: list[Path]) -> None:
    unknown = withheld - {path.name for path in landed}
    if unknown:
        waiting = ", ".join(path.name for path in landed[:10]) or "none"
        raise InputError(
            f"--withhold {' '.join(sorted(unknown))}: no such batch is to be read; expected one of: {waiting}"
        )


def run_step(home: Home, step: str, folder: str) -> str:
    """Run one step of `STEPS` on one group; return the group's folder.

    Raises:
        OSError: a landed file cannot be read, or staging cannot be written.
        RuntimeError: a stage or a rule does not do what it must.
    """
    group = Group.at(folder)
    started = time.perf_counter()
    counts = _extract(home, group) if step == "extract" else _transform(home, group, step)
    group.note(
        step, {"seconds": time.perf_counter() - started, "stages": [asdict(count) for count in counts]}
    )
    return folder


def _extract(home: Home, group: Group) -> list[StageCount]:
    started = time.perf_counter()
    accepted = rejected = 0
    torn: dict[str, str] = {}
    with group.writer("extract") as writer:
        for table in with_earlier(home, group, _tables(home, group, torn)):
            passed, refused = split(table)
            writer.add(passed, refused)
            accepted, rejected = accepted + passed.num_rows, rejected + refused.num_rows
    group.note("torn", torn)
    return [StageCount("extract", accepted + rejected, accepted, rejected, time.perf_counter() - started)]


def _tables(home: Home, group: Group, torn: dict[str, str]) -> Iterator[pa.Table]:
    """Yield the rows of the group's captures, some at a time; note in `torn` the files that break off."""
    sources = reading_sources(home)
    for name in group.warc_files:
        warc = WarcFile(home.landing / name)
        for captures in _chunks(_chosen(warc, group)):
            yield extract_captures(captures, name, sources)
        if warc.torn:
            torn[name] = str(warc.torn)


def _transform(home: Home, group: Group, step: str) -> list[StageCount]:
    before = group.accepted(STEPS[STEPS.index(step) - 1])
    if step == "deduplicate":
        accepted, rejected, counts = _deduplicate(home, group, before)
    else:
        accepted, rejected, counts = run_stages(before, bound(home, _STAGES[step]))
    with group.writer(step) as writer:
        writer.add(accepted, rejected)
    return counts


def _deduplicate(home: Home, group: Group, table: pa.Table) -> tuple[pa.Table, pa.Table, list[StageCount]]:
    accepted, refused, counts = run_stages(table, (split_words, fingerprint))
    marked = partial(deduplicate, history=_history(home, group, accepted))
    accepted, refused_too, more = run_stages(accepted, (marked,))
    return accepted, pa.concat_tables([refused, refused_too]), counts + more


def _history(home: Home, group: Group, table: pa.Table) -> pa.Table | None:
    """Return what is published and shares a key with the group; None from a file of an older schema."""
    with snapshot(home.published, scratch_of(home)) as connection:
        if connection is None or not is_current(connection):
            return None
        return neighbours(connection, table["bands"], TextKinship())


def _chosen(captures: Iterable[Capture], group: Group) -> Iterable[Capture]:
    chosen = group.noted(CHOSEN)
    if chosen is None:
        return captures
    wanted = frozenset(chosen)
    return (capture for capture in captures if capture.record_id in wanted)


def _chunks(captures: Iterable[Capture]) -> Iterator[list[Capture]]:
    remaining = iter(captures)
    while chunk := list(islice(remaining, _CHUNK)):
        yield chunk


def grouped(paths: list[Path], group_bytes: int = GROUP_BYTES) -> Iterator[list[Path]]:
    """Yield the files in groups that one task reads, in their order."""
    sizes = [path.stat().st_size for path in paths]
    limit = max(group_bytes, sum(sizes) // _MOST_GROUPS + 1)
    group: list[Path] = []
    filled = 0
    for path, size in zip(paths, sizes, strict=True):
        if group and filled + size > limit:
            yield group
            group, filled = [], 0
        group.append(path)
        filled += size
    if group:
        yield group
