"""Sources: which news sites there are, where to look on each, and how gently."""

from crawlers.sources.loading import load_source, load_sources, source_from_text
from crawlers.sources.model import Articles, Cadence, Politeness, Rules, Selectors, Source, json_schema
from crawlers.sources.shipped import SHIPPED

__all__ = [
    "SHIPPED",
    "Articles",
    "Cadence",
    "Politeness",
    "Rules",
    "Selectors",
    "Source",
    "json_schema",
    "load_source",
    "load_sources",
    "source_from_text",
]
