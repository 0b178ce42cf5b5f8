"""The kinds of value that a source file holds: durations, time zones, addresses, patterns."""

import re
from datetime import timedelta
from typing import Annotated
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, WithJsonSchema
from selectolax.lexbor import LexborHTMLParser, SelectolaxError

_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}
_LONGEST_DAYS = 36_500  # a century: what can be taken from today and still be a date

# The three zones of Indonesia by the names people use (Keputusan Presiden 41/1987).
INDONESIAN_ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura"}


def duration(value: object) -> timedelta:
    """Read a number with its unit.

    >>> duration("6h")
    datetime.timedelta(seconds=21600)
    """
    if isinstance(value, timedelta):
        return value
    found = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([smhd])", str(value).strip())
    if not found:
        raise ValueError("expected a number with its unit, such as 30s, 15m, 6h or 1d")
    try:
        span = timedelta(**{_UNITS[found[2]]: float(found[1])})
    except OverflowError:
        span = timedelta.max
    if span.days >= _LONGEST_DAYS:
        raise ValueError(f"expected less than {_LONGEST_DAYS}d")
    return span


def time_zone(value: str) -> str:
    """Return the IANA name of a zone.

    >>> time_zone("WITA")
    'Asia/Makassar'
    """
    name = INDONESIAN_ZONES.get(value.upper(), value)
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        raise ValueError("expected WIB, WITA, WIT or an IANA name such as Asia/Pontianak") from unknown
    return name


def web_address(value: str) -> str:
    """Return `value` if it is a complete http or https address without user or password."""
    expected = "expected a complete address such as https://example.com/"
    try:
        parts = urlsplit(value)
        parts.port  # noqa: B018 - raises where the port is no number
    except ValueError as broken:
        raise ValueError(expected) from broken
    if parts.scheme not in ("http", "https") or not parts.hostname or any(c.isspace() for c in value):
        raise ValueError(expected)
    if parts.username or parts.password:
        raise ValueError("expected an address without user and password")
    return value


def pattern(value: str) -> str:
    """Return `value` if it is a regular expression."""
    try:
        re.compile(value)
    except re.error as broken:
        raise ValueError(f"expected a regular expression ({broken})") from broken
    return value


def selector(value: str) -> str:
    """Return `value` if it is a CSS selector that the reading understands."""
    try:
        LexborHTMLParser("").css(value)
    except SelectolaxError as broken:
        raise ValueError("expected a CSS selector such as div.entry-content p") from broken
    return value


Duration = Annotated[
    timedelta,
    BeforeValidator(duration),
    PlainSerializer(lambda span: f"{span.total_seconds():.6f}s", when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^\d+(\.\d+)?\s*[smhd]$", "examples": ["6h", "1d"]}),
]
TimeZone = Annotated[str, AfterValidator(time_zone), Field(examples=["WIB", "WITA", "WIT"])]
WebAddress = Annotated[str, AfterValidator(web_address), Field(examples=["https://example.com/"])]
Pattern = Annotated[str, AfterValidator(pattern)]
Selector = Annotated[str, AfterValidator(selector)]
HostName = Annotated[str, Field(pattern=r"^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$", examples=["m.example.com"])]
LanguageTag = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", examples=["id"])]
