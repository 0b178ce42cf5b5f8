"""AutoThrottle with a floor: the source's own delay, and the Crawl-delay that each host asks for."""

from scrapy import Request, Spider
from scrapy.core.downloader import Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class PoliteThrottle(AutoThrottle):
    """Slows down with the site's answers, and is never faster than was asked for.

    A source with a delay of 0 is not slowed down, except by what its hosts ask for.
    """

    def __init__(self, crawler: Crawler):
        super().__init__(crawler)
        self._asked: dict[str, float] = {}

    def ask(self, host: str, seconds: float) -> None:
        """Leave at least `seconds` between two requests to `host`, one at a time."""
        self._asked[host] = seconds
        downloader = self.crawler.engine.downloader
        delay = max(seconds, self._min_delay())
        downloader.per_slot_settings[host] = {"delay": delay, "concurrency": 1, "jitter": 0}
        slot: Slot | None = downloader.slots.get(host)
        if slot:
            slot.delay, slot.concurrency, slot.jitter = max(slot.delay, delay), 1, 0.0

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        key, slot = self._get_slot(request, spider)
        floor = max(self.mindelay, self._asked.get(key or "", 0.0))
        if slot is None or not floor:
            return
        super()._response_downloaded(response, request, spider)
        slot.delay = max(slot.delay, floor)
