"""Pages to articles: what an HTML page says, without the site around it."""

from crawlers.reading.model import Reading
from crawlers.reading.page import read_page
from crawlers.reading.rules import SourceRules

__all__ = ["Reading", "SourceRules", "read_page"]
