"""Retries that wait as long as the site asks, and the breaker that ends a crawl that gets nowhere."""

import asyncio
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import DownloadTimeoutError
from scrapy.http import Response

from crawlers.outcomes import Outcome
from crawlers.spider.settled import Settled

if TYPE_CHECKING:
    from crawlers.spider.source_spider import SourceSpider

_TROUBLE = {Outcome.BLOCKED, Outcome.TIMEOUT, Outcome.CONNECTION_ERROR, Outcome.DNS_ERROR}
_ENOUGH = 5  # times in a row
_LONGEST_ASKED = 7 * 86_400.0  # seconds: a site that asks for more is asked again after a week


def seconds_to_wait(retry_after: str, now: datetime) -> float | None:
    """Read a Retry-After (RFC 9110, 10.2.3): seconds or a date; None where it is neither.

    >>> seconds_to_wait("120", datetime(2025, 11, 3, tzinfo=UTC))
    120.0

    Returns:
        Seconds, a week at most: one slip of a site must not shut it out for ever.
    """
    value = retry_after.strip()
    if value.isdecimal():
        return min(float(value), _LONGEST_ASKED)
    try:
        moment = parsedate_to_datetime(value)
    except (TypeError, ValueError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), _LONGEST_ASKED)


class Breaker:
    """Counts troubles in a row; past five the rest of the run is postponed."""

    def __init__(self) -> None:
        self.why: str | None = None
        self._in_a_row = 0

    def note(self, outcome: Outcome) -> None:
        """Count how an address ended."""
        if outcome not in _TROUBLE:
            self._in_a_row = 0
            return
        self._in_a_row += 1
        if self._in_a_row >= _ENOUGH:
            self.why = f"the site gave {_ENOUGH} times in a row: {outcome}"


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, held back until the host's Retry-After has passed."""

    def __init__(self, crawler: Crawler):
        super().__init__(crawler.settings)
        self.crawler = crawler
        self._longest = crawler.settings.getfloat("WARTA_LONGEST_WAIT")
        self._not_before: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "PatientRetry":
        """Build from the settings."""
        return cls(crawler)

    @property
    def _spider(self) -> "SourceSpider":
        return cast("SourceSpider", self.crawler.spider)

    async def process_request(self, request: Request) -> None:
        """Wait until the host may be asked again, or settle what must be left for a later run."""
        while True:
            if self._spider.breaker.why:
                raise Settled(Outcome.POSTPONED, self._spider.breaker.why)
            wait = self._not_before.get(_host(request), 0.0) - time.monotonic()
            if wait <= 0:
                return
            if wait > self._longest:
                raise Settled(Outcome.POSTPONED, f"the site asks to wait another {wait:.0f} s")
            await asyncio.sleep(wait)

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Note how long the host asks to wait; then as Scrapy does."""
        wait = self._asked_for(request, response)
        if wait:
            host = _host(request)
            self._not_before[host] = max(self._not_before.get(host, 0.0), time.monotonic() + wait)
            if wait > self._longest:
                self._spider.keeper.wait_until(time.time() + wait)
                reason = f"the site asks to wait {wait:.0f} s"
                raise Settled(Outcome.POSTPONED, reason, response.status)
        again = super().process_response(request, response)
        if isinstance(again, Request):
            self._spider.keeper.record_passing(request, "retried")
        return again

    def process_exception(self, request: Request, exception: Exception) -> Request | Response | None:  # type: ignore[override]
        """Retry as Scrapy does, a timeout only once."""
        if isinstance(exception, DownloadTimeoutError) and request.meta.get("retry_times", 0) >= 1:
            return None
        return super().process_exception(request, exception)

    def _asked_for(self, request: Request, response: Response) -> float:
        if response.status not in (429, 503):
            return 0.0
        given = (response.headers.get("Retry-After") or b"").decode("latin-1")
        wait = seconds_to_wait(given, datetime.now(UTC)) if given else None
        if wait is None and response.status == 429:
            wait = 2.0 ** request.meta.get("retry_times", 0)
        return wait or 0.0


def _host(request: Request) -> str:
    return urlsplit(request.url).netloc
