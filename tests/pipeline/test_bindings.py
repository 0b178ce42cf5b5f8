from functools import partial
from pathlib import Path

import pytest

from expectations.validate import validate
from news.errors import InputError
from news.home import Home
from pipeline.bindings import bound, gazetteer_of, reference_tables, topic_model_of, zones_of
from transforms.language import detect_language
from transforms.regions import Gazetteer, locate
from transforms.resolve_dates import resolve_dates
from transforms.topics import label_topics, train


def learn(home: Home, *classes: str) -> None:
    texts = [f"{label} kata {number} tentang {label}" for label in classes for number in range(6)]
    model, _ = train(texts, [label for label in classes for _ in range(6)])
    home.root.mkdir(exist_ok=True)
    model.save(home.topic_model)


def test_a_fresh_home_runs_what_ships_with_warta(home: Home) -> None:
    stages = bound(home, (detect_language, label_topics, locate, validate))
    assert stages[0] is detect_language
    assert isinstance(stages[1], partial)
    assert stages[1].keywords == {"model": None}
    assert isinstance(stages[2], partial)
    assert stages[2].keywords == {"gazetteer": Gazetteer.load()}
    assert isinstance(stages[3], partial)
    assert stages[3].keywords["waivers"] == frozenset()


def test_a_gazetteer_is_loaded_once_and_anew_when_its_file_changes(home: Home) -> None:
    home.root.mkdir()
    home.gazetteer.write_text("code,name\n62.02.98,Tanah Cobaan\n")
    first = gazetteer_of(home)
    assert gazetteer_of(home) is first
    assert first.regions["62.02.98"].name == "Tanah Cobaan"
    home.gazetteer.write_text("code,name\n62.02.97,Tanah Lain\n")
    assert "62.02.98" not in gazetteer_of(home).regions


def test_a_damaged_gazetteer_is_named_with_its_line(home: Home) -> None:
    home.root.mkdir()
    home.gazetteer.write_text("code,name\n6202,Tanah Cobaan\n")
    with pytest.raises(InputError, match=r"regions\.csv, line 2: expected a code such as 62"):
        bound(home, (locate,))


def test_the_topic_model_is_loaded_once(home: Home) -> None:
    assert topic_model_of(home) is None
    learn(home, "jembatan", "pasar")
    model = topic_model_of(home)
    assert model is not None
    assert model.classes == ("jembatan", "pasar")
    assert topic_model_of(home) is model


def test_zones_are_those_of_the_sources_by_id_and_host(home: Home) -> None:
    home.sources.mkdir(parents=True)
    _write_source(home.sources / "kabar-uji.yaml", "time_zone: WITA")
    _write_source(home.sources / "tanpa-zona.yaml", "")
    zones = zones_of(home)
    assert zones["kabar-uji"] == zones["kabar-uji.example"] == "Asia/Makassar"
    assert "tanpa-zona" not in zones
    (stage,) = bound(home, (resolve_dates,))
    assert isinstance(stage, partial)
    assert stage.keywords == {"zones": zones}


def test_reference_tables_know_what_the_home_added(home: Home) -> None:
    home.root.mkdir()
    home.gazetteer.write_text("code,name\n62.02.98,Tanah Cobaan\n")
    learn(home, "jembatan", "medtop:04000000")
    tables = reference_tables(home)
    regions = {row["region_code"]: row for row in tables["regions"].to_pylist()}
    assert regions["62.02.98"]["parent_code"] == "62.02"
    own = [row for row in tables["topics"].to_pylist() if row["scheme"] == "own"]
    assert [(row["code"], row["label"]) for row in own] == [("jembatan", "jembatan")]


def _write_source(path: Path, *lines: str) -> None:
    head = (f"id: {path.stem}", f"homepage: https://{path.stem}.example/")
    path.write_text("\n".join((*head, *lines)) + "\n")
