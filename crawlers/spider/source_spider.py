"""The spider: asks a source's places what is new, fetches it, and tells the keeper how each ended."""

import contextlib
import json
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, DontCloseSpider, StopDownload
from scrapy.http import Headers, Response
from twisted.internet.task import LoopingCall
from twisted.python.failure import Failure

from crawlers.outcomes import Ending, Outcome
from crawlers.spider import failures
from crawlers.spider.articles import Articles
from crawlers.spider.job import CrawlJob
from crawlers.spider.judgement import never_html
from crawlers.spider.keeper import Keeper, cannot_land
from crawlers.spider.patience import Breaker
from crawlers.spider.places import Places

_TICK = 0.5  # seconds between two looks at what is due

_ENDINGS = {
    "finished": Ending(Outcome.FAILED, "the crawler lost sight of it"),
    "closespider_timeout": Ending(Outcome.POSTPONED, "the run's time was over"),
    "memusage_exceeded": Ending(Outcome.POSTPONED, "the run's memory was used up"),
    "shutdown": Ending(Outcome.INTERRUPTED, "the crawl was stopped"),
}


@contextlib.contextmanager
def _disk() -> Iterator[None]:
    """End the crawl where the disk takes no more: going on would only lose pages."""
    try:
        yield
    except OSError as error:
        raise CloseSpider(f"cannot write ({error.strerror})") from error


class SourceSpider(Spider):
    """Crawls one source."""

    name = "warta"

    def __init__(self, job: CrawlJob, keeper: Keeper, **given: Any):
        super().__init__(**given)
        self.job = job
        self.source = job.source
        self.keeper = keeper
        self.breaker = Breaker()
        self.started = datetime.now(UTC)
        self.articles = Articles(job, keeper)
        self.places = Places(job, keeper, self.articles)

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "SourceSpider":
        """Build the spider and listen to what happens to its requests."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        connect = crawler.signals.connect
        connect(spider.opened, signals.spider_opened)
        connect(spider.idle, signals.spider_idle)
        connect(spider.ended, signals.spider_closed)
        connect(spider.headers_came, signals.headers_received)
        return spider

    # What to ask

    async def start(self) -> AsyncIterator[Request]:
        """Ask the places that are due, then fetch the articles that are."""
        if self.job.only:
            requests = self.articles.asked_for(self.job.only)
        elif not self._may_start():
            return
        else:
            requests = self._due()
        for request in requests:
            yield self._bound(request)

    def _may_start(self) -> bool:
        until = float(self.keeper.state.fact("wait_until") or 0)
        if until > self.started.timestamp():
            self.breaker.why = f"the site asks to be left alone until {datetime.fromtimestamp(until, UTC)}"
        return self.breaker.why is None

    def _due(self) -> Iterator[Request]:
        yield from self.places.due()
        yield from self.articles.due()

    def _bound(self, request: Request) -> Request:
        is_article = request.meta["warta_kind"] == "article"
        request.callback = self.page_came if is_article else self.place_came
        request.errback = self.nothing_came
        return request

    # What came of it

    def page_came(self, response: Response) -> None:
        """Keep an article's answer."""
        with _disk():
            self._note(self.articles.came(response))

    async def place_came(self, response: Response) -> AsyncIterator[Request]:
        """Read what a place announces and ask for it."""
        with _disk():
            ending, onward = await self.places.came(response, self.crawler)
        self._note(ending)
        for request in onward:
            yield self._bound(request)

    def nothing_came(self, failure: Failure) -> None:
        """Say why there is no answer."""
        request: Request = failure.request  # type: ignore[attr-defined]
        ending = failures.ending_of(failure.value, request)
        (self.articles if request.meta["warta_kind"] == "article" else self.places).failed(request, ending)
        self._note(ending)

    def _note(self, ending: Ending) -> None:
        if ending.outcome is not Outcome.POSTPONED:
            self.breaker.note(ending.outcome)

    # Housekeeping

    def opened(self) -> None:
        """Begin to bring things onto the disk and to say how it goes."""
        self._clock = LoopingCall(self._tick)
        self._clock.start(_TICK, now=False)
        self.say("progress")

    def headers_came(self, headers: Headers, request: Request) -> None:
        """Stop the download of what certainly is no page."""
        content_type = (headers.get("Content-Type") or b"").decode("latin-1")
        if request.meta.get("warta_kind") == "article" and never_html(content_type):
            raise StopDownload(fail=False)

    def idle(self) -> None:
        """Take the home page for a listing where no place of the site could be read."""
        fallback = None if self.job.only or self.breaker.why else self.places.last_resort()
        if fallback and self.crawler.engine:
            self.crawler.engine.crawl(self._bound(fallback))
            raise DontCloseSpider

    def ended(self, reason: str) -> None:
        """Bring the run to its end on disk."""
        self._clock.stop()
        try:
            self.keeper.close(_ENDINGS.get(reason, Ending(Outcome.INTERRUPTED, reason)), reason, self.started)
        except OSError as error:
            self.say("error", kind=type(error).__name__, error=cannot_land(self.job, error))
        else:
            self.say("done", ended_by=self.breaker.why or reason, files=self.keeper.landed)

    def say(self, event: str, **more: Any) -> None:
        """Print how it goes as one line of JSON."""
        ledger = self.keeper.ledger
        line = {
            "event": event,
            "source": self.source.id,
            "discovered": ledger.discovered,
            "outcomes": {str(outcome): count for outcome, count in ledger.counts.items()},
            "requests": self.keeper.requests,
            "bytes": self.keeper.bytes_received,
            "seconds": round((datetime.now(UTC) - self.started).total_seconds(), 3),
        }
        with contextlib.suppress(OSError):  # nobody listens any more: the crawl still ends in good order
            print(json.dumps(line | more), file=sys.stdout, flush=True)  # noqa: T201 - read by the parent

    def _tick(self) -> None:
        try:
            self.keeper.tick()
        except OSError as error:
            self.breaker.why = f"cannot write ({error.strerror})"
        self.say("progress")
