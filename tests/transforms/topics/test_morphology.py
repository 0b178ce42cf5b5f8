from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.topics.morphology import expand, normalise

CASES = yaml.safe_load(Path(__file__).with_name("morphology.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["entry"])
def test_forms(case):
    forms = expand(case["entry"])
    assert set(case["has"]) <= forms
    assert forms.isdisjoint(case["lacks"])


@settings(deadline=None, max_examples=200)
@given(st.from_regex(r"~?[a-z]{4,9}", fullmatch=True))
def test_forms_are_already_normal(entry):
    assert all(normalise(form) == form for form in expand(entry))
