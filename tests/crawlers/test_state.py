"""The state: committed or forgotten, schedules, and places that adapt."""

from datetime import UTC, datetime, timedelta

import pytest

from crawlers.spool import Earlier
from crawlers.state import Captured, State

NOW = datetime(2025, 11, 3, 6, tzinfo=UTC)
RECORD = Earlier("<urn:uuid:1>", "http://a/1", "2025-11-03T06:00:00Z", "sha1:A")
REVISIT = (timedelta(hours=6), timedelta(days=1), timedelta(days=4))


@pytest.fixture
def state(tmp_path):
    state = State(tmp_path / "uji.sqlite")
    yield state
    state.close()


def hours(count):
    return NOW + timedelta(hours=count)


def test_what_was_not_committed_is_forgotten(tmp_path):
    state = State(tmp_path / "a.sqlite")
    state.announce("http://a/1", "feed", NOW)
    state.commit()
    state.announce("http://a/2", "feed", NOW)
    state.close()
    state = State(tmp_path / "a.sqlite")
    assert [waiting.url for waiting in state.due_pages(NOW, 9)] == ["http://a/1"]
    state.close()


def test_visits_follow_the_ages_and_then_end(state):
    state.announce("http://a/1", "feed", NOW)
    due = []
    for moment in (0, 6, 24, 96):
        state.page_captured("http://a/1", Captured(hours(moment), {"ETag": '"x"'}, RECORD), REVISIT)
        standing = state.standing("http://a/1")
        due.append(standing.next_at and (standing.next_at - NOW.timestamp()) / 3600)
    assert due == [6, 24, 96, None]


def test_a_late_run_skips_the_visits_it_missed(state):
    state.announce("http://a/1", "feed", NOW)
    state.page_captured("http://a/1", Captured(NOW, {}, RECORD), REVISIT)
    state.page_captured("http://a/1", Captured(hours(30), {}, None), REVISIT)
    assert state.standing("http://a/1").next_at == hours(96).timestamp()


def test_a_revisit_keeps_the_record_it_refers_to(state):
    state.announce("http://a/1", "feed", NOW)
    state.page_captured("http://a/1", Captured(NOW, {"ETag": '"x"'}, RECORD), REVISIT)
    state.page_captured("http://a/1", Captured(hours(6), {}, None), REVISIT)
    visited = state.visited("http://a/1")
    assert (visited.capture, visited.validators, visited.visits) == (RECORD, {"ETag": '"x"'}, 2)
    assert visited.last_at == hours(6).timestamp()


def test_new_articles_come_before_visits(state):
    state.announce("http://a/old", "feed", NOW)
    state.page_captured("http://a/old", Captured(NOW, {}, RECORD), REVISIT)
    state.announce("http://a/new", "feed", hours(7))
    due = list(state.due_pages(hours(8), 9))
    assert [(one.url, one.seen) for one in due] == [("http://a/new", False), ("http://a/old", True)]


def test_failures_count_unless_they_do_not(state):
    state.announce("http://a/1", "feed", NOW)
    state.page_failed("http://a/1", hours(1))
    state.page_failed("http://a/1", hours(2), counts=False)
    assert state.failures("http://a/1") == 1
    state.page_failed("http://a/1", None)
    assert list(state.due_pages(hours(999), 9)) == []


def test_places_are_due_by_their_interval_a_tenth_early(state):
    state.add_place("http://a/feed", "feed", "source", timedelta(hours=1))
    state.place_polled("http://a/feed", NOW, timedelta(hours=10), 3)
    assert state.places(hours(8.9)) == []
    assert [place.url for place in state.places(hours(9.1))] == ["http://a/feed"]


def test_a_sitemap_dated_by_its_index_is_not_due_by_itself(state):
    state.add_place("http://a/map", "sitemap", "http://a/index", timedelta(hours=1))
    state.keep_announced_at("http://a/map", NOW.timestamp())
    assert state.places(hours(99)) == []
    assert len(state.places()) == 1


def test_robots_are_kept_for_as_long_as_asked(state):
    state.keep_robots("a:80", 200, b"User-agent: *", NOW)
    assert state.robots("a:80", hours(-1)) == (200, b"User-agent: *")
    assert state.robots("a:80", hours(1)) is None
    assert state.robots("b", hours(-1)) is None
