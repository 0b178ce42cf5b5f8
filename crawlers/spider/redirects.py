"""Redirects, each recorded; circles and ways that leave the site end at once."""

from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from crawlers.outcomes import Outcome
from crawlers.spider.settled import Settled

if TYPE_CHECKING:
    from crawlers.spider.source_spider import SourceSpider


class RecordedRedirects(RedirectMiddleware):
    """Scrapy's redirects within the site; each is a capture of its own."""

    def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        """Follow a redirect, or settle the address."""
        try:
            onward = super().process_response(request, response)
        except IgnoreRequest as error:
            raise Settled(Outcome.REDIRECT_LOOP, str(error), response.status) from error
        if isinstance(onward, Response):
            if 300 <= response.status < 400 and response.status != 304 and "Location" in response.headers:
                raise Settled(Outcome.REFUSED, "redirects to no http or https address", response.status)
            return onward
        spider = cast("SourceSpider", self.crawler.spider)
        spider.keeper.record_passing(request, "redirect")
        if onward.url in onward.meta["redirect_urls"]:
            raise Settled(Outcome.REDIRECT_LOOP, f"sent back to {onward.url}", response.status)
        # robots.txt stands for the host that was asked, wherever it lies (RFC 9309, 2.3.1.2).
        if request.meta.get("warta_kind") and not spider.source.owns_host(urlsplit(onward.url).hostname):
            raise Settled(Outcome.OFF_SITE, f"redirects to {onward.url}", response.status)
        return onward
