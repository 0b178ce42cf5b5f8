import gzip
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from news.errors import AuditFailed, Busy, InputError
from news.home import Home
from pipeline import publishing
from pipeline.ingest import ingest

Query = Callable[[Home, str], list[tuple[Any, ...]]]
Land = Callable[..., None]

_STORY = (
    "PONTIANAK – Pemerintah kota membuka pasar baru di tepi sungai, Senin (24/11/2025). "
    "Para pedagang menyambut pasar itu dengan gembira karena atapnya tidak lagi bocor. "
    "“Kami senang,” kata salah seorang pedagang yang telah lama berjualan ikan di sana."
)


def test_each_bad_document_is_refused_with_its_reason_and_the_good_ones_go_on(
    home: Home, query: Query, land_text: Land
) -> None:
    land_text(
        good=_STORY,
        empty="",
        blank=" \n\t\n\u00a0\n",
        binary=b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        huge="Kalimat yang panjang sekali. " * 370_000,
        widget="  • Bagikan\n\n  • Bagikan",
    )
    ingest(home)
    refused = query(
        home, "SELECT target_uri, gate, rule, reason, remedy, warc_offset FROM rejections ORDER BY 1"
    )
    assert [(uri.removeprefix("urn:test:"), gate, rule) for uri, gate, rule, *_ in refused] == [
        ("binary", "extract", "binary"),
        ("blank", "extract", "empty"),
        ("empty", "extract", "empty"),
        ("huge", "extract", "too_large"),
        ("widget", "validate", "body_empty"),
    ]
    assert all(reason and remedy for _, _, _, reason, remedy, _ in refused)
    assert query(home, "SELECT url FROM articles") == [("urn:test:good",)]
    assert query(home, "SELECT captures, accepted, rejected FROM batches") == [(6, 1, 5)]


def test_any_encoding_gives_the_same_text(home: Home, query: Query, land_text: Land) -> None:
    text = _STORY.replace("–", "-").replace("“", '"').replace("”", '"') + " Harganya 5 ribu per café."
    land_text(
        plain=text,
        marked=text.encode("utf-8-sig"),
        wide=text.encode("utf-16"),
        latin=text.encode("latin-1"),
    )
    ingest(home)
    bodies = query(home, "SELECT DISTINCT article_body FROM articles")
    assert len(bodies) == 1
    assert bodies[0][0].endswith("café.")
    assert query(home, "SELECT count(*) FROM articles") == [(4,)]


def test_the_same_document_twice_is_two_articles_of_one_story(
    home: Home, query: Query, land_text: Land
) -> None:
    land_text(a=_STORY, b=_STORY)
    report = ingest(home)
    assert query(home, "SELECT articles, sources FROM stories") == [(2, 1)]
    assert query(home, "SELECT kind, jaccard FROM links") == [("reprint", 1.0)]
    assert len(report["repeats"]) == 1


def test_a_torn_warc_gives_its_whole_records_and_a_note(home: Home, query: Query, land_text: Land) -> None:
    land_text(a=_STORY, b=_STORY.replace("pasar", "pelabuhan"))
    (landed,) = home.landing.iterdir()
    landed.write_bytes(landed.read_bytes()[:-100])
    report = ingest(home)
    (note,) = [batch["note"] for batch in report["batches"]]
    assert "its complete records (1) were read" in note
    assert query(home, "SELECT url FROM articles") == [("urn:test:a",)]
    assert query(home, "SELECT note FROM batches") == [(note,)]


def test_an_uncompressed_warc_is_read_too(home: Home, query: Query, land_text: Land) -> None:
    land_text(a=_STORY)
    (landed,) = home.landing.iterdir()
    (home.landing / "plain.warc").write_bytes(gzip.decompress(landed.read_bytes()))
    landed.unlink()
    ingest(home)
    assert query(home, "SELECT url FROM articles") == [("urn:test:a",)]


def test_nothing_landed_is_nothing_to_do(home: Home) -> None:
    assert ingest(home) == {}
    assert not home.published.exists()


def test_a_landing_area_that_is_no_folder_is_an_error(home: Home) -> None:
    home.root.mkdir()
    home.landing.write_text("in the way")
    with pytest.raises(InputError, match="expected a folder of WARC files"):
        ingest(home)


def test_a_second_writer_is_told_who_is_at_work(seeded: Home, land_text: Land) -> None:
    hold = (
        "import sys; from pathlib import Path; from warehouse.lock import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 'warta ingest'):\n    print('held', flush=True); input()"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(seeded.writer_lock)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(Busy, match=f"process {holder.pid}"):
            ingest(seeded)
        holder.communicate(b"\n")


def test_a_failed_audit_keeps_the_old_file_and_names_the_batch(
    seeded: Home, query: Query, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seeded.published.read_bytes()
    (first,) = seeded.landing.iterdir()
    offender = seeded.landing / "offender.warc.gz"
    shutil.copy(first, offender)
    load = publishing.load

    def break_it(*arguments: Any) -> str:
        candidate: str = load(*arguments)
        tamper = (
            "import duckdb, sys; duckdb.connect(sys.argv[1]).execute(\"UPDATE articles SET headline = ''\")"
        )
        subprocess.run([sys.executable, "-c", tamper, candidate], check=True)
        return candidate

    monkeypatch.setattr(publishing, "load", break_it)
    with pytest.raises(AuditFailed, match=r"headline_present.*--withhold offender\.warc\.gz"):
        ingest(seeded)
    assert seeded.published.read_bytes() == before
    assert (seeded.candidates / "failed.duckdb").exists()
    monkeypatch.undo()
    assert ingest(seeded, withheld=frozenset({offender.name})) == {}
    ingest(seeded)
    assert query(seeded, "SELECT count(*) FROM articles") == [(5,)]


def test_a_published_file_that_somebody_replaced_meanwhile_is_loaded_again(
    seeded: Home, query: Query, land_text: Land, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first,) = seeded.landing.iterdir()
    shutil.copy(first, seeded.landing / "again.warc.gz")
    audit = publishing.audit_candidate
    times = []

    def replace_once(*arguments: Any) -> str:
        if not times:
            times.append(1)
            copy = tmp_path / "copy"
            shutil.copyfile(seeded.published, copy)
            copy.replace(seeded.published)
        audited: str = audit(*arguments)
        return audited

    monkeypatch.setattr(publishing, "audit_candidate", replace_once)
    ingest(seeded)
    assert query(seeded, "SELECT count(*) FROM batches") == [(2,)]
