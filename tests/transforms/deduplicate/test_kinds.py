from pathlib import Path

import numpy as np
import pytest

from transforms.deduplicate.kinds import KINDS, kinds_of
from transforms.deduplicate.overlap import Overlap

_LINES = Path(__file__).with_name("kinds.txt").read_text("utf-8").splitlines()
_CASES = [line.split() for line in _LINES if not line.startswith("#")]


@pytest.mark.parametrize(("shared", "smaller", "larger", "words", "kind"), _CASES)
def test_kind(shared: str, smaller: str, larger: str, words: str, kind: str) -> None:
    overlap = Overlap(*(np.array([int(count)]) for count in (shared, smaller, larger, words)))
    assert [*KINDS, "none"][kinds_of(overlap)[0]] == kind
