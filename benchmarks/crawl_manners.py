"""What a crawl costs others: requests of a second crawl with nothing new, and a source that hangs.

Asked for: at a second crawl at most one request per feed or sitemap and none for articles before they
are due; a hanging source costs the others nothing.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from crawlers.sources.model import Politeness, Source
from crawlers.spider.crawl import crawl, crawl_many
from crawlers.spider.job import CrawlJob, CrawlLimits

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT / "tests" / "crawlers"))

from site_server import SiteServer  # noqa: E402 - the tests' server stands beside the tests


def job(source: Source, home: Path, run: str, **more: Any) -> CrawlJob:
    """Return a job that may reach loopback."""
    return CrawlJob(
        source,
        home / "state",
        home / "spool",
        str(home / "landing"),
        run,
        "mailto:bench@example.com",
        frozenset({"127.0.0.1"}),
        **more,
    )


def second_crawl(home: Path) -> Iterator[str]:
    """Crawl each small site twice: again at once, and again with every place asked."""
    gentle = Politeness(delay=0, concurrency=4)
    for folder in sorted((_ROOT / "seeds" / "sites").iterdir()):
        if not folder.is_dir():
            continue
        with SiteServer(folder) as server:
            source = Source(id=folder.name, homepage=server.url("/"), politeness=gentle)
            crawl(job(source, home, "first"))
            first = len(server.asked)
            server.asked.clear()
            crawl(job(source, home, "second"))
            at_once = len(server.asked)
            report = crawl(job(source, home, "third", ask_all=True))
            places = sum(report.outcomes.values())
            most = max(server.paths().values(), default=0)
            yield (
                f"{folder.name:10s} first {first:2d} requests, again at once {at_once}, asking every place "
                f"{len(server.asked)} for {places} places, at most {most} each: {report.outcomes}"
            )


def hanging_source(home: Path, sources: int) -> Iterator[str]:
    """Crawl some sources alone, then beside one that hangs."""
    with SiteServer(robots="missing") as good, SiteServer(robots="missing") as bad:
        gentle = Politeness(delay=0.05, concurrency=2, timeout=600)
        hanging = Source(id="hangs", homepage=bad.url("/"), feeds=(bad.url("/_/hang"),), politeness=gentle)
        for name in ("alone", "beside one that hangs"):
            well = [
                Source(
                    id=f"{name[:5]}{number}",
                    homepage=good.url("/"),
                    feeds=(good.url("/_/many/120"),),
                    politeness=gentle,
                )
                for number in range(sources)
            ]
            jobs = [job(source, home, "run") for source in well]
            if name != "alone":
                limits = CrawlLimits(seconds=8, grace=4)
                jobs.insert(0, job(hanging, home, "run", limits=limits))
            begun, ended = time.monotonic(), 0.0
            for report in crawl_many(jobs):
                if report.source != "hangs":
                    ended = time.monotonic() - begun
            yield f"{sources} sources {name}: all done after {ended:.1f} s"


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=3)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for line in second_crawl(Path(folder)):
            print(line)
        for line in hanging_source(Path(folder), given.sources):
            print(line)


if __name__ == "__main__":
    main()
