"""Which captures a run of `replay` reads again: by hand a range, as a backfill a day each."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest

from news.errors import InputError
from news.home import Home
from pipeline.ingest import ingest
from pipeline.replaying import asked, plan_replay
from pipeline.staging import Group
from warehouse.replay import Selection

_MIDNIGHT = datetime(2025, 11, 28, tzinfo=UTC)
_BY_HAND = {"from": "2025-11-01", "to": "2025-11-30", "source": "kabarhulu"}


@pytest.mark.parametrize(
    ("kind", "at", "params", "expected"),
    [
        ("backfill", _MIDNIGHT, {}, Selection(None, date(2025, 11, 28), date(2025, 11, 28))),
        ("backfill", _MIDNIGHT, {"source": "x"}, Selection("x", date(2025, 11, 28), date(2025, 11, 28))),
        ("manual", None, _BY_HAND, Selection("kabarhulu", date(2025, 11, 1), date(2025, 11, 30))),
        ("manual", _MIDNIGHT, {"from": None, "to": None, "source": None}, Selection()),
        ("manual", None, {"from": "", "source": ""}, Selection()),
        ("scheduled", _MIDNIGHT, {}, None),
    ],
)
def test_what_is_asked(kind: str, at: datetime | None, params: dict[str, Any], expected: object) -> None:
    assert asked(kind, at, params) == expected


@pytest.mark.parametrize("params", [{"from": "28 Nov"}, {"from": "2025-11-30", "to": "2025-11-01"}])
def test_days_that_are_none_are_refused(params: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="expected"):
        asked("manual", None, params)


def test_a_day_with_captures_is_planned_and_a_day_without_passed_over(
    home: Home, land_text: Callable[..., None]
) -> None:
    text = "Warga desa bergotong royong memperbaiki jembatan gantung yang rusak diterjang banjir. " * 12
    land_text(day=27, satu=text)
    land_text(day=28, dua=text + "Camat hadir.")
    ingest(home)
    (folder,) = plan_replay(home, "r1", Selection(None, date(2025, 11, 28), date(2025, 11, 28)))
    assert len(Group.at(folder).warc_files) == 1
    assert plan_replay(home, "r2", Selection(None, date(2025, 11, 26), date(2025, 11, 26))) == []
    assert plan_replay(home, "r3", None) == []


def test_before_anything_is_published_nothing_is_replayed(home: Home) -> None:
    assert plan_replay(home, "r1", Selection()) == []
