import pytest

from transforms.regions import Gazetteer, look_up, similar_names


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("62.02", [("62.02", "code")]),
        ("Kabupaten Kotawaringin Timur", [("62.02", "name")]),
        ("kotawaringin  timur", [("62.02", "name")]),
        ("Kotim", [("62.02", "other name")]),
        ("Sampit", [("62.02", "seat")]),
        ("Banjar", [("32.79", "name"), ("63.03", "name")]),
        ("Negeri Antah", []),
    ],
)
def test_a_name_stands_for_these_regions(name: str, expected: list[tuple[str, str]]) -> None:
    assert [(called.region.code, called.how) for called in look_up(Gazetteer.load(), name)] == expected


def test_similar_names_are_those_spelt_alike() -> None:
    assert similar_names(Gazetteer.load(), "Pontianac", most=1) == ["Pontianak"]
    assert similar_names(Gazetteer.load(), "zzzzzz") == []
