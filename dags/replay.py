"""The DAG `replay`: captures that were read before, once more, through today's code.

By hand it takes a range of days and a source; left empty, everything is replayed:

    airflow dags trigger replay --conf '{"from": "2025-11-01", "to": "2025-11-30", "source": "kabarhulu"}'

As a backfill each logical date replays the captures of its day (UTC); a day without
captures, or whose captures have expired, is passed over:

    airflow backfill create --dag-id replay --from-date 2025-11-01 --to-date 2025-11-30 --max-active-runs 1

Only a DAG with a schedule can be backfilled, so it has one; its scheduled runs replay nothing.
"""

from airflow.sdk import Param, dag, get_current_context, task

from dags.stages import planned, through_the_stages
from dags.wiring import EVERY_DAG, LANDING, no_retry_for_what_cannot_heal, this_run
from news.home import Home


def _day(which: str) -> Param:
    return Param(None, type=["null", "string"], format="date", description=f"{which} day of capture, UTC")


@task(inlets=[LANDING])
@no_retry_for_what_cannot_heal
def plan() -> list[str]:
    """Group the landed files that hold captures of the days and the source that are asked for."""
    from pipeline import replaying

    context = get_current_context()
    run = context["dag_run"]
    chosen = replaying.asked(str(run.run_type.value), run.logical_date, context["params"])
    return planned(replaying.plan_replay(Home.find(), this_run(), chosen), "no such capture is kept")


@dag(
    schedule="@daily",
    params={
        "from": _day("First"),
        "to": _day("Last"),
        "source": Param(None, type=["null", "string"], description="Only captures of this source"),
    },
    doc_md=__doc__,
    **EVERY_DAG,
)
def replay() -> None:
    """Wire the steps."""
    through_the_stages(plan())


replay_dag = replay()
