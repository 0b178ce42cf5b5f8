"""Airflow's settings for a home of our own: its metadata below that home, nothing shown but our DAGs.

Settings come from the environment and have to stand before Airflow is imported, so this module
imports nothing of it.
"""

import os
import secrets
from pathlib import Path

from news.home import Home

DAGS_FOLDER = Path(__file__).parent


def set_environment(home: Home, *, log_level: str) -> None:
    """Point Airflow at `home`; a setting that the operator has made stays.

    Args:
        home: where everything lies.
        log_level: of Airflow's own log.
    """
    home.airflow.mkdir(parents=True, exist_ok=True)
    os.environ["WARTA_HOME"] = str(home.root)
    for name, value in _settings(home, log_level).items():
        os.environ.setdefault(name, value)


def _settings(home: Home, log_level: str) -> dict[str, str]:
    return {
        "AIRFLOW_HOME": str(home.airflow),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS_FOLDER),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__UNIT_TEST_MODE": "False",
        "AIRFLOW__CORE__FERNET_KEY": "",
        "AIRFLOW__API_AUTH__JWT_SECRET": _secret(home),
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home.airflow / 'airflow.db'}",
        "AIRFLOW__LOGGING__LOGGING_LEVEL": log_level,
        "AIRFLOW__USAGE_DATA_COLLECTION__ENABLED": "False",
        "GX_ANALYTICS_ENABLED": "false",
    }


def _secret(home: Home) -> str:
    """Return the key that signs tokens between Airflow's processes, made once a home."""
    path = home.airflow / "jwt_secret"
    if not path.exists():
        hidden = path.with_name(f".{path.name}.{os.getpid()}")
        hidden.touch(mode=0o600)
        hidden.write_text(secrets.token_urlsafe(64))
        hidden.replace(path)
    return path.read_text()
