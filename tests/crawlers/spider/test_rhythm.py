"""Polling adapts to what a place brings, within the bounds of the source."""

from datetime import timedelta

from crawlers.sources import Cadence
from crawlers.spider.rhythm import next_interval

CADENCE = Cadence(poll_at_most="15m", poll_at_least="12h")


def after(start, *polls):
    for news in polls:
        start = next_interval(start, news, CADENCE)
    return start


def test_a_busy_place_is_asked_every_quarter_of_an_hour():
    assert after(timedelta(hours=1), 5, 2, 9, 1) == timedelta(minutes=15)


def test_a_quiet_place_twice_a_day():
    assert after(timedelta(hours=1), *[0] * 10) == timedelta(hours=12)


def test_a_quiet_place_that_wakes_is_asked_sooner_again():
    assert after(timedelta(hours=12), 3, 3) == timedelta(hours=3)


def test_a_place_that_fails_is_left_alone_twice_as_long():
    assert after(timedelta(hours=1), None, None) == timedelta(hours=4)
    assert after(timedelta(hours=1), *[None] * 9) == timedelta(hours=12)
