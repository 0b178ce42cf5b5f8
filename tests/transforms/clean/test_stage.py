"""The cleaning stage on whole tables: the columns it fills, what it leaves alone, what can never happen."""

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from news.schema import ARTICLE, article_table
from transforms.clean import clean, paragraph_digest

HERE = Path(__file__).parent
SEEDS = HERE.parents[2] / "seeds"
PIECES = [
    "SAMPIT – Petani memanen padi pada Senin pagi di desa itu.",
    "HARIAN KALBAR (PONTIANAK) –",
    "JAKARTA, KOMPAS.com – Presiden membuka rapat kabinet pada Senin.",
    "Baca Juga : Harga Beras Naik",
    "Ia menutup rapat itu. Baca: Harga Beras Naik Lagi di Pasar Menurut dia, itu wajar.",
    "• Bagikan",
    "ADVERTISEMENT",
    "Berita Terkait",
    "“Kita maju,” pungkas Dina. (ifa/abe)",
    "(*)",
    "Penulis: Ahmad Fauzi | Editor: Budi",
    "Foto: Bupati di lokasi banjir (ist)",
    "#kotim #sampit",
    "Lebih baru Lebih lama",
    "Bupati Kotim Halikinnor saat meninjau banjir",
    "Simak Video 'Banjir':\n[Gambas:Video 20detik]",
    "Follow us on Facebook",
    "İstanbul ẞtraße ŉ",
]


def run(**row: Any) -> dict[str, Any]:
    return clean(article_table([row])).to_pylist()[0]


def seed_row(stem: str) -> dict[str, Any]:
    """Read a seed as plain text is read: a line a paragraph, a first line before a blank one the headline."""
    lines = next(SEEDS.glob(f"{stem}_*.txt")).read_text(encoding="utf-8").splitlines()
    headline = lines.pop(0).strip() if not lines[1].strip() else None
    body = "\n\n".join(line.strip() for line in lines if line.strip())
    return {"headline": headline, "headline_from": "text" if headline else None, "article_body": body}


@pytest.mark.parametrize("expected", yaml.safe_load((HERE / "seeds.yaml").read_text(encoding="utf-8")))
def test_reads_the_five_seeds(expected: dict[str, Any]) -> None:
    row = run(**seed_row(expected.pop("seed")))
    cut = [[cut["kind"], cut["text"]] for cut in row["cuts"]]
    assert sorted(cut) == sorted(expected.pop("cuts"))
    assert row["article_body"].startswith(expected.pop("begins"))
    assert row["article_body"].endswith(expected.pop("ends"))
    assert {name: row[name] for name in expected} == expected


def test_keeps_what_is_given() -> None:
    row = run(
        headline="Judul",
        headline_from="json-ld",
        author=["Siti Aminah"],
        publisher="Kabar Kota",
        article_body="SITUS.COM, SAMPIT – Petani memanen padi pada Senin.\n\nPenulis: Ahmad Fauzi",
    )
    assert row["author"] == ["Siti Aminah"]
    assert row["publisher"] == "Kabar Kota"
    assert (row["headline"], row["headline_from"]) == ("Judul", "json-ld")
    assert row["dateline"] == "Sampit"


def test_makes_a_headline_of_the_first_sentence() -> None:
    row = run(article_body="SAMPIT – Petani memanen padi, kata Drs. H. Ahmad. Hasilnya melimpah.")
    assert row["headline"] == "Petani memanen padi, kata Drs. H. Ahmad"
    assert row["headline_from"] == "first_sentence"


def test_shortens_a_long_first_sentence_at_a_word() -> None:
    headline = run(article_body="Petani " + "memanen padi " * 20 + "kemarin.")["headline"]
    assert headline.endswith("padi…") or headline.endswith("memanen…")
    assert len(headline) <= 151


def test_leaves_rejected_rows_and_other_columns_alone() -> None:
    rejection = {"gate": "extract", "rule": "empty", "value": "", "reason": "nothing", "remedy": "none"}
    table = article_table(
        [
            {"article_body": "• Bagikan\n\nSatu.", "rejection": rejection},
            {"article_body": None, "date_published": date(2025, 11, 3)},
            {"article_body": "• Bagikan"},
        ]
    )
    cleaned = clean(table)
    assert cleaned.schema == ARTICLE
    assert cleaned.column("article_body").to_pylist() == ["• Bagikan\n\nSatu.", None, ""]
    assert cleaned.column("headline").to_pylist() == [None, None, None]
    assert cleaned.column("date_published").to_pylist() == table.column("date_published").to_pylist()


def test_cuts_learned_furniture_of_the_source_only() -> None:
    body = "Petani memanen padi.\n\nKabar Kota, sejak 1999."
    table = article_table([{"source": "a", "article_body": body}, {"source": "b", "article_body": body}])
    furniture = {"a": frozenset({paragraph_digest("KABAR  KOTA, sejak 2001.")})}
    cleaned = clean(table, furniture)
    assert cleaned.column("article_body").to_pylist() == ["Petani memanen padi.", body]
    assert cleaned.column("cuts").to_pylist()[0] == [
        {
            "rule": "learned/furniture",
            "kind": "boilerplate",
            "text": "Kabar Kota, sejak 1999.",
            "target": None,
        }
    ]


def test_a_second_run_changes_nothing() -> None:
    once = clean(
        article_table([{"article_body": "\n\n".join(PIECES)}, {"article_body": "Satu kalimat.\n\nDua."}])
    )
    again = clean(once)
    assert again.column("article_body").to_pylist() == once.column("article_body").to_pylist()
    assert again.column("headline").to_pylist() == once.column("headline").to_pylist()


@pytest.mark.parametrize(
    "piece", ["kata ", "kata. Baca juga: Judul Berita Lain ", "(foto ", ". ikuti kami ", "- "]
)
def test_a_text_without_paragraphs_is_no_trouble(piece: str) -> None:
    body = (piece * (200_000 // len(piece))).strip() + " saluran whatsapp"
    row = run(article_body=body)
    assert letters(row["article_body"]) + letters("".join(cut["text"] for cut in row["cuts"])) == letters(
        body
    )


def letters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=60), min_size=1, max_size=12).map("\n\n".join))
def test_loses_nothing(body: str) -> None:
    row = run(article_body=body)
    kept = letters(row["article_body"]) + letters("".join(cut["text"] for cut in row["cuts"] or []))
    assert kept == letters(body)


MARKS = st.text(alphabet=" \xa0\t\n–—-:,()[]/|.*•#“”\"'?!@©&0Aab", max_size=40)
WORDS = st.sampled_from(
    ["SAMPIT", "Jakarta", "KOMPAS.com", "Baca juga", "Penulis", "Foto", "(ist", "red", "3/11"]
)


@settings(deadline=None, max_examples=300)
@given(st.lists(MARKS | WORDS, max_size=14).map("".join), st.sampled_from([None, "Judul", "SAMPIT"]))
def test_survives_any_marks_and_loses_nothing(body: str, headline: str | None) -> None:
    row = run(article_body=body, headline=headline)
    kept = letters(row["article_body"] or "") + letters("".join(cut["text"] for cut in row["cuts"] or []))
    assert kept == letters(body)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.lists(st.sampled_from(PIECES), max_size=8).map("\n\n".join), max_size=6))
def test_rows_do_not_know_of_each_other(bodies: list[str]) -> None:
    table = article_table([{"article_body": body} for body in bodies])
    together = clean(table)
    alone = [clean(table.slice(at, 1)) for at in range(len(bodies))]
    assert together.to_pylist() == (pa.concat_tables(alone).to_pylist() if alone else [])
