"""Places on a local disk and behind a URL: the same folders and files."""

from pathlib import Path
from uuid import uuid4

import pytest

from news.errors import InputError
from news.home import Home
from news.place import last_touched, listed, local_copy, make_folder, place, put, remove_folder


@pytest.fixture(params=["local", "remote"])
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return tmp_path / "area" if request.param == "local" else place(f"memory://{uuid4().hex}/area")


def test_a_folder_that_is_not_there_holds_nothing(folder: Path) -> None:
    assert listed(folder) == []
    remove_folder(folder)
    make_folder(folder)
    assert listed(folder) == []


def test_files_are_listed_read_and_removed(folder: Path) -> None:
    make_folder(folder / "deep")
    (folder / "a.json").write_text("{}", "utf-8")
    (folder / "deep" / "b.json").write_text("[]", "utf-8")
    assert sorted(path.name for path in listed(folder)) == ["a.json", "deep"]
    with local_copy(folder / "deep" / "b.json") as copy:
        assert (copy.name, copy.read_text("utf-8")) == ("b.json", "[]")
    assert last_touched(folder) == pytest.approx(last_touched(folder / "a.json"), abs=60)
    remove_folder(folder)
    assert not folder.exists()


def test_a_local_file_is_read_in_its_place(tmp_path: Path) -> None:
    with local_copy(tmp_path / "a") as same:
        assert same == tmp_path / "a"


def test_a_file_that_is_put_has_its_name_or_another(tmp_path: Path) -> None:
    area = place(f"memory://{uuid4().hex}/area")
    (tmp_path / "a").write_bytes(b"isi")
    put(tmp_path / "a", area)
    put(tmp_path / "a", area / "deep", "b")
    assert (area / "a").read_bytes() == (area / "deep" / "b").read_bytes() == b"isi"


def test_paths_are_absolute_and_unknown_file_systems_are_told() -> None:
    assert place("data/landing") == Path.cwd() / "data" / "landing"
    with pytest.raises(InputError, match="tidakada://x: Protocol not known"):
        place("tidakada://x")


def test_a_password_in_a_url_is_refused_and_not_repeated() -> None:
    with pytest.raises(InputError, match="expected a URL without a password") as raised:
        place("sftp://ops:rahasia@files.example/landing")
    assert "rahasia" not in str(raised.value)


def test_the_environment_moves_landing_area_and_staging(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WARTA_LANDING", "memory://kabar/landing")
    monkeypatch.setenv("WARTA_STAGING", "/srv/steps")
    home = Home.find(tmp_path)
    assert str(home.ledgers) == "memory://kabar/landing/outcomes"
    assert home.staging == Path("/srv/steps")
    assert Home(tmp_path).landing == tmp_path / "landing"
