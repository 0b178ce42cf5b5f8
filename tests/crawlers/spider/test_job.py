"""A job: safe names, a reachable contact, and the same after a trip through JSON."""

from pathlib import Path

import pytest

from crawlers.sources import Source
from crawlers.spider.job import CrawlJob
from news.errors import InputError

SOURCE = Source(
    id="uji",
    homepage="https://example.com/",
    feeds=("https://example.com/feed",),
    time_zone="WITA",
    region="63",
)


def job(**more):
    given = {"run_id": "run1", "contact": "redaksi@example.com", **more}
    return CrawlJob(SOURCE, Path("/a/state"), Path("/a/spool"), "s3://ember/landing", **given)


def test_json_gives_the_same_job():
    given = job(allow_hosts=frozenset({"a", "b"}), only=("https://example.com/1",), ask_all=True)
    assert CrawlJob.from_json(given.as_json()) == given


@pytest.mark.parametrize("run_id", ["", "../x", "a/b", "a b", "x" * 65, ".x"])
def test_a_run_id_that_could_leave_the_folder_is_refused(run_id):
    with pytest.raises(InputError, match="run id"):
        job(run_id=run_id)


@pytest.mark.parametrize("contact", ["", "saya", "a b@example.com", "a@b\r\nX-Y: z"])
def test_a_contact_that_reaches_nobody_is_refused(contact):
    with pytest.raises(InputError, match="contact"):
        job(contact=contact)
