from typing import Any

import pyarrow as pa

from expectations.audit_rules import AUDIT_RULES
from expectations.drift import MEASURES
from expectations.source_frames import freshness_frame, measures_of, mix_frame


def _late(days_with_news: list[int], every: float, crawled: float, brought: float | None) -> list[Any]:
    last = pa.table({"source": ["kabar"], "every": [every], "crawled": [crawled], "brought": [brought]})
    days = pa.table(
        {
            "source": ["kabar"] * len(days_with_news),
            "day": days_with_news,
            "outcome": ["fetched"] * len(days_with_news),
            "number": [3] * len(days_with_news),
        }
    )
    return [row["told"] for row in freshness_frame(last, days).to_pylist() if row["strength"] > 0]


def test_a_source_is_fresh_as_its_rhythm_and_its_habits_promise() -> None:
    assert _late([1, 2, 3, 4], 24, 20, 20) == []
    assert _late([1, 2, 3, 4], 24, 60, 60) == ["kabar: last crawled 2 days ago"]
    assert _late([1, 2, 3, 4], 24, 20, 72) == ["kabar: its newest article came 3 days ago"]
    assert _late([1, 8, 15, 22], 24, 20, 10 * 24) == []
    assert _late([1, 8, 15, 22], 24, 20, 15 * 24) == ["kabar: its newest article came 15 days ago"]
    assert _late([], 24, 20, None) == []


def _mix(newest: list[int], before: list[int]) -> float:
    facts = pa.table(
        {
            "dimension": ["language"] * len(newest),
            "value": ["id", "en", "ms"][: len(newest)],
            "newest": newest,
            "before": before,
        }
    )
    return max([row["strength"] for row in mix_frame(facts).to_pylist()], default=0.0)


def test_a_mix_that_moves_is_told_and_a_small_sample_is_not() -> None:
    assert _mix([95, 5], [900, 60]) == 0
    assert _mix([60, 20, 20], [800, 100, 100]) == 0
    assert _mix([300, 600], [3000, 300]) > 0.2
    assert _mix([5, 60], [900, 60]) == 0


def test_each_measure_belongs_to_one_rule() -> None:
    told = [measure for rule in AUDIT_RULES for measure in measures_of(rule.id)]
    assert sorted(told) == sorted(MEASURES)
