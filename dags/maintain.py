"""The DAG `maintain`, once a week: the landing area checked, leftovers swept, the published file compacted.

- `check` compares every landed file with what was read from it, and takes the digests of a sample of records.
- `sweep` removes what killed runs have left for a day, and lands what killed crawls have.
- `rewrite` publishes the same tables in a fresh file where that saves a tenth of it, and says in
  `batches.expired_at` which landed files `retention.yaml` gives up; without that file all are kept.
- `remove_expired` removes those files, after the published file says so.

`warta maintain` does the same without Airflow.
"""

import os

from airflow.sdk import dag, task

from dags.wiring import (
    EVERY_DAG,
    LANDING,
    PUBLISHED,
    WRITER_POOL,
    no_retry_for_what_cannot_heal,
    skip_if_empty,
    tell,
    this_run,
)
from news.home import Home


@task(inlets=[LANDING])
@no_retry_for_what_cannot_heal
def check() -> dict[str, int]:
    """Compare what has landed with what was read from it."""
    from datetime import UTC, datetime

    from pipeline.integrity import check_landing

    found = check_landing(Home.find(), datetime.now(UTC).date())
    tell([f"{found['files']:,} landed files have their size, {found['records']:,} sampled records are whole"])
    return found


@task(outlets=[LANDING])
@no_retry_for_what_cannot_heal
def sweep() -> list[str]:
    """Remove what killed runs have left, land what killed crawls have."""
    from pipeline import maintaining

    swept = maintaining.sweep(Home.find())
    tell(swept or ["nothing was left behind"])
    return swept


@task(pool=WRITER_POOL, outlets=[PUBLISHED])
@no_retry_for_what_cannot_heal
def rewrite() -> list[str]:
    """Publish the same tables compacted, told of what expires."""
    from pipeline import maintaining, retention

    told = maintaining.rewrite(Home.find(), this_run(), retention.retention_of(Home.find()))
    tell(maintaining.rewrite_lines(told))
    return list(skip_if_empty(told, "nothing was published")["expired"])


@task(trigger_rule="none_failed")
@no_retry_for_what_cannot_heal
def remove_expired() -> list[str]:
    """Remove the landed files that the published file says were given up."""
    from pipeline import retention

    removed = retention.remove_expired(Home.find())
    tell(f"removed {name}" for name in removed)
    return removed


@dag(schedule=os.environ.get("WARTA_MAINTAIN_SCHEDULE", "@weekly") or None, doc_md=__doc__, **EVERY_DAG)
def maintain() -> None:
    """Wire the steps; nothing is removed where the check found a fault."""
    sweep() >> rewrite() >> (removed := remove_expired())
    check() >> removed


maintain_dag = maintain()
