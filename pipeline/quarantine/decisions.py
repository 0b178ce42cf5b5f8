"""What an operator does with rejections: run some through today's code, let one pass, take that back.

    replay(home, ["3f2a…"])                          read their captures again and publish
    waive(home, ["3f2a…"], note, by)                 keep the decision, then replay
    withdraw(home, ["3f2a…"], note, by)              the same, the other way

Each takes the writer lock while it writes; `news.errors.Busy` says who holds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from expectations.rules import ROW_RULES
from news.errors import InputError
from news.home import Home
from pipeline.quarantine.ledgers import Waiver, add_waivers, waivers_of
from pipeline.quarantine.lookup import Rejection, find
from pipeline.rereading import CHOSEN
from pipeline.staging import Group, fresh_run
from pipeline.steps import grouped
from pipeline.sweeping import begin_local_run
from pipeline.whole_run import OnStep, bring, read_groups
from warehouse.lock import writer_lock
from warehouse.reader import reading
from warehouse.rejections import WAITING, Wanted, outcomes_of, refused_captures, waived_captures


@dataclass(frozen=True, slots=True)
class Replayed:
    """What became of one rejection that was run through today's code.

    Attributes:
        rejection: as it was.
        passed: captures of it that are accepted now.
        refused: captures of it that are still refused.
        missing: captures whose landed file is gone, which could not be read.
        rule, reason: of what refuses it now; None where all have passed.
    """

    rejection: Rejection
    passed: int
    refused: int
    missing: int
    rule: str | None
    reason: str | None


def replay(home: Home, ids: Sequence[str], on_step: OnStep = lambda *_: None) -> list[Replayed]:
    """Run the captures that these rejections refuse through today's code, and publish what comes of it.

    Other captures of the same articles that other code has read are read again with them, so that no change
    of the code passes for an edit. Nothing else is touched; what waits in the landing area goes on waiting.

    Args:
        home: where everything lies.
        ids: of rejections, whole.
        on_step: told of the progress.

    Raises:
        Busy: another writer is at work.
        AuditFailed: nothing was published.
    """
    with writer_lock(home.writer_lock, "warta rejections replay"):
        rejections = find(home, Wanted(ids=tuple(ids))) if ids else []
        with reading(home.published) as connection:
            captures = refused_captures(connection, ids)
        there = [one for one in captures if (home.landing / one["warc_file"]).exists()]
        _read_again(home, there, on_step)
        with reading(home.published) as connection:
            now = outcomes_of(connection, [one["record_id"] for one in captures])
    readable = {one["record_id"] for one in there}
    return [_replayed(rejection, captures, readable, now) for rejection in rejections]


def waive(
    home: Home, ids: Sequence[str], note: str, by: str, on_step: OnStep = lambda *_: None
) -> list[Replayed]:
    """Let the pages of these rejections pass their rule from now on, and read their captures again.

    Raises:
        InputError: a rule cannot be waived, or the decision cannot be kept.
        Busy, AuditFailed: as in `replay`; the decision is kept and counts at the next replay.
    """
    chosen = find(home, Wanted(ids=tuple(ids)))
    for rejection in chosen:
        _check_waivable(rejection)
    add_waivers(home, [_decision(rejection, note, by) for rejection in chosen])
    return replay(home, ids, on_step)


def withdraw(home: Home, ids: Sequence[str], note: str, by: str, on_step: OnStep = lambda *_: None) -> int:
    """Take waivers back and read again what had passed by them; return how many captures that were.

    Raises:
        InputError: a page was never let pass, or the decision cannot be kept.
        Busy, AuditFailed: as in `replay`; the decision is kept.
    """
    chosen, standing = find(home, Wanted(ids=tuple(ids))), waivers_of(home)
    for rejection in chosen:
        if (rejection["target_uri"], rejection["rule"]) not in standing:
            raise InputError(
                f"{rejection['rejection_id'][:8]}: {rejection['rule']} was never waived for "
                f"{rejection['target_uri']}, so there is nothing to take back"
            )
    add_waivers(home, [_decision(rejection, note, by, withdrawn=True) for rejection in chosen])
    with writer_lock(home.writer_lock, "warta rejections waive --withdraw"):
        with reading(home.published) as connection:
            captures = [
                capture
                for rejection in chosen
                for capture in waived_captures(connection, rejection["target_uri"], rejection["rule"])
            ]
        there = [one for one in captures if (home.landing / one["warc_file"]).exists()]
        _read_again(home, there, on_step)
    return len(there)


def plan_chosen(home: Home, run_id: str, captures: Sequence[dict[str, Any]]) -> list[str]:
    """Group captures that are to be read once more; return the folder of each group.

    Args:
        home: where everything lies.
        run_id: name of the run's folder below staging, emptied first.
        captures: `record_id` and `warc_file` of each.
    """
    run = fresh_run(home.staging, run_id)
    files = sorted({home.landing / one["warc_file"] for one in captures})
    folders = []
    for number, paths in enumerate(grouped(files)):
        names = [path.name for path in paths]
        group = Group.make(run, number, names)
        group.note(CHOSEN, [one["record_id"] for one in captures if one["warc_file"] in names])
        folders.append(str(group.folder))
    return folders


def _read_again(home: Home, captures: Sequence[dict[str, Any]], on_step: OnStep) -> None:
    if captures:
        run_id = begin_local_run(home)
        folders = plan_chosen(home, run_id, captures)
        read_groups(home, folders, on_step)
        bring(home, run_id, folders, on_step)


def _replayed(
    rejection: Rejection, captures: Sequence[dict[str, Any]], readable: set[str], now: dict[str, Any]
) -> Replayed:
    own = [one["record_id"] for one in captures if one["rejection_id"] == rejection["rejection_id"]]
    passed = [record for record in own if now[record]["outcome"] != "rejected"]
    refused = [now[record] for record in own if record in readable and record not in passed]
    return Replayed(
        rejection=rejection,
        passed=len(passed),
        refused=len(refused),
        missing=len(own) - len(passed) - len(refused),
        rule=refused[-1]["rule"] if refused else None,
        reason=refused[-1]["reason"] if refused else None,
    )


def _check_waivable(rejection: Rejection) -> None:
    rules = {rule.id: rule for rule in ROW_RULES}
    rule = rules.get(rejection["rule"])
    told = f"{rejection['rejection_id'][:8]}: {rejection['rule']} cannot be waived"
    if rejection["rule"] == WAITING:
        raise InputError(f"{told}: the capture has no text of its own. {rejection['remedy']}")
    if rule is None:
        raise InputError(f"{told}: nothing could be read from the capture. {rejection['remedy']}")
    if not rule.waivable:
        raise InputError(f"{told}: the audit asks it of every article. {rejection['remedy']}")


def _decision(rejection: Rejection, note: str, by: str, *, withdrawn: bool = False) -> Waiver:
    now = datetime.now(UTC).isoformat(timespec="seconds")
    return Waiver(rejection["target_uri"], rejection["rule"], note, by, now, withdrawn)
