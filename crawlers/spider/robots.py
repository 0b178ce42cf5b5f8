"""The robots middleware: Scrapy's, with the standard's answers to failures and a day's memory."""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast
from urllib.parse import urljoin, urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.http import Response
from twisted.internet.defer import Deferred

from crawlers.discovery.robots import Robots
from crawlers.outcomes import Ending, Outcome
from crawlers.spider.failures import ending_of
from crawlers.spider.settled import Settled
from crawlers.spider.throttle import PoliteThrottle

if TYPE_CHECKING:
    from scrapy.robotstxt import RobotParser

    from crawlers.spider.source_spider import SourceSpider

VERDICT = "warta_robots"
AGENT = "Warta"  # the product token that groups of robots.txt are matched with
_STANDS = timedelta(hours=24)  # RFC 9309, 2.4


class RobotsMiddleware(RobotsTxtMiddleware):
    """Asks each host's robots.txt once a day, writes the verdict beside each request, obeys it."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._failures: dict[str, Ending] = {}

    @property
    def _spider(self) -> "SourceSpider":
        return cast("SourceSpider", self.crawler.spider)

    async def robots_of(self, url: str) -> Robots:
        """Return the robots.txt that stands for `url`."""
        return cast("Robots", await self.robot_parser(Request(url)))

    async def robot_parser(self, request: Request) -> "RobotParser | None":
        """Return the robots.txt of the request's host, remembered or fetched."""
        netloc = urlsplit(request.url).netloc
        if netloc not in self._parsers:
            kept = self._spider.keeper.state.robots(netloc, datetime.now(UTC) - _STANDS)
            if kept:
                self._parsers[netloc] = cast("RobotParser", self._heed(Robots(*kept), netloc))
        return await super().robot_parser(request)

    def process_request_2(self, rp: "RobotParser | None", request: Request) -> None:
        """Write the verdict beside the request, and settle what is denied."""
        failure = self._failures.get(urlsplit(request.url).netloc)
        if failure and self._spider.source.politeness.obey_robots:
            raise Settled(failure.outcome, f"robots.txt: {failure.reason}")
        verdict = cast("Robots", rp).verdict(request.url, AGENT)
        obeyed = self._spider.source.politeness.obey_robots
        request.meta[VERDICT] = verdict.reason if obeyed else f"{verdict.reason}, not obeyed"
        if not verdict.allowed and obeyed:
            raise Settled(Outcome.ROBOTS_DENIED, verdict.reason)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        robots = Robots(response.status, response.body)
        keeper = self._spider.keeper
        if response.request:
            keeper.record_passing(response.request, "robots")
        if robots.reachable:
            keeper.state.keep_robots(netloc, response.status, response.body[:512_001], datetime.now(UTC))
        self._answer(self._heed(robots, netloc), netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        # A host that cannot be reached is named so, not called forbidding.
        self._failures[netloc] = ending_of(exc, Request(f"http://{netloc}/robots.txt"))
        self._answer(Robots(None, b""), netloc)

    def _answer(self, robots: Robots, netloc: str) -> None:
        waiting = self._parsers[netloc]
        self._parsers[netloc] = cast("RobotParser", robots)
        if isinstance(waiting, Deferred):
            waiting.callback(cast("RobotParser", robots))

    def _heed(self, robots: Robots, netloc: str) -> Robots:
        delay = robots.crawl_delay(AGENT)
        throttle = self.crawler.get_extension(PoliteThrottle)
        if delay and throttle and self._spider.source.politeness.obey_robots:
            throttle.ask(urlsplit(urljoin("http://", f"//{netloc}")).hostname or netloc, delay)
        return robots
