"""Retry-After in its forms, and the breaker."""

from datetime import UTC, datetime

import pytest

from crawlers.outcomes import Outcome
from crawlers.spider.patience import Breaker, seconds_to_wait

NOW = datetime(2025, 11, 3, 6, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "seconds"),
    [
        ("120", 120),
        (" 7 ", 7),
        ("Mon, 03 Nov 2025 06:01:30 GMT", 90),
        ("Mon, 03 Nov 2025 05:00:00 GMT", 0),
        ("9" * 400, 604_800),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 604_800),
        ("sebentar", None),
        ("-5", None),
        ("", None),
    ],
)
def test_retry_after(given, seconds):
    assert seconds_to_wait(given, NOW) == seconds


def test_the_breaker_wants_five_in_a_row():
    breaker = Breaker()
    for _ in range(4):
        breaker.note(Outcome.TIMEOUT)
    breaker.note(Outcome.FETCHED)
    for _ in range(4):
        breaker.note(Outcome.BLOCKED)
    assert breaker.why is None
    breaker.note(Outcome.BLOCKED)
    assert breaker.why == "the site gave 5 times in a row: blocked"
