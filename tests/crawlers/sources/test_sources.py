"""Source files: what they may hold, how errors name the place, and what ships."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml

from crawlers.sources import SHIPPED, Source, json_schema, load_source, load_sources, source_from_text
from news.errors import InputError

BAD = yaml.safe_load((Path(__file__).parent / "bad.yaml").read_text("utf-8"))

FULL = """
id: kabar-hulu
homepage: https://www.kabarhulu.example/
publisher: Kabar Hulu
language: id
time_zone: WITA
region: "63.07"
hosts: [kabarhulu.example.net]
feeds: [https://www.kabarhulu.example/feed/]
articles:
  include: ['/\\d{4}/\\d{2}/']
keep_parameters: [berita]
selectors: {body: div.entry-content}
cut: [.share]
rules:
  - {valid_until: 2023-06-30, selectors: {body: td.isi}}
  - {valid_until: 2020-12-31, selectors: {body: font}, cut: [marquee]}
politeness: {delay: 2.5}
cadence: {every: 1h, revisit: [30m, 1d]}
checked: 2025-11-01
"""


@pytest.mark.parametrize("case", BAD, ids=[case["errors"][0][:60] for case in BAD])
def test_errors_name_file_line_field_and_remedy(case):
    with pytest.raises(InputError) as raised:
        source_from_text(case["file"], "x.yaml")
    lines = str(raised.value).splitlines()
    assert len(lines) == len(case["errors"])
    for line, expected in zip(lines, case["errors"], strict=True):
        assert expected in line


def test_most_sites_need_only_id_and_homepage():
    source = source_from_text("id: a\nhomepage: https://a.example/\n", "x.yaml")
    assert source.politeness.obey_robots
    assert source.cadence.revisit == (timedelta(hours=6), timedelta(days=1), timedelta(days=4))
    assert source.why_disabled == "never checked against the live site"
    assert not source.enabled


def test_a_full_source():
    source = source_from_text(FULL, "x.yaml")
    assert source.enabled
    assert source.time_zone == "Asia/Makassar"
    assert source.cadence.every == timedelta(hours=1)
    assert [source.owns_host(host) for host in ("kabarhulu.example", "m.kabarhulu.example", "x.example")] == [
        True,
        True,
        False,
    ]
    assert source.owns_host("kabarhulu.example.net")
    assert not source.owns_host("jahatkabarhulu.example")
    assert not source.owns_host(None)


@pytest.mark.parametrize(
    ("day", "body", "cut"),
    [
        (date(2019, 5, 1), "font", ("marquee",)),
        (date(2020, 12, 31), "font", ("marquee",)),
        (date(2021, 1, 1), "td.isi", ()),
        (date(2023, 7, 1), "div.entry-content", (".share",)),
    ],
)
def test_an_old_capture_is_read_by_the_rules_of_its_day(day, body, cut):
    selectors, cuts = source_from_text(FULL, "x.yaml").rules_on(day)
    assert (selectors.body, cuts) == (body, cut)


def test_disabling_wins_over_having_been_checked():
    source = source_from_text(FULL + "disabled: situs ditutup\n", "x.yaml")
    assert (source.enabled, source.why_disabled) == (False, "situs ditutup")


def test_what_ships_is_valid_and_waits_for_its_check():
    sources = load_sources([SHIPPED])
    assert {source.id for source in sources} >= {"satuhabar", "kalbarnes", "kompas", "antaranews-kalteng"}
    assert len({source.homepage for source in sources}) == len(sources)
    assert all(path.stem == load_source(path).id for path in SHIPPED.glob("*.yaml"))
    assert {source.why_disabled for source in sources} == {"never checked against the live site"}


def test_a_users_own_file_wins_and_all_errors_come_at_once(tmp_path):
    own, more = tmp_path / "own", tmp_path / "more"
    own.mkdir()
    more.mkdir()
    (own / "a.yaml").write_text("id: a\nhomepage: https://one.example/\n", "utf-8")
    (more / "b.yaml").write_text("id: a\nhomepage: https://two.example/\n", "utf-8")
    assert [source.homepage for source in load_sources([own, more])] == ["https://two.example/"]
    (more / "c.yaml").write_text("id: a\nhomepage: https://two.example/\n", "utf-8")
    (more / "d.yaml").write_bytes(b"id: \xff\n")
    with pytest.raises(InputError) as raised:
        load_sources([own, more])
    message = str(raised.value)
    assert "c.yaml: field id: 'a' is taken by" in message
    assert "d.yaml: expected UTF-8, found byte 4" in message


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(InputError, match=r"tiada\.yaml: cannot be read"):
        load_source(tmp_path / "tiada.yaml")


def test_the_schema_for_editors_knows_every_field():
    schema = json_schema()
    assert set(schema["properties"]) == set(Source.model_fields)
    assert schema["required"] == ["id", "homepage"]
    assert schema["additionalProperties"] is False
    json.dumps(schema)
