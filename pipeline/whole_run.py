"""A planned run from its groups to the published file, all in this process."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

from news.errors import InputError, StaleCandidate
from news.home import Home
from pipeline import publishing
from pipeline.ledgers import noted_ledgers
from pipeline.staging import STEPS, Group
from pipeline.steps import GROUP_BYTES, plan, run_step
from pipeline.sweeping import finish
from warehouse.lock import writer_lock

OnStep = Callable[[str, int, int], None]
"""Told the step that begins, how many of its groups are done, and how many there are."""

FEW_BYTES = 4 << 20  # of landed files: some thousand pages, read in less time than five tasks take to start


_MOST_RUNS = 20  # that one task does, so that it ends and its log can be read


def group_bytes() -> int:
    """Return how many bytes of landed files make a group; `WARTA_GROUP_MB` says otherwise."""
    return _megabytes("WARTA_GROUP_MB", GROUP_BYTES)


def by_size(home: Home, run_id: str, folders: Sequence[str]) -> dict[str, list[str]]:
    """Return a plan's groups as ``few`` where one task reads them sooner than one a step, else as ``many``.

    With them, as ``ledgers``, those that such a single task loads.
    """
    names = [name for folder in folders for name in Group.at(folder).warc_files]
    bytes_landed = sum((home.landing / name).stat().st_size for name in names)
    small = bytes_landed <= _megabytes("WARTA_FEW_MB", FEW_BYTES)
    return {
        "few": list(folders) if small else [],
        "many": [] if small else list(folders),
        "ledgers": noted_ledgers(home, run_id) if small else [],
    }


def read_groups(home: Home, folders: Sequence[str], on_step: OnStep = lambda *_: None) -> None:
    """Run each step on every group."""
    for step in STEPS:
        for done, folder in enumerate(folders):
            on_step(step, done, len(folders))
            run_step(home, step, folder)


def read_and_bring(home: Home, run_id: str, folders: Sequence[str]) -> str:
    """Run each step on every group, then load, audit, publish; return the path of the run's report.

    Done already, it changes nothing: what a run has staged goes only after it was published.
    """
    if (home.staging / run_id).exists():
        read_groups(home, folders)
        bring(home, run_id, folders)
    return str(home.report(run_id))


def drain(home: Home, run_id: str, folders: Sequence[str]) -> Iterator[str]:
    """Do a small run, then what has landed meanwhile, as runs of their own; yield the name of each.

    So what lands during a run need not wait until tasks of the next have started. It ends where nothing
    waits, or what waits is no small run.
    """
    read_and_bring(home, run_id, folders)
    yield run_id
    for number in range(2, _MOST_RUNS + 1):
        following = f"{run_id}-{number}"
        waiting = by_size(home, following, plan(home, following, group_bytes=group_bytes()))
        if not (waiting["few"] or waiting["ledgers"]):
            finish(home, following)
            return
        read_and_bring(home, following, waiting["few"])
        yield following


def bring(home: Home, run_id: str, folders: Iterable[str], on_step: OnStep = lambda *_: None) -> str:
    """Load, audit, publish; once more if somebody replaced the published file in the meantime.

    Returns:
        Path of the run's report.

    Raises:
        Busy: another writer is at work.
        AuditFailed: nothing was published.
    """
    with writer_lock(home.writer_lock, f"publishing run {run_id}"):
        with suppress(StaleCandidate):
            return _bring_once(home, run_id, folders, on_step)
        return _bring_once(home, run_id, folders, on_step)


def publish(home: Home, run_id: str, candidate: str, folders: Sequence[str]) -> str:
    """Publish an audited candidate; where the published file has moved on meanwhile, load and audit anew.

    Safe to run again: what a run has staged goes only after it was published.
    """
    if not (home.staging / run_id).exists():
        return str(home.report(run_id))
    with suppress(StaleCandidate):
        return publishing.publish(home, run_id, candidate)
    return bring(home, run_id, folders)


def _bring_once(home: Home, run_id: str, folders: Iterable[str], on_step: OnStep) -> str:
    on_step("load", 0, 1)
    candidate = publishing.load(home, run_id, folders)
    on_step("audit", 0, 1)
    publishing.audit_candidate(home, run_id, candidate)
    on_step("publish", 0, 1)
    return publishing.publish(home, run_id, candidate)


def _megabytes(setting: str, otherwise: int) -> int:
    """Return the bytes that an environment variable gives in MB.

    Raises:
        InputError: it is no number.
    """
    said = os.environ.get(setting)
    try:
        return int(float(said) * (1 << 20)) if said else otherwise
    except ValueError as error:
        raise InputError(f"{setting}={said}: expected a number of megabytes, such as 32 or 0.5") from error
