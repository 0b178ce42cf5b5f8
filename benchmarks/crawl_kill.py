"""Kill the spider with SIGKILL at random moments, start it again, and count what was lost or doubled.

A site of many pages is crawled; the crawl is killed again and again, wherever it happens to be. When it is
at last left to end, each page must stand in the landing area exactly once, each WARC file must be
readable with all its digests, and each ledger must hold each address once.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator

from crawlers.outcomes import read_outcomes
from crawlers.sources.model import Cadence, Politeness, Source
from crawlers.spider.job import CrawlJob, CrawlLimits

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT / "tests" / "crawlers"))

from site_server import SiteServer  # noqa: E402 - the tests' server stands beside the tests


def job(server: SiteServer, home: Path, pages: int, run: int) -> CrawlJob:
    """Return the job of one run; WARC files are closed often, so that kills meet that moment too."""
    source = Source(
        id="killed",
        homepage=server.url("/"),
        feeds=(server.url(f"/_/many/{pages}"),),
        politeness=Politeness(delay=0, concurrency=4),
        cadence=Cadence(max_pages=1_000_000),
    )
    limits = CrawlLimits(file_bytes=40_000)
    return CrawlJob(
        source,
        home / "state",
        home / "spool",
        str(home / "landing"),
        f"run{run:03d}",
        "mailto:bench@example.com",
        frozenset({"127.0.0.1"}),
        limits,
        ask_all=True,
    )


def run_until_killed(given: CrawlJob, server: SiteServer, seconds: float | None, early: bool = False) -> bool:
    """Run the job and kill it; return whether it ended itself.

    It is killed `seconds` after it first asked the server or, where `early`, after it was started: so
    kills meet start and recovery too.
    """
    asked = len(server.asked)
    process = subprocess.Popen(
        [sys.executable, "-m", "crawlers.spider"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
        cwd=_ROOT,
    )
    assert process.stdin is not None
    process.stdin.write(given.as_json())
    process.stdin.close()
    while not early and seconds is not None and process.poll() is None and len(server.asked) == asked:
        time.sleep(0.005)
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
    return process.wait() == 0


def captures(landing: Path) -> Iterator[tuple[str, str, str]]:
    """Yield type, kind and address of each landed record, every digest checked."""
    for path in sorted(landing.glob("*.warc.gz")):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests="raise"):
                record.content_stream().read()
                header = record.rec_headers.get_header
                yield record.rec_type, header("WARC-Warta-Kind") or "", header("WARC-Target-URI") or ""


def problems(home: Path, pages: int) -> list[str]:
    """Return all that is not as it must be after the last run."""
    landed = Counter(
        uri for kind, of, uri in captures(home / "landing") if (kind, of) == ("response", "article")
    )
    found = [f"{pages - len(landed)} pages lost"] if len(landed) != pages else []
    found += [f"{uri} landed {count} times" for uri, count in landed.items() if count > 1]
    found += [f"left in the spool: {path.name}" for path in (home / "spool" / "killed").iterdir()]
    for path in (home / "landing" / "outcomes").iterdir():
        rows = Counter(row.url for row in read_outcomes(path))
        found += [f"{path.name}: {url} stands {count} times" for url, count in rows.items() if count > 1]
    return found


def main() -> None:
    """Kill, restart, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--pages", type=int, default=4000)
    parser.add_argument("--longest", type=float, default=1.0, help="seconds until a kill, at most")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    chance = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder, SiteServer(robots="missing") as server:
        home = Path(folder)
        for number in range(given.kills):
            early = number % 3 == 2
            seconds = chance.uniform(0.3, 1.5) if early else chance.uniform(0, given.longest)
            ended = run_until_killed(job(server, home, given.pages, number), server, seconds, early)
            files = len(list((home / "landing").glob("*.warc.gz")))
            print(f"run {number:2d}  {'ended' if ended else 'killed'} after {seconds:.2f} s, {files} files")
        if not run_until_killed(job(server, home, given.pages, given.kills), server, None):
            raise SystemExit("the last run failed")
        found = problems(home, given.pages)
        asked = sum(path.startswith("/_/good/") for path in (one.path for one in server.asked))
        files = len(list((home / "landing").glob("*.warc.gz")))
    print(f"{given.pages} pages, {asked} requests for them, {given.kills} kills, {files} files, all readable")
    print("\n".join(found) if found else "nothing lost, nothing landed twice")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
