from hypothesis import given
from hypothesis import strategies as st

from news.identity import content_hash, digest
from news.rejection import Rejection


def test_a_digest_is_the_same_in_every_release() -> None:
    # Computed with coreutils: printf a | b2sum -l 80
    assert digest("a") == "eb1fc979bd34e716e325"


@given(st.lists(st.text(), min_size=2, max_size=2), st.lists(st.text(), min_size=2, max_size=2))
def test_parts_are_kept_apart(one: list[str], other: list[str]) -> None:
    assert (digest(*one) == digest(*other)) == (one == other)


def test_cosmetic_changes_leave_the_content_hash() -> None:
    assert content_hash("Judul", "Satu dua.") == content_hash(" JUDUL ", "satu\u00a0 dua.\n")
    assert content_hash("Judul", "Satu dua.") != content_hash("Judul", "Satu tiga.")
    assert content_hash(None, None) == content_hash("", "")


def test_a_long_value_is_shortened() -> None:
    row = Rejection("gate", "rule", "x" * 500, "reason", "remedy").as_row()
    assert len(row["value"]) == 200
    assert row["value"].endswith("…")
