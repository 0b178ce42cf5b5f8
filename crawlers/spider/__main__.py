"""Carry out one job, given as JSON on standard input; say how it goes as JSON lines on standard output."""

import json
import resource
import sys

from scrapy.crawler import AsyncCrawlerProcess

from crawlers.spider.job import CrawlJob
from crawlers.spider.keeper import Keeper, SourceLock, cannot_land
from crawlers.spider.recovery import recover
from crawlers.spider.settings import settings_for
from crawlers.spider.source_spider import SourceSpider
from news.errors import WartaError

RECOVER_ONLY = "--recover-only"
_BEYOND = 512 << 20  # bytes past its limit that a crawl may have, to end in good order


def main() -> int:
    """Recover what an earlier run left, crawl, and return the exit status.

    With `--recover-only` nothing is crawled.
    """
    try:
        job = CrawlJob.from_json(sys.stdin.read())
        lock = SourceLock(job.home_state, job.source.id)
    except WartaError as error:
        _say({"event": "error", "error": str(error), "kind": type(error).__name__})
        return 2
    try:
        try:
            recovered = recover(job)
        except OSError as error:
            _say({"event": "error", "error": cannot_land(job, error), "kind": type(error).__name__})
            return 2
        if recovered:
            _say({"event": "recovered", "source": job.source.id, "files": recovered})
        if RECOVER_ONLY in sys.argv[1:]:
            return 0
        _bound_memory(job)
        process = AsyncCrawlerProcess(settings_for(job))
        process.crawl(SourceSpider, job=job, keeper=Keeper(job))
        process.start()
        return 1 if process.bootstrap_failed else 0
    finally:
        lock.release()


def _bound_memory(job: CrawlJob) -> None:
    """Have the kernel refuse what Scrapy, which looks every other second, may see too late."""
    wanted = (job.limits.memory_mb << 20) + _BEYOND
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if hard == resource.RLIM_INFINITY or wanted < hard:
        resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))


def _say(line: dict[str, object]) -> None:
    print(json.dumps(line), flush=True)  # noqa: T201 - read by the parent


if __name__ == "__main__":
    sys.exit(main())
