"""The steps of an ingest as tasks: one group of batches through the stages, then load, audit, publish."""

from airflow.sdk import XComArg, get_current_context, task, task_group

from dags.wiring import (
    LANDING,
    PUBLISHED,
    WRITER_POOL,
    no_retry_for_what_cannot_heal,
    skip_if_empty,
    tell,
    tell_asset,
    this_run,
)
from news.home import Home

FEW = "few"
"""Key under which a plan leaves what `read_few` is to do; only a task's plain result can be mapped over."""

_BY_SOURCES = "{{ group }}"


def planned(folders: list[str], if_nothing: str) -> list[str]:
    """Return the groups that get a task a step, and leave the others to `read_few`; skip where nothing is."""
    from pipeline import telling, whole_run

    plan = whole_run.by_size(Home.find(), this_run(), folders)
    skip_if_empty(any(plan.values()), if_nothing)
    tell(telling.plan_lines(folders))
    get_current_context()["ti"].xcom_push(FEW, plan)
    return plan["many"]


def _step(step: str, folder: str) -> str:
    from pipeline import steps, telling

    get_current_context()["group"] = telling.group_name(folder)  # type: ignore[typeddict-unknown-key]
    steps.run_step(Home.find(), step, folder)
    tell(telling.step_lines(folder, step))
    return folder


@task(inlets=[LANDING], map_index_template=_BY_SOURCES)
@no_retry_for_what_cannot_heal
def extract(folder: str) -> str:
    """Read captures into articles."""
    return _step("extract", folder)


@task(map_index_template=_BY_SOURCES)
@no_retry_for_what_cannot_heal
def clean(folder: str) -> str:
    """Cut what is not the article, resolve dates, detect the language."""
    return _step("clean", folder)


@task(map_index_template=_BY_SOURCES)
@no_retry_for_what_cannot_heal
def deduplicate(folder: str) -> str:
    """Fingerprint, and mark what repeats another article."""
    return _step("deduplicate", folder)


@task(map_index_template=_BY_SOURCES)
@no_retry_for_what_cannot_heal
def validate(folder: str) -> str:
    """Refuse what breaks a rule, with the rule and the offending value."""
    return _step("validate", folder)


@task(map_index_template=_BY_SOURCES)
@no_retry_for_what_cannot_heal
def classify(folder: str) -> str:
    """Name topics and regions, each with its evidence."""
    return _step("classify", folder)


@task_group
def stages(folder: str) -> str:
    """One group of batches on its way through the stages."""
    return classify(validate(deduplicate(clean(extract(folder)))))


@task(pool=WRITER_POOL)
@no_retry_for_what_cannot_heal
def load(folders: list[str]) -> str:
    """Add the staged batches to a candidate, one transaction a batch."""
    from pipeline import publishing, telling

    candidate = publishing.load(Home.find(), this_run(), folders)
    tell(telling.run_lines(Home.find(), this_run()))
    return candidate


@task(pool=WRITER_POOL)
@no_retry_for_what_cannot_heal
def audit(candidate: str) -> str:
    """Check the candidate as a whole."""
    from pipeline import publishing, telling

    publishing.audit_candidate(Home.find(), this_run(), candidate)
    tell(telling.run_lines(Home.find(), this_run()))
    return candidate


@task(pool=WRITER_POOL, outlets=[PUBLISHED])
@no_retry_for_what_cannot_heal
def publish(candidate: str, folders: list[str]) -> str:
    """Move the candidate onto the published file; where that has moved on, load and audit anew."""
    from pipeline import telling, whole_run

    report = whole_run.publish(Home.find(), this_run(), candidate, folders)
    tell_asset(PUBLISHED, telling.brought(Home.find(), [this_run()]))
    return report


@task(pool=WRITER_POOL, inlets=[LANDING], outlets=[PUBLISHED])
@no_retry_for_what_cannot_heal
def read_few(plan: dict[str, list[str]]) -> list[str]:
    """Do all steps of a small run in one task, as tasks take longer to start; then what landed meanwhile."""
    from pipeline import telling, whole_run

    skip_if_empty(plan["few"] or plan["ledgers"], "many wait: a task a step and group")
    runs = list(whole_run.drain(Home.find(), this_run(), plan["few"]))
    tell(telling.lines_of_runs(Home.find(), runs))
    tell_asset(PUBLISHED, telling.brought(Home.find(), runs))
    return runs


def through_the_stages(planned: XComArg) -> list[XComArg]:
    """Wire a plan's groups to the published file; return the last tasks."""
    loaded = load(planned)
    stages.expand(folder=planned) >> loaded
    return [publish(audit(loaded), planned), read_few(planned[FEW])]
