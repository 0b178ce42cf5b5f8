"""`warta topics` and `warta regions`, up to what the next ingest publishes."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from news.errors import InputError
from news.home import Home
from pipeline.cli.app import app
from pipeline.ingest import ingest
from seeds import seeds

Query = Callable[[Home, str], list[tuple[Any, ...]]]

ROAD = "Warga mengeluhkan jalan berlubang dan aspal mengelupas di ruas menuju desa nomor {0}. " * 2
MARKET = "Pedagang menata lapak dan kios baru untuk pembeli di pasar pagi nomor {0}. " * 2


def warta(*arguments: str, home: Home | None = None) -> Result:
    words = [*arguments, "--home", str(home.root)] if home else list(arguments)
    return CliRunner().invoke(app, words, env={"COLUMNS": "120"})


def refusal(*arguments: str, home: Home | None = None) -> str:
    error = warta(*arguments, home=home).exception
    assert isinstance(error, InputError)
    return str(error)


@pytest.fixture
def labels(tmp_path: Path) -> Path:
    """Twelve texts with a class of the team's own and one that is a code of the lexicon."""
    path = tmp_path / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["headline", "text", "label", "note"])
        for number in range(6):
            writer.writerow(["Jalan rusak", ROAD.format(number), "jalan rusak", ""])
            writer.writerow(["", MARKET.format(number), "medtop:04000000", "seen"])
    return path


@pytest.mark.parametrize("group", ["topics", "regions"])
def test_each_command_has_help_with_an_example(group: str) -> None:
    told = warta(group, "--help").stdout
    for name in {"topics": ["explain", "test", "train", "forget"], "regions": ["load", "show"]}[group]:
        assert name in told
        helped = " ".join(warta(group, name, "--help").stdout.split())
        assert f"Example: warta {group} {name}" in helped


def test_a_file_is_explained_with_its_words_and_what_came_close(home: Home) -> None:
    told = warta("topics", "explain", str(seeds()[0].path), home=home).stdout
    assert "uu23:x.01  cooperation between regions (uu23)" in told
    assert "“studi tiru”" in told
    assert "came close" in told


def test_a_published_article_is_explained_by_its_url(read_seeds: Home, query: Query) -> None:
    ((url, topic),) = query(read_seeds, "SELECT url, media_topic FROM articles ORDER BY url LIMIT 1")
    assert topic in warta("topics", "explain", url, home=read_seeds).stdout


def test_what_cannot_be_explained_is_said(read_seeds: Home, tmp_path: Path) -> None:
    unknown = refusal("topics", "explain", "https://kabar.example/x", home=read_seeds)
    assert "expected the URL of a published article" in unknown
    assert "expected a file or the URL" in refusal("topics", "explain", "nowhere.txt", home=read_seeds)
    (tmp_path / "kosong.txt").write_text("")
    assert "without any text" in refusal("topics", "explain", str(tmp_path / "kosong.txt"), home=read_seeds)


def test_the_fixtures_of_the_lexicon_pass() -> None:
    done = warta("topics", "test")
    assert done.exit_code == 0
    assert "texts are labelled as they should be" in done.stdout


def test_a_fixture_that_fails_is_named(tmp_path: Path) -> None:
    fixtures = tmp_path / "own.yaml"
    fixtures.write_text(
        "- headline: Gol di Menit Akhir\n  body: Laga berakhir imbang.\n  leading: medtop:07000000\n"
    )
    done = warta("topics", "test", str(fixtures))
    assert done.exit_code == 1
    assert "Gol di Menit Akhir: leading medtop:07000000, got" in done.stdout
    assert "0 of 1 texts" in done.stdout


def test_a_teams_labels_are_learned_published_and_forgotten(
    home: Home, labels: Path, land_text: Callable[..., None], query: Query
) -> None:
    told = warta("topics", "train", str(labels), home=home)
    assert told.exit_code == 0, told.exception
    assert "jalan rusak" in told.stdout
    assert "precision" in told.stdout
    land_text(jalan=ROAD.format(9) * 2)
    ingest(home)
    own = "SELECT scheme, code, label, score, evidence[1].text FROM article_topics WHERE scheme = 'own'"
    ((scheme, code, label, score, word),) = query(home, own)
    assert (scheme, code, label) == ("own", "jalan rusak", "jalan rusak")
    assert 0.5 <= score <= 1
    assert word.lower() in ROAD.lower()
    known = "SELECT label, definition FROM topics WHERE code = 'jalan rusak'"
    assert len(query(home, known)) == 1
    assert "jalan rusak" in query(home, "SELECT label FROM topic_days WHERE scheme = 'own'")[0]

    assert "Deleted" in warta("topics", "forget", home=home).stdout
    land_text(pasar=MARKET.format(9) * 2)
    ingest(home)
    assert len(query(home, own)) == 1, "an article keeps the topics of its last reading"
    assert len(query(home, known)) == 1, "and the class its row"
    assert "Nothing was learned" in warta("topics", "forget", home=home).stdout


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("l.txt", "a", "expected a file that ends in .csv or .jsonl, found .txt"),
        ("l.csv", "text,kind\na,b\n", "l.csv, line 1: expected the columns text, label"),
        ("l.csv", "text,label\nsatu,a\n,b\n", "l.csv, line 3: expected some text as text, found ''"),
        ("l.csv", 'text,label\n"satu,a\n', "expected a CSV row"),
        ("l.csv", "text,label\nsatu, dua,a\n", "l.csv, line 2: expected 2 cells, found 'more'"),
        ("l.csv", "text,label\n", "expected labelled texts, found none"),
        ("l.csv", "text,label\nsatu,a\ndua,a\n", "expected at least two different ones"),
        ("l.csv", "text,label\nsatu,a\ndua,b\n", "label 'a': expected at least 5 texts, found 1"),
        ("l.jsonl", '{"text": "satu", "label": "a"}\n{"text"\n', "l.jsonl, line 2: expected a JSON object"),
        (
            "l.jsonl",
            '{"text": "satu", "label": 3}\n',
            "l.jsonl, line 1: expected some text as label, found 3",
        ),
        ("l.jsonl", "[1]\n", "l.jsonl, line 1: expected a JSON object, found 'list'"),
    ],
)
def test_a_fault_in_the_labels_is_named_with_its_line(
    home: Home, tmp_path: Path, name: str, text: str, message: str
) -> None:
    (tmp_path / name).write_text(text)
    assert message in refusal("topics", "train", str(tmp_path / name), home=home)
    assert not home.topic_model.exists()


def test_json_lines_are_learned_like_csv(home: Home, labels: Path, tmp_path: Path) -> None:
    with labels.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    lines = tmp_path / "labels.jsonl"
    lines.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    warta("topics", "train", str(labels), home=home)
    from_csv = home.topic_model.read_bytes()
    warta("topics", "train", str(lines), home=home)
    assert home.topic_model.read_bytes() == from_csv


def test_districts_that_are_loaded_are_found_and_keep_their_row(
    home: Home, tmp_path: Path, land_text: Callable[..., None], query: Query
) -> None:
    districts = tmp_path / "districts.csv"
    districts.write_text(
        "code,name,names\n62.02.98,Tanah Cobaan,\n62.02,Kotawaringin Timur,Kotawaringin Wetan\n"
    )
    told = warta("regions", "load", str(districts), home=home)
    assert "1 regions added, 1 given further names" in told.stdout
    story = "Warga Kecamatan Tanah Cobaan bergotong royong memperbaiki jembatan kayu pada hari Minggu. "
    land_text(jembatan=story * 3)
    ingest(home)
    named = "SELECT name, province FROM region_days WHERE region_code = '62.02.98'"
    assert query(home, named) == [("Tanah Cobaan", "Kalimantan Tengah")]

    districts.write_text("code,name\n62.02.97,Tanah Lain\n")
    assert "in place of the file loaded before" in warta("regions", "load", str(districts), home=home).stdout
    land_text(pasar=MARKET.format(9) * 2)
    ingest(home)
    assert query(home, named) == [("Tanah Cobaan", "Kalimantan Tengah")]
    assert query(home, "SELECT count(*) FROM regions WHERE region_code = '62.02.97'") == [(1,)]


def test_a_fault_in_a_gazetteer_leaves_the_one_before(home: Home, tmp_path: Path) -> None:
    good, bad = tmp_path / "good.csv", tmp_path / "bad.csv"
    good.write_text("code,name\n62.02.98,Tanah Cobaan\n")
    bad.write_text("code,name\n62.02.98,Tanah Cobaan\n99.01,Negeri Antah\n")
    warta("regions", "load", str(good), home=home)
    assert "bad.csv, line 3: expected a parent that is known" in refusal(
        "regions", "load", str(bad), home=home
    )
    assert home.gazetteer.read_bytes() == good.read_bytes()


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("62.02", ["Kabupaten Kotawaringin Timur", "Kalimantan Tengah", "Sampit (seat)"]),
        ("kotim", ["62.02"]),
        ("Kotim", ["is read as 62.02 Kabupaten Kotawaringin Timur"]),
        ("Banjar", ["32.79", "63.03", "is left open"]),
        ("Bupati Bogor", ["is read as 32.01 Kabupaten Bogor"]),
    ],
)
def test_a_name_is_shown_with_all_that_it_can_mean(home: Home, name: str, told: list[str]) -> None:
    shown = warta("regions", "show", name, home=home).stdout
    assert all(piece in shown for piece in told), shown


def test_a_name_that_nobody_knows_is_answered_with_similar_ones(home: Home) -> None:
    assert "similar are: Kotawaringin Timur" in refusal("regions", "show", "Kotawaringn Timur", home=home)
