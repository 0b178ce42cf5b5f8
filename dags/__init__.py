"""Airflow: schedules and wiring, no logic."""
