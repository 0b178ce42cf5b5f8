"""The middleware that undoes content coding within the bound, and keeps the body as it came."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from crawlers.discovery.unpack import TooLarge, unpack
from crawlers.outcomes import Outcome
from crawlers.spider.settled import Settled

RAW = "warta_raw"  # the response as received, for the WARC record
COMPLETE = "warta_complete"  # whether its body was whole


class KeepRaw:
    """Keeps each response as it came; stands next to the downloader."""

    def process_response(self, request: Request, response: Response) -> Response:
        """Keep `response` beside its request."""
        request.meta[RAW] = response
        return response


class BoundedDecoding:
    """In place of Scrapy's: says when a body was cut short and never asks for what few readers know."""

    def __init__(self, largest: int):
        self._largest = largest

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "BoundedDecoding":
        """Build from the settings."""
        return cls(crawler.settings.getint("DOWNLOAD_MAXSIZE"))

    def process_request(self, request: Request) -> None:
        """Ask for codings that every WARC reader undoes."""
        request.headers.setdefault("Accept-Encoding", b"gzip, deflate")

    def process_response(self, request: Request, response: Response) -> Response:
        """Undo the content coding; settle what is too large or cannot be read."""
        request.meta[COMPLETE] = "partial" not in response.flags
        coding = (response.headers.get("Content-Encoding") or b"").decode("latin-1").strip().lower()
        if not coding or coding == "identity" or not response.body:
            return response
        limit = request.meta.get("download_maxsize", self._largest)
        try:
            body, complete = unpack(response.body, coding, limit)
        except TooLarge as error:
            raise Settled(Outcome.TOO_LARGE, str(error), response.status) from error
        except ValueError as error:
            raise Settled(Outcome.INCOMPLETE, str(error), response.status) from error
        request.meta[COMPLETE] = complete
        return response.replace(body=body)
