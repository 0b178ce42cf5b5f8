"""Airflow's own tables and the pool of the one writer, made or migrated: `python -m dags.metadata`."""

from dags.environment import set_environment
from news.home import Home


def prepare(home: Home, *, log_level: str) -> None:
    """Create or migrate Airflow's metadata below `home`; done already, it changes nothing."""
    set_environment(home, log_level=log_level)
    from airflow.models.pool import Pool
    from airflow.utils.db import initdb

    from dags.wiring import WRITER_POOL

    initdb()
    Pool.create_or_update_pool(
        WRITER_POOL, slots=1, description="Work on the candidate", include_deferred=False
    )


if __name__ == "__main__":
    prepare(Home.find(), log_level="WARNING")
