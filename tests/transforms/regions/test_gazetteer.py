from collections import Counter

from transforms.regions import Gazetteer, region_table

PROVINCES, REGENCIES, CITIES = 38, 416, 98
"""Indonesia's regions since Law 29/2022; the regencies and cities with the six of Jakarta."""


def test_every_region_is_there_once() -> None:
    kinds = Counter(region.kind for region in Gazetteer.load())
    assert kinds == {"province": PROVINCES, "regency": REGENCIES, "city": CITIES}


def test_every_parent_is_a_province() -> None:
    gazetteer = Gazetteer.load()
    for region in gazetteer:
        if region.kind != "province":
            assert region.parent_code is not None
            assert gazetteer.regions[region.parent_code].kind == "province"


def test_names_are_clean_and_said_once() -> None:
    for region in Gazetteer.load():
        names = [region.name, *region.names, *region.places]
        assert len(names) == len(set(names)), region.code
        assert all(name == " ".join(name.split()) and name for name in names), region.code


def test_the_reference_table_joins_by_code() -> None:
    rows = {row["code"]: row for row in region_table().to_pylist()}
    kotim = rows["62.02"]
    assert kotim["name"] == "Kabupaten Kotawaringin Timur"
    assert (kotim["kind"], kotim["parent_code"], kotim["seat"]) == ("regency", "62", "Sampit")
    assert "Kotim" in kotim["names"]
    assert rows["61.71"]["kind"] == "city"
    assert rows["62"]["parent_code"] is None
    assert rows["32.01"]["name"] == "Kabupaten Bogor"
    assert rows["32.71"]["name"] == "Kota Bogor"
    assert all(row["origin"] for row in rows.values())
