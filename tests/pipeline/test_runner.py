from functools import partial

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.rejection import Rejection
from news.schema import article_table, set_column
from pipeline.runner import run_stages


def _refuse(table: pa.Table, word: str) -> pa.Table:
    reason = Rejection("test", word, word, "reason", "remedy").as_row()
    return set_column(
        table,
        "rejection",
        [reason if word in (text or "") else None for text in table["headline"].to_pylist()],
    )


def lose(table: pa.Table) -> pa.Table:
    return table.slice(1)


@given(st.lists(st.sampled_from(["a", "b", "ab", "c", ""]), max_size=8))
def test_rows_in_are_accepted_and_rejected(headlines: list[str]) -> None:
    table = article_table([{"headline": headline} for headline in headlines])
    accepted, rejected, counts = run_stages(table, [partial(_refuse, word="a"), partial(_refuse, word="b")])
    assert accepted["headline"].to_pylist() == [
        text for text in headlines if "a" not in text and "b" not in text
    ]
    assert sorted(rejected["headline"].to_pylist()) == sorted(
        text for text in headlines if "a" in text or "b" in text
    )
    for count in counts:
        assert count.rows_in == count.accepted + count.rejected
    assert counts[0].accepted == counts[1].rows_in


def test_a_stage_that_loses_rows_is_a_fault() -> None:
    with pytest.raises(RuntimeError, match="stage lose was given 2 rows and returned 1"):
        run_stages(article_table([{}, {}]), [lose])


def test_no_stage_is_no_change() -> None:
    table = article_table([{"headline": "a"}])
    accepted, rejected, counts = run_stages(table, [])
    assert (accepted.num_rows, rejected.num_rows, counts) == (1, 0, [])
