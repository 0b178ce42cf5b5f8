"""`warta maintain`: check, sweep, compact, and give up what the retention policy no longer keeps."""

from typing import Annotated

import typer

from news.errors import LandingBroken
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import note, said, shown


def maintain(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only tell which landed files the policy would give up.")
    ] = False,
    home: HomeOption = None,
) -> None:
    """Check what has landed, sweep what killed runs have left, compact the published file.

    Does in this process what the Airflow DAG `maintain` does once a week. Landed files are given up only
    where `retention.yaml` in the home says for how many days they are kept.

    Example: warta maintain --dry-run
    """
    place = Home.find(home)
    if dry_run:
        _tell_what_would_expire(place)
        return
    with said.status("checking what has landed"):
        fault = _check(place)
    with said.status("rewriting the published file"):
        _put_in_order(place, sound=fault is None)
    if fault:
        raise fault


def _tell_what_would_expire(home: Home) -> None:
    from pipeline.maintaining import would_expire
    from pipeline.retention import retention_of

    for name in would_expire(home, retention_of(home)):
        shown.print(f"would be given up: {name}")


def _check(home: Home) -> LandingBroken | None:
    """Check the landing area; a fault is raised at the end, for the rest can be done."""
    from datetime import UTC, datetime

    from pipeline.integrity import check_landing

    try:
        found = check_landing(home, datetime.now(UTC).date())
    except LandingBroken as error:
        return error
    shown.print(f"checked    {found['files']:,} landed files, {found['records']:,} of their records")
    return None


def _put_in_order(home: Home, *, sound: bool) -> None:
    """Sweep and rewrite; nothing is removed where the check found a fault."""
    from pipeline.crawling import new_run_id
    from pipeline.maintaining import rewrite, rewrite_lines, sweep
    from pipeline.retention import remove_expired, retention_of

    policy = retention_of(home)
    for line in sweep(home):
        note(line)
    for line in rewrite_lines(rewrite(home, f"maintain-{new_run_id()}", policy)):
        shown.print(line)
    for name in remove_expired(home) if sound else ():
        note(f"removed {name}, which has expired")
