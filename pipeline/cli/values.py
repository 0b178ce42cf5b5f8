"""Values of a query, as JSON and as words."""

import json
import math
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

_SECONDS_A_DAY = 86_400


def plain(value: Any) -> Any:
    """Return a value as JSON has it; what is no number (NaN, infinity) is null.

    >>> plain({"a": [Decimal("3"), float("nan"), date(2025, 11, 3)]})
    {'a': [3, None, '2025-11-03']}
    """
    if isinstance(value, dict):
        return {str(name): plain(part) for name, part in value.items()}
    if isinstance(value, list | tuple) and not hasattr(value, "nanoseconds"):
        return [plain(part) for part in value]
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int | str):
        return value
    return _text(value)


def in_words(value: Any) -> str:
    """Return a value as a cell of a table or of CSV; lists and structs as JSON, null as nothing."""
    if value is None:
        return ""
    if isinstance(value, list | dict):
        return json.dumps(plain(value), ensure_ascii=False, allow_nan=False)
    return str(value) if isinstance(value, str | int | float | Decimal) else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="microseconds" if value.microsecond else "seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, timedelta):
        return _interval(0, value.days, value - timedelta(days=value.days))
    if hasattr(value, "nanoseconds"):  # pyarrow.MonthDayNano, which is what an INTERVAL becomes
        return _interval(value.months, value.days, timedelta(microseconds=value.nanoseconds // 1000))
    return str(value)


def _interval(months: int, days: int, rest: timedelta) -> str:
    """Return an interval as DuckDB writes it."""
    extra, seconds = divmod(rest.total_seconds(), _SECONDS_A_DAY)
    parts = [(months // 12, "year"), (months % 12, "month"), (days + int(extra), "day")]
    words = [f"{count} {unit}{'' if abs(count) == 1 else 's'}" for count, unit in parts if count]
    if seconds or not words:
        minutes, second = divmod(int(seconds), 60)
        words.append(f"{minutes // 60:02}:{minutes % 60:02}:{second:02}")
    return " ".join(words)
