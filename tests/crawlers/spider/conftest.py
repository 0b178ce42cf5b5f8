"""What the spider's tests share: the server on loopback, jobs over it, and what a crawl left."""

import importlib.util
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from crawlers.outcomes import OutcomeRow, read_outcomes
from crawlers.sources import Source
from crawlers.spider.job import CrawlJob

_HERE = Path(__file__).parent
SITES = _HERE.parents[2] / "seeds" / "sites"


def _load_server() -> Any:
    if "site_server" not in sys.modules:
        spec = importlib.util.spec_from_file_location("site_server", _HERE.parent / "site_server.py")
        assert spec
        assert spec.loader
        sys.modules["site_server"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return sys.modules["site_server"]


@pytest.fixture(scope="module")
def site_server() -> Any:
    return _load_server().SiteServer


@pytest.fixture(scope="module")
def sites() -> Path:
    return SITES


class Home:
    """A folder for state, spool and landing, with readers of what a crawl left there."""

    def __init__(self, root: Path):
        self.root = root
        self.landing = root / "landing"

    def job(self, source: Source, run: str = "run1", **more: Any) -> CrawlJob:
        return CrawlJob(
            source=source,
            home_state=self.root / "state",
            spool=self.root / "spool",
            landing=str(self.landing),
            run_id=run,
            contact="mailto:uji@example.com",
            **{"allow_hosts": frozenset({"127.0.0.1"}), **more},
        )

    def rows(self, source: str, run: str = "run1") -> dict[str, OutcomeRow]:
        rows = list(read_outcomes(self.landing / "outcomes" / f"{run}-{source}.jsonl"))
        by_url = {row.url: row for row in rows}
        assert len(by_url) == len(rows), "an address stands twice in the ledger"
        return by_url

    def records(self, source: str = "") -> Iterator[Any]:
        for path in sorted(self.landing.glob(f"{source}*.warc.gz")):
            with path.open("rb") as file:
                for record in ArchiveIterator(file, check_digests="raise"):
                    record.payload = record.content_stream().read()
                    yield record


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Home:
    return Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def make_home(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Home]:
    return lambda: Home(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def make_source() -> Callable[..., Source]:
    def make(name: str, server: Any, **more: Any) -> Source:
        politeness = {"delay": 0, "concurrency": 8, "timeout": 1.5} | more.pop("politeness", {})
        return Source(id=name, homepage=server.url("/"), politeness=politeness, **more)

    return make
