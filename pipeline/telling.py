"""What a step did, in lines for a log: counts, and the rules by which rows were refused."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from news.home import Home
from pipeline.report import read_report
from pipeline.staging import Group

_MOST_NAMED = 3


def plan_lines(folders: Sequence[str]) -> Iterator[str]:
    """Tell which landed files each group holds."""
    for folder in folders:
        names = Group.at(folder).warc_files
        yield f"group {folder.rpartition('/')[2]}: {len(names)} landed files: {', '.join(names)}"


def group_name(folder: str) -> str:
    """Return what a group is called: the sources of its files, as their names begin with them."""
    files = Group.at(folder).warc_files
    sources = list(dict.fromkeys(re.split(r"-(?=[0-9a-f]{12}|\d{8}T)", name)[0] for name in files))
    more = f" and {len(sources) - _MOST_NAMED} more" if len(sources) > _MOST_NAMED else ""
    return f"{', '.join(sources[:_MOST_NAMED])}{more}"


def step_lines(folder: str, step: str) -> Iterator[str]:
    """Tell what a step made of a group: rows in, accepted, rejected and by which rules, stage by stage."""
    group = Group.at(folder)
    for count in (group.noted(step) or {"stages": ()})["stages"]:
        yield (
            f"{count['stage']}: {count['rows_in']:,} in, {count['accepted']:,} accepted, "
            f"{count['rejected']:,} rejected, {count['seconds']:.2f} s"
        )
    rules = Counter(
        f"{refused['gate']}/{refused['rule']}" for refused in group.rejected([step])["rejection"].to_pylist()
    )
    for rule, count in rules.most_common():
        yield f"rejected by {rule}: {count:,}"
    for name, torn in (group.noted("torn") or {}).items() if step == "extract" else ():
        yield f"{name}: {torn}"


def lines_of_runs(home: Home, runs: Sequence[str]) -> Iterator[str]:
    """Tell of several runs, one after the other."""
    for run_id in runs:
        yield from run_lines(home, run_id)


def run_lines(home: Home, run_id: str) -> Iterator[str]:
    """Tell what a run has loaded, what the audit found, and what was odd."""
    report = read_report(home, run_id)
    for batch in report.get("batches", ()):
        counts = ", ".join(f"{name} {value:,}" for name, value in batch.items() if isinstance(value, int))
        yield f"{batch['batch_id']}: {counts}"
    yield f"outcomes of discovered addresses: {report.get('outcomes', 0):,}"
    for name, more in report.get("added", {}).items():
        yield f"{name}: {more:+,}"
    for line in (*report.get("findings", ()), *(report.get("notes") or ())):
        yield str(line)


def brought(home: Home, runs: Sequence[str]) -> dict[str, Any]:
    """Return what the event of the published file tells: the first run, all batches, what was added."""
    reports = [read_report(home, run_id) for run_id in runs]
    added: Counter[str] = Counter()
    for report in reports:
        added.update(report.get("added", {}))
    batches = [batch["batch_id"] for report in reports for batch in report.get("batches", ())]
    return {"run_id": runs[0], "batches": batches, "added": dict(added)}
