"""The DAG `ingest`: everything that has landed, cleaned, deduplicated, validated, classified, published."""

from airflow.sdk import dag, get_current_context, task, task_group

from dags.wiring import (
    DEFAULT_ARGS,
    LANDING,
    WRITER_POOL,
    no_retry_for_what_cannot_heal,
    run_of,
    skip_if_empty,
)
from news.home import Home


def _run() -> str:
    return run_of(get_current_context())


@task
@no_retry_for_what_cannot_heal
def plan() -> list[str]:
    """Group the landed batches that are not in the published file yet."""
    from pipeline import ledgers, steps

    folders = steps.plan(Home.find(), _run())
    skip_if_empty(folders or ledgers.noted_ledgers(Home.find(), _run()), "nothing waits")
    return folders


@task
@no_retry_for_what_cannot_heal
def extract(folder: str) -> str:
    """Read captures into articles."""
    from pipeline import steps

    return steps.run_step(Home.find(), "extract", folder)


@task
@no_retry_for_what_cannot_heal
def clean(folder: str) -> str:
    """Cut what is not the article, resolve dates, detect the language."""
    from pipeline import steps

    return steps.run_step(Home.find(), "clean", folder)


@task
@no_retry_for_what_cannot_heal
def deduplicate(folder: str) -> str:
    """Fingerprint, and mark what repeats another article."""
    from pipeline import steps

    return steps.run_step(Home.find(), "deduplicate", folder)


@task
@no_retry_for_what_cannot_heal
def validate(folder: str) -> str:
    """Refuse what breaks a rule, with the rule and the offending value."""
    from pipeline import steps

    return steps.run_step(Home.find(), "validate", folder)


@task
@no_retry_for_what_cannot_heal
def classify(folder: str) -> str:
    """Name topics and regions, each with its evidence."""
    from pipeline import steps

    return steps.run_step(Home.find(), "classify", folder)


@task_group
def stages(folder: str) -> str:
    """One group of batches on its way through the stages."""
    return classify(validate(deduplicate(clean(extract(folder)))))


@task(pool=WRITER_POOL, trigger_rule="none_failed_min_one_success")
@no_retry_for_what_cannot_heal
def load(folders: list[str]) -> str:
    """Add the staged batches to a candidate, one transaction a batch."""
    from pipeline import publishing

    return publishing.load(Home.find(), _run(), folders)


@task(pool=WRITER_POOL)
@no_retry_for_what_cannot_heal
def audit(candidate: str) -> str:
    """Check the candidate as a whole."""
    from pipeline import publishing

    return publishing.audit_candidate(Home.find(), _run(), candidate)


@task(pool=WRITER_POOL)
@no_retry_for_what_cannot_heal
def publish(candidate: str) -> str:
    """Move the candidate onto the published file."""
    from pipeline import publishing

    return publishing.publish(Home.find(), _run(), candidate)


@dag(
    schedule=[LANDING],
    catchup=False,
    max_active_runs=1,
    default_args=DEFAULT_ARGS,
    tags=["warta"],
    doc_md=__doc__,
)
def ingest() -> None:
    """Wire the steps."""
    groups = plan()
    loaded = load(groups)
    stages.expand(folder=groups) >> loaded
    publish(audit(loaded))


ingest_dag = ingest()
