"""All checks of the doctor, in the order in which an operator mends things."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime

from news.home import Home
from pipeline.doctor.airflow_metadata import airflow_checks
from pipeline.doctor.check import Check
from pipeline.doctor.home_folder import home_checks
from pipeline.doctor.installation import installation_checks
from pipeline.doctor.landing_area import landing_checks
from pipeline.doctor.published_file import published_checks
from pipeline.doctor.source_checks import source_checks
from warehouse.health_file import file_facts


def examine(home: Home) -> Iterator[Check]:
    """Yield one check after the other; none of them changes anything."""
    facts = file_facts(home.published, home.candidates / f"doctor-{os.getpid()}.duckdb")
    yield from installation_checks(home, facts)
    yield from home_checks(home)
    yield from landing_checks(home, facts)
    yield from published_checks(home, facts)
    yield from airflow_checks(home)
    yield from source_checks(home, facts, datetime.now(UTC))
