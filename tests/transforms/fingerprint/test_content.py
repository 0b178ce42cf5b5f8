import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from news.identity import content_hash
from transforms.fingerprint.content import content_hashes
from transforms.words import texts_of

_TEXTS = st.text(
    st.characters(codec="utf-8") | st.sampled_from("aB  \n\t\x1c\x85\xa0\u2028“…́ßİſÉ가ﬁ"), max_size=40
)


@given(st.lists(st.tuples(_TEXTS | st.none(), _TEXTS | st.none()), max_size=5))
@settings(deadline=None, max_examples=300)
def test_the_quick_way_gives_the_same_hash(rows: list[tuple[str | None, str | None]]) -> None:
    heads, bodies = (texts_of(pa.array([row[side] for row in rows], pa.string())) for side in (0, 1))
    assert content_hashes(heads, bodies) == [content_hash(*row) for row in rows]
