"""`warta ingest`: what has landed, into the published file, without Airflow."""

import time

from news.home import Home
from pipeline.cli.options import HomeOption, WithholdOption
from pipeline.cli.terminal import said


def ingest(withhold: WithholdOption = None, home: HomeOption = None) -> None:
    """Read, clean, deduplicate, validate and classify what has landed, and publish it.

    Does in this process what the Airflow DAG `ingest` does, to the same result. Safe to stop and to run
    again: the published file changes in one step at the end, or not at all.

    Example: warta ingest --withhold files-0a1b2c3d4e5f.warc.gz
    """
    from pipeline.cli.summary import tell_nothing_new, tell_run
    from pipeline.ingest import ingest as ingest_landed

    place = Home.find(home)
    started = time.monotonic()
    with said.status("starting") as status:
        report = ingest_landed(
            place,
            frozenset(withhold or ()),
            lambda step, done, groups: status.update(
                step if groups < 2 else f"{step} {done + 1} of {groups}"
            ),
        )
    if report:
        tell_run(place, report, time.monotonic() - started)
    else:
        tell_nothing_new(place)
