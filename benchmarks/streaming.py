"""How long a page takes from its capture into the published file, under `airflow standalone` on this machine.

A site on loopback publishes a page every few seconds. Airflow crawls it with the cadence asked for and
ingests what lands; a reader opens the published file again and again and notes when it first sees each
capture. The time is that moment minus the capture's WARC-Date. Run it on a quiet machine.
"""

import argparse
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import numpy as np
from live_airflow import airflow
from loopback_site import GrowingSite

_ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(_ROOT / "tests" / "crawlers"))

from site_server import SiteServer  # noqa: E402 - the tests' server stands beside the tests

_SETTINGS = {
    "WARTA_CONTACT": "mailto:bench@example.com",
    "WARTA_ALLOW_HOSTS": "127.0.0.1",
    "WARTA_CRAWL_SCHEDULE": "* * * * *",
}
_OPENED_EVERY = 0.5  # seconds


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=50)
    parser.add_argument("--every", type=float, default=30.0, help="seconds between two pages")
    parser.add_argument("--cadence", default="5m", help="how often the source is crawled")
    parser.add_argument("--patience", type=float, default=900.0, help="seconds to wait after the last page")
    parser.add_argument("--keep", type=Path, help="use and keep this home")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="warta-streaming-") as scratch:
        home = given.keep or Path(scratch) / "home"
        home.mkdir(parents=True, exist_ok=True)
        site = GrowingSite(Path(scratch) / "site", "aliran")
        with SiteServer(site.folder) as server:
            _write_source(home, server.base, given.cadence)
            with airflow(home, _SETTINGS):
                waited = _measure(home / "news.duckdb", site, given.pages, given.every, given.patience)
    _tell(waited, given.pages)


def _write_source(home: Path, base: str, cadence: str) -> None:
    (home / "sources").mkdir(exist_ok=True)
    (home / "sources" / "aliran.yaml").write_text(
        f"id: aliran\nhomepage: {base}/\nfeeds: [{base}/feed.xml]\nchecked: 2025-11-28\n"
        f"cadence: {{every: {cadence}, poll_at_most: {cadence}, poll_at_least: {cadence}}}\n"
        "politeness: {delay: 0, concurrency: 4}\n"
    )


def _measure(
    published: Path, site: GrowingSite, pages: int, every: float, patience: float
) -> dict[str, tuple[float, str]]:
    """Publish the pages; return by address the seconds from capture to sight, and what became of it."""
    growing = threading.Thread(target=_grow, args=(site, pages, every), daemon=True)
    growing.start()
    seen: dict[str, tuple[float, str]] = {}
    end = time.monotonic() + pages * every + patience
    last = None
    while len(seen) < pages and time.monotonic() < end:
        now = published.stat().st_ino if published.exists() else None
        if now != last:
            last = now
            _look(published, seen)
        time.sleep(_OPENED_EVERY)
    return seen


def _grow(site: GrowingSite, pages: int, every: float) -> None:
    for number in range(pages):
        site.publish(number)
        time.sleep(every)


def _look(published: Path, seen: dict[str, tuple[float, str]]) -> None:
    with duckdb.connect(str(published), read_only=True) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows = connection.execute("SELECT target_uri, min(warc_date), min(outcome) FROM captures GROUP BY 1")
        for address, captured, outcome in rows.fetchall():
            waited = (datetime.now(UTC) - captured).total_seconds()
            if seen.setdefault(address, (waited, outcome))[0] == waited:
                print(f"{waited:6.1f} s  {outcome}  {address}", flush=True)


def _tell(seen: dict[str, tuple[float, str]], pages: int) -> None:
    if not seen:
        raise SystemExit("no page was published; look at airflow.log in the home (--keep)")
    waits = [waited for waited, _ in seen.values()]
    p50, p95 = np.percentile(waits, [50, 95])
    refused = sum(outcome == "rejected" for _, outcome in seen.values())
    print(f"{len(seen)} of {pages} pages seen, {refused} of them rejected")
    print(f"capture to published file: p50 {p50:.1f} s, p95 {p95:.1f} s, max {max(waits):.1f} s")


if __name__ == "__main__":
    main()
