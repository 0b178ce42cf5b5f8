"""`warta run`: land, then run the Airflow DAG `ingest` to its end."""

import time
from typing import Annotated

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import said


def run(
    offline: Annotated[
        bool, typer.Option("--offline", help="Use the five documents that come with Warta; no network.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Land the sources and run the Airflow DAG `ingest` to its end.

    Example: warta run --offline
    """
    if not offline:
        raise InputError(
            "warta run: expected --offline; sites are landed with `warta land` and read with `warta ingest`"
        )
    from pipeline.airflow_child import run_dag
    from pipeline.cli.landing import land_seeds
    from pipeline.cli.summary import tell_nothing_new, tell_run
    from pipeline.report import read_report
    from pipeline.waiting import pending

    place = Home.find(home)
    started = time.monotonic()
    landed = land_seeds(place)
    said.print(f"landed {landed.documents} of 5 documents" + (", 5 before" if landed.already else ""))
    if not pending(place):
        tell_nothing_new(place)
        return
    with said.status("starting Airflow") as status:
        run_id = run_dag(place, "ingest", lambda doing: status.update(f"airflow: {doing}"))
    tell_run(place, read_report(place, run_id), time.monotonic() - started)
