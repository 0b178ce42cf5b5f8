from datetime import UTC, datetime
from pathlib import Path

import pytest

from crawlers.landing import Document, closed_warcs, documents_in, land_documents, land_warcs
from crawlers.warc import WarcFile
from news.errors import InputError

_DAY = datetime(2025, 11, 28, tzinfo=UTC)


def _documents(folder: Path, *names: str) -> list[Document]:
    for name in names:
        (folder / name).write_text(f"isi {name}")
    return [Document(folder / name, f"urn:test:{name}", _DAY, "text/plain") for name in names]


def test_documents_land_once(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    first = land_documents(_documents(tmp_path, "a.txt", "b.txt"), landing, "files")
    again = land_documents(_documents(tmp_path, "a.txt", "b.txt", "c.txt"), landing, "files")
    assert (first.documents, first.already) == (2, 0)
    assert (again.documents, again.already) == (1, 2)
    assert len(closed_warcs(landing)) == 2
    landed = {capture.target_uri for path in closed_warcs(landing) for capture in WarcFile(path)}
    assert landed == {"urn:test:a.txt", "urn:test:b.txt", "urn:test:c.txt"}


def test_a_changed_document_lands_again(tmp_path: Path) -> None:
    documents = _documents(tmp_path, "a.txt")
    land_documents(documents, tmp_path / "landing", "files")
    documents[0].path.write_text("isi baru")
    assert land_documents(documents, tmp_path / "landing", "files").documents == 1


def test_nothing_half_written_is_seen(tmp_path: Path) -> None:
    landing = tmp_path / "landing"

    def stopped(_: int) -> None:
        assert [path.name[0] for path in landing.iterdir()] == ["."]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        land_documents(_documents(tmp_path, "a.txt"), landing, "files", stopped)
    assert list(landing.iterdir()) == []


def test_what_cannot_be_read_is_told_and_holds_up_nothing(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    gone = Document(tmp_path / "gone.txt", "urn:x", _DAY, "text/plain")
    landed = land_documents([gone, *_documents(tmp_path, "a.txt")], landing, "files")
    assert landed.documents == 1
    assert "gone.txt: cannot be read" in landed.refused[0]
    warcs = land_warcs([tmp_path / "gone.warc.gz", *closed_warcs(landing)], tmp_path / "other")
    assert warcs.documents == 1
    assert "gone.warc.gz: cannot be read" in warcs.refused[0]


def test_an_index_knows_what_landed_and_follows_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing, index = tmp_path / "landing", tmp_path / "landed.sqlite"
    first, more = _documents(tmp_path, "a.txt"), _documents(tmp_path, "a.txt", "b.txt")
    land_documents(first, landing, "files", index=index)
    with monkeypatch.context() as patch:
        patch.setattr("crawlers.landed_index.record_ids", lambda path: pytest.fail(f"{path} was read again"))
        assert land_documents(first, landing, "files", index=index).already == 1
    closed_warcs(landing)[0].unlink()
    assert land_documents(first, landing, "files", index=index).documents == 1
    for broken in (b"", b"no database at all, but long enough to be read as one" * 20):
        index.write_bytes(broken)
        assert land_documents(first, landing, "files", index=index).already == 1
    assert (land_documents(more, landing, "files", index=index).documents) == 1


def test_an_index_that_cannot_be_opened_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "landed.sqlite").mkdir()
    with pytest.raises(InputError, match="cannot be used"):
        land_documents([], tmp_path / "landing", "files", index=tmp_path / "landed.sqlite")


def test_the_half_copy_of_a_killed_landing_is_swept(tmp_path: Path) -> None:
    land_documents(_documents(tmp_path, "a.txt"), tmp_path / "theirs", "files")
    landing = tmp_path / "landing"
    landing.mkdir()
    (landing / ".x-0123456789ab.warc.gz.999999999.open").write_bytes(b"half")
    land_warcs(closed_warcs(tmp_path / "theirs"), landing)
    assert [path.name[0] for path in landing.iterdir()] == ["f"]


def test_a_folder_is_searched_and_what_it_passes_over_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "deep").mkdir(parents=True)
    (folder / "a.txt").write_text("a")
    (folder / "deep" / "b.html").write_text("<p>b</p>")
    (folder / "photo.jpg").write_bytes(b"\xff\xd8")
    (folder / "c.warc.gz").write_bytes(b"")
    documents, warcs, skipped = documents_in([folder])
    assert {(document.path.name, document.content_type) for document in documents} == {
        ("a.txt", "text/plain"),
        ("b.html", "text/html"),
    }
    assert [path.name for path in warcs] == ["c.warc.gz"]
    assert len(skipped) == 1
    assert "photo.jpg: skipped" in skipped[0]


def test_a_file_named_twice_is_landed_once_and_told(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    documents, _, skipped = documents_in([path, path])
    assert len(documents) == 1
    assert skipped == [f"{path}: named twice; landed once"]


def test_what_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file or folder"):
        documents_in([tmp_path / "nowhere"])


def test_a_landing_area_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(InputError, match="the landing area cannot be written"):
        land_documents(_documents(tmp_path, "a.txt"), tmp_path / "file" / "landing", "files")


def test_warc_files_of_others_land_byte_for_byte_and_once(tmp_path: Path) -> None:
    land_documents(_documents(tmp_path, "a.txt"), tmp_path / "theirs", "files")
    (theirs,) = closed_warcs(tmp_path / "theirs")
    first = land_warcs([theirs], tmp_path / "landing")
    again = land_warcs([theirs], tmp_path / "landing")
    assert (first.documents, again.documents, again.already) == (1, 0, 1)
    (ours,) = closed_warcs(tmp_path / "landing")
    assert ours.read_bytes() == theirs.read_bytes()


def test_a_torn_warc_file_lands_and_is_told(tmp_path: Path) -> None:
    land_documents(_documents(tmp_path, "a.txt", "b.txt"), tmp_path / "theirs", "files")
    (theirs,) = closed_warcs(tmp_path / "theirs")
    theirs.write_bytes(theirs.read_bytes()[:-40])
    landed = land_warcs([theirs], tmp_path / "landing")
    assert landed.documents == 1
    assert "its complete records (1) were read" in str(landed.torn[0])


def test_what_is_no_warc_file_does_not_land(tmp_path: Path) -> None:
    path = tmp_path / "no.warc.gz"
    path.write_bytes(b"no WARC at all")
    landed = land_warcs([path], tmp_path / "landing")
    assert "expected a WARC file" in landed.refused[0]
    assert closed_warcs(tmp_path / "landing") == []


def test_a_missing_landing_area_holds_nothing(tmp_path: Path) -> None:
    assert closed_warcs(tmp_path / "nowhere") == []


def test_a_copy_under_another_name_and_our_own_files_do_not_land_again(tmp_path: Path) -> None:
    landing = tmp_path / "landing"
    land_documents(_documents(tmp_path, "a.txt"), tmp_path / "theirs", "files")
    (theirs,) = closed_warcs(tmp_path / "theirs")
    copy = theirs.with_name("copy.warc.gz")
    copy.write_bytes(theirs.read_bytes())
    assert land_warcs([theirs, copy], landing).documents == 1
    assert land_warcs(closed_warcs(landing), landing).documents == 0
