import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.drift_yield import shortfall

_STEADY = [10.0, 12, 11, 9, 10, 5, 4] * 6


def _days(counts: list[float]) -> np.ndarray:
    return np.arange(len(counts))


@pytest.mark.parametrize("gone", [3, 5, 7])
def test_a_source_that_runs_dry_is_noticed_and_dated(gone: int) -> None:
    counts = [10.0, 12, 11, 9, 10, 9, 11] * 5 + [0.0] * gone
    told = shortfall(_days(counts), np.array(counts))
    assert told is not None
    assert told.since == len(counts) - gone
    assert told.found == 0
    assert told.expected == pytest.approx(10 * gone, rel=0.15)


@pytest.mark.parametrize(
    "counts",
    [
        _STEADY,
        [100.0, *_STEADY[1:]],
        [*_STEADY[:13], 0.0],
        [*_STEADY, 10.0, 12, 11, 9, 10, 1, 1],
        [*_STEADY, 6.0, 6, 6, 6, 6],
        [1.0, 0, 2, 0, 0, 1, 0] * 6 + [0.0] * 7,
        [0.0] * 40,
    ],
    ids=["steady", "backlog at first", "short history", "quiet weekend", "a third less", "few", "never any"],
)
def test_nothing_is_said(counts: list[float]) -> None:
    assert shortfall(_days(counts), np.array(counts)) is None


def test_one_good_day_ends_a_shortfall_of_one_day() -> None:
    counts = [30.0, 31, 29, 30, 28, 32, 30] * 5 + [0.0, 30.0]
    assert shortfall(_days(counts), np.array(counts)) is None


@given(
    st.integers(0, 2**32 - 1),
    st.sampled_from([0.5, 2, 5, 10, 30, 100]),
    st.sampled_from([1, 0.5, 0.2, 0.05]),
    st.sampled_from([0, 0.1, 0.3]),
    st.integers(15, 70),
)
@settings(deadline=None, max_examples=150, derandomize=True)
def test_a_source_with_quiet_weekends_and_lively_days_raises_no_alarm(
    seed: int, rate: float, weekend: float, lively: float, number: int
) -> None:
    chance = np.random.default_rng(seed)
    days = np.arange(number) + int(chance.integers(0, 7))
    counts = chance.poisson(
        np.where(days % 7 >= 5, rate * weekend, rate) * np.exp(chance.normal(0, lively, number))
    )
    assert shortfall(days, counts.astype(float)) is None
