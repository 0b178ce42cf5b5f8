from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import article_table
from seeds import __file__ as seeds_file
from transforms.regions import Gazetteer, locate

CASES = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8"))
SEEDS = Path(seeds_file).parent


def located(**columns: Any) -> dict[str, Any]:
    row: dict[str, Any] = locate(article_table([columns])).to_pylist()[0]
    return row


def roles(row: dict[str, Any]) -> dict[str, str]:
    return {region["region_code"]: region["role"] for region in row["regions"]}


@pytest.mark.parametrize("case", CASES, ids=[case["body"][:40] for case in CASES])
def test_every_case_reads_as_written_by_hand(case: dict[str, Any]) -> None:
    row = located(headline=case.get("headline"), dateline=case.get("dateline"), article_body=case["body"])
    assert roles(row) == case["regions"]
    if "chief" in case or not case["regions"]:
        assert row["region_code"] == case.get("chief")


SUBJECTS = {
    "000": {"61.71", "62.02"},
    "001": {"62"},
    "002": {"62.02", "62.07"},
    "003": {"61.71"},
    "004": {"61", "31"},
}


@pytest.mark.parametrize(("number", "subjects"), SUBJECTS.items())
def test_a_seed_concerns_its_regions(number: str, subjects: set[str]) -> None:
    text = next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    headline = lines.pop(0) if number in ("002", "004") else None
    row = located(headline=headline, article_body="\n\n".join(lines))
    assert {code for code, role in roles(row).items() if role == "subject"} == subjects
    assert row["region_code"] in subjects


def test_guests_are_mentions() -> None:
    text = next(SEEDS.glob("004_*.txt")).read_text(encoding="utf-8")
    found = roles(located(article_body=text))
    assert {code for code, role in found.items() if role == "mention"} == {"53", "91", "61.04"}


WORDS = ["Kotim", "di", "Bupati", "Kapuas", "Kota", "Bogor", "pati", "KALTENG", "—", "(", ").", "İ", "Çelik"]
WORDS += ["“Pontianak”", "Kutai Barat", "\n\n", ", ", "Kecamatan", "Menggala", "Sungai", "dan", "Jawa Barat"]
WORDS += ["🌾", "Desa", "kotabaru", "Jalan", "-"]
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join),
)


@settings(deadline=None, max_examples=150)
@given(headline=st.none() | TEXTS, dateline=st.none() | st.sampled_from(WORDS), body=st.none() | TEXTS)
def test_evidence_stands_where_it_says(headline: str | None, dateline: str | None, body: str | None) -> None:
    row = located(headline=headline, dateline=dateline, article_body=body)
    parts = {"headline": headline, "dateline": dateline, "lead": body, "body": body}
    for region in row["regions"]:
        assert region["mentions"] == len(region["evidence"]) > 0
        assert region["role"] in ("dateline", "subject", "mention")
        for piece in region["evidence"]:
            part = parts[piece["part"]]
            assert part is not None
            assert part[piece["start"] : piece["start"] + len(piece["text"])] == piece["text"]
    assert row["region_code"] is None or row["region_code"] in roles(row)


@settings(deadline=None, max_examples=40)
@given(bodies=st.lists(TEXTS, max_size=6))
def test_rows_stay_and_do_not_depend_on_each_other(bodies: list[str]) -> None:
    table = article_table(
        [{"record_id": str(place), "article_body": body} for place, body in enumerate(bodies)]
    )
    together = locate(table)
    assert together.schema == table.schema
    assert together.column("record_id").to_pylist() == table.column("record_id").to_pylist()
    alone = [locate(table.slice(place, 1)) for place in reversed(range(len(bodies)))]
    assert together.equals(pa.concat_tables([table.slice(0, 0), *reversed(alone)]))
    assert locate(together).equals(together)


def test_every_own_name_of_a_region_is_found_behind_its_kind() -> None:
    titles = {"province": "Gubernur", "regency": "Bupati", "city": "Wali Kota"}
    regions = list(Gazetteer.load())
    names = [region.name.removeprefix("Kabupaten ").removeprefix("Kota ") for region in regions]
    bodies = [f"{titles[region.kind]} {name} hadir." for region, name in zip(regions, names, strict=True)]
    found = (
        locate(article_table([{"article_body": body} for body in bodies])).column("region_code").to_pylist()
    )
    assert found == [region.code for region in regions]


def test_a_district_speaks_for_its_regency(tmp_path: Path) -> None:
    extra = tmp_path / "districts.csv"
    extra.write_text("code,name\n62.02.06,Mentawa Baru Ketapang\n62.02.01,Kota Besi\n61.04.01,Kota Besi\n")
    table = article_table(
        [{"article_body": "Warga Kecamatan Mentawa Baru Ketapang dan Kota Besi panen padi."}]
    )
    row = locate(table, Gazetteer.load(extra)).to_pylist()[0]
    assert roles(row) == {"62.02.06": "subject", "62.02": "subject", "62.02.01": "subject"}
    assert row["region_code"] == "62.02"
