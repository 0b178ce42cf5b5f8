from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pyarrow as pa

from expectations.drift import Drift, drift_table, drifts

_START = datetime(2025, 9, 1, tzinfo=UTC)  # a Monday
_FIRST = (_START - datetime(1970, 1, 5, tzinfo=UTC)).days
_NO_DAYS = pa.table(
    {
        name: pa.array([], kind)
        for name, kind in {
            "source": pa.string(),
            "day": pa.int64(),
            "crawls": pa.int64(),
            "outcome": pa.string(),
            "number": pa.int64(),
        }.items()
    }
)


def _pages(number: int = 120, source: str = "kabar", **changed: Any) -> pa.Table:
    """Six pages a day, alike but for some noise; `changed` gives columns as functions of the page."""
    chance = np.random.default_rng(number)
    rows = []
    for at in range(number):
        row = {
            "source": source,
            "record_id": f"<urn:{source}:{at}>",
            "target_uri": f"https://{source}.example/{at}",
            "warc_file": "kabar.warc.gz",
            "warc_offset": at * 1000,
            "warc_date": _START + timedelta(hours=4 * at),
            "day": _FIRST + at // 6,
            "accepted": True,
            "read": True,
            "has_author": bool(chance.random() < 0.9),
            "has_byline": bool(chance.random() < 0.5),
            "has_date": True,
            "has_time": True,
            "has_section": True,
            "has_image": bool(chance.random() < 0.7),
            "has_topic": bool(chance.random() < 0.9),
            "in_language": "id" if chance.random() < 0.95 else "en",
            "word_count": int(chance.lognormal(5.6, 0.45)),
            "cut_share": float(chance.uniform(0, 0.08)),
        }
        rows.append(row | {name: value(at) for name, value in changed.items()})
    return pa.Table.from_pylist(rows)


def _days(counts: list[int], outcome: str = "fetched", **others: list[int]) -> pa.Table:
    rows = [
        {"source": "kabar", "day": _FIRST + at, "crawls": 1, "outcome": name, "number": number}
        for name, series in {outcome: counts, **others}.items()
        for at, number in enumerate(series)
    ]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: row["day"]))


def _found(pages: pa.Table, days: pa.Table = _NO_DAYS) -> dict[str, Drift]:
    return {drift.measure: drift for drift in drifts(pages, days)}


def test_a_steady_source_and_an_empty_file_do_not_drift() -> None:
    assert _found(_pages()) == {}
    assert _found(_pages(0 + 1).slice(0, 0)) == {}


def test_each_field_that_is_lost_is_named_with_the_last_good_and_the_first_bad_page() -> None:
    for measure in ("date", "time", "section"):
        found = _found(_pages(**{f"has_{measure}": lambda at: at < 100}))
        assert list(found) == [measure]
        drift = found[measure]
        assert drift.good is not None
        assert drift.bad is not None
        assert (drift.good["record_id"], drift.bad["record_id"]) == ("<urn:kabar:99>", "<urn:kabar:100>")
        assert drift.since == _START + timedelta(hours=400)
        assert (drift.usual, drift.found) == (1.0, 0.0)


def test_refusals_texts_cut_short_another_language_and_boilerplate_are_found() -> None:
    assert list(_found(_pages(accepted=lambda at: at < 105))) == ["accepted"]
    assert list(_found(_pages(word_count=lambda at: 300 if at < 90 else 40))) == ["body"]
    assert list(_found(_pages(in_language=lambda at: "id" if at < 90 else "en"))) == ["language"]
    found = _found(_pages(cut_share=lambda at: 0.02 if at < 90 else 0.4))
    assert list(found) == ["boilerplate"]
    assert found["boilerplate"].told == "40% of the text cut on the middle of 30 pages since, 2% before"


def test_a_day_of_trouble_that_has_passed_is_no_drift() -> None:
    assert _found(_pages(has_date=lambda at: not 60 <= at < 72, accepted=lambda at: not 30 <= at < 36)) == {}


def test_only_the_source_that_changed_is_named() -> None:
    pages = pa.concat_tables([_pages(source="aman"), _pages(source="lepas", has_section=lambda at: at < 100)])
    assert [(drift.source, drift.measure) for drift in drifts(pages, _NO_DAYS)] == [("lepas", "section")]


def test_a_source_that_yields_less_is_named_with_what_became_of_its_addresses() -> None:
    counts = [12, 11, 13, 12, 10, 12, 11] * 4 + [0, 1, 0, 0]
    days = _days(counts, blocked=[0] * 28 + [11, 10, 12, 9])
    drift = _found(_pages(170), days)["yield"]
    assert drift.since == _START + timedelta(days=28)
    assert drift.told.endswith("; besides: 42 blocked")
    assert drift.good is not None
    assert drift.good["target_uri"] == "https://kabar.example/167"
    assert drift.bad is not None
    assert drift.bad["target_uri"] == "https://kabar.example/168"


def test_a_source_without_any_capture_since_has_no_bad_page() -> None:
    drift = _found(_pages(168), _days([12, 11, 13, 12, 10, 12, 11] * 4 + [0] * 4))["yield"]
    assert drift.good is not None
    assert drift.bad is None
    [row] = drift_table([drift]).to_pylist()
    assert row["bad_record_id"] is None
    assert row["good_record_id"] == "<urn:kabar:167>"


def test_a_day_on_which_not_all_crawls_have_run_yet_is_left_out() -> None:
    days = _days([24] * 28 + [1]).to_pylist()
    rows = [{**row, "crawls": 24 if row["number"] > 1 else 1} for row in days]
    assert drifts(_pages(1), pa.Table.from_pylist(rows)) == []
