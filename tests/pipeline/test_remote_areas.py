"""Landing area and staging behind URLs: crawled, landed and ingested as on a local disk."""

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest

from crawlers.landing import Document, closed_warcs, land_documents, land_warcs
from crawlers.sources import Source
from news.home import Home
from news.place import listed, place
from pipeline.crawling import Permits, crawl_sources
from pipeline.ingest import ingest
from pipeline.staging import fresh_run
from pipeline.waiting import anything_pending
from seeds import seeds
from tests.crawlers.site_server import SiteServer
from warehouse.reader import run_query

_ROOT = Path(__file__).parents[2]
_ARTICLES = (
    "SELECT headline, article_body, version, batch_id FROM articles a JOIN captures c USING (article_id)"
)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    """The URL of an S3-compatible server of our own; one for all, since drivers remember where it is."""
    server_of = pytest.importorskip("moto.server")
    pytest.importorskip("s3fs")
    server = server_of.ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ENDPOINT_URL", f"http://{host}:{port}")
        patch.setenv("AWS_ACCESS_KEY_ID", "uji")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "uji")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield "s3://"
    server.stop()


@pytest.fixture
def bucket(store: str) -> str:
    """The URL of an empty bucket."""
    name = uuid4().hex
    place(f"{store}{name}").fs.mkdir(name)  # type: ignore[attr-defined]
    return f"{store}{name}"


def _home(root: Path, area: str) -> Home:
    return Home(root, f"{area}/landing", f"{area}/staging")


def _rows(home: Home, sql: str) -> list[tuple[object, ...]]:
    with run_query(home.published, sql) as (_, found):
        return sorted(found)


def _documents() -> list[Document]:
    return [Document(seed.path, seed.target_uri, seed.captured, "text/plain") for seed in seeds()]


def test_a_remote_home_publishes_what_a_local_one_does(read_seeds: Home, tmp_path: Path) -> None:
    home = _home(tmp_path / "there", f"memory://{uuid4().hex}")
    assert ingest(home) == {}
    land_documents(_documents(), home.landing, "seeds", index=home.landed_index)
    ingest(home)
    assert not anything_pending(home)
    assert _rows(home, _ARTICLES) == _rows(read_seeds, _ARTICLES)
    assert listed(home.staging) == []


def test_what_has_landed_in_a_bucket_does_not_land_again(bucket: str, tmp_path: Path) -> None:
    home = _home(tmp_path / "home", bucket)
    first = land_documents(_documents()[:2], home.landing, "seeds", index=home.landed_index)
    again = land_documents(_documents(), home.landing, "seeds", index=home.landed_index)
    assert (first.documents, again.documents, again.already) == (2, 3, 2)
    home.landed_index.unlink()
    assert land_documents(_documents(), home.landing, "seeds", index=home.landed_index).already == 5
    land_documents(_documents(), tmp_path / "theirs", "theirs")
    theirs = closed_warcs(tmp_path / "theirs")
    assert land_warcs(theirs, home.landing).documents == 5
    assert land_warcs(theirs, home.landing).already == 1


def test_a_crawl_lands_in_a_bucket_and_is_ingested_from_it(bucket: str, tmp_path: Path) -> None:
    home = _home(tmp_path / "home", bucket)
    permits = Permits("mailto:uji@example.com", frozenset({"127.0.0.1"}))
    with SiteServer(_ROOT / "seeds" / "sites" / "wordpress") as server:
        gently = {"delay": 0, "concurrency": 8, "timeout": 5}
        source = Source(id="kabar", homepage=server.url("/"), politeness=gently)
        (report,) = crawl_sources(home, [source], permits)
    assert report.error is None
    assert [path.name for path in closed_warcs(home.landing)] == list(report.files)
    ingest(home)
    assert len(_rows(home, "SELECT * FROM articles")) == 3
    assert len(_rows(home, "SELECT * FROM outcomes")) == report.discovered
    assert list((home.root / "spool" / "kabar").iterdir()) == []


def test_a_run_that_somebody_works_on_is_not_swept(bucket: str, tmp_path: Path) -> None:
    home = _home(tmp_path / "home", bucket)
    run = fresh_run(home.staging, "theirs")
    (run / "note.json").write_text("{}", "utf-8")
    fresh_run(home.staging, "ours")
    assert (run / "note.json").exists()
    fresh_run(home.staging, "theirs")
    assert not (run / "note.json").exists()
