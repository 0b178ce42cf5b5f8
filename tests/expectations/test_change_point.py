import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from expectations.change_point import dispersion, loss


def _days(pages: int, a_day: int = 4) -> np.ndarray:
    return np.arange(pages) // a_day


def test_a_field_that_is_gone_is_noticed_after_a_few_pages_at_the_very_page() -> None:
    flags = np.array([True] * 60 + [False] * 6)
    turn = loss(flags, _days(66))
    assert turn is not None
    assert (turn.at, turn.before, turn.after) == (60, 1.0, 0.0)


def test_a_field_of_most_pages_is_missed_at_the_first_page_after_the_last_that_had_it() -> None:
    chance = np.random.default_rng(5)
    flags = np.concatenate([chance.random(90) < 0.8, np.zeros(25, bool)])
    turn = loss(flags, _days(115))
    assert turn is not None
    assert turn.at == int(np.flatnonzero(flags)[-1]) + 1


@pytest.mark.parametrize(
    "flags",
    [
        [True] * 60,
        [False] * 60,
        [True] * 60 + [False] * 4,
        [True] * 15 + [False] * 20,
        [True] * 60 + [False] * 10 + [True] * 60,
        [True, False] * 40,
        [False] * 60 + [True] * 20,
    ],
    ids=["always", "never", "four pages", "short history", "came back", "every other", "gained"],
)
def test_nothing_is_said(flags: list[bool]) -> None:
    assert loss(np.array(flags), _days(len(flags))) is None


def test_a_history_of_less_than_a_week_says_nothing() -> None:
    flags = np.array([True] * 60 + [False] * 20)
    assert loss(flags, np.arange(80) // 16) is None


def test_a_weekend_of_agency_copy_is_no_loss() -> None:
    days = np.repeat(np.arange(28), 8)
    flags = days % 7 < 5
    assert dispersion(flags, days) > 5
    assert loss(flags, days) is None


@given(st.integers(0, 2**32 - 1), st.floats(0.05, 1), st.sampled_from([1, 3, 10, 30]), st.integers(9, 60))
@settings(deadline=None, max_examples=150)
def test_a_steady_source_raises_no_alarm(seed: int, share: float, rate: int, number: int) -> None:
    chance = np.random.default_rng(seed)
    counts = chance.poisson(np.where(np.arange(number) % 7 >= 5, rate / 2, rate))
    days = np.repeat(np.arange(number), counts)[-400:]
    of_day = np.clip(share + chance.normal(0, 0.07, number), 0, 1)
    flags = chance.random(len(days)) < of_day[days]
    assert len(days) == 0 or loss(flags, days) is None
