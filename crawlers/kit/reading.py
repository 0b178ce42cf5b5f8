"""Reading a capture by its source's own rules, as production reads it."""

from crawlers.decode import decode
from crawlers.reading import Reading, read_page
from crawlers.source_rules import rules_of
from crawlers.sources.model import Source
from news.capture import Capture


def read_by_source(capture: Capture, source: Source) -> Reading:
    """Return what the page says, read by the rules of `source` on the day of capture."""
    decoded = decode(capture.payload, capture.content_type, html=True)
    rules = rules_of(source, capture.warc_date.date())
    return read_page(decoded.text, capture.target_uri, capture.warc_date, rules=rules)
