"""Home pages and listings as trees, whatever somebody has put into them."""

from selectolax.lexbor import LexborHTMLParser


def page_tree(html: str) -> LexborHTMLParser:
    """Parse a page, cut to what can be parsed in a second: nothing else of a crawl goes on meanwhile."""
    from crawlers.reading.limits import within_limits  # noqa: PLC0415 - brings numpy; most crawls ask feeds

    return LexborHTMLParser(within_limits(html))
