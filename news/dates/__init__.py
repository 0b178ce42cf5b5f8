"""When: dates as Indonesian, Malay and English news writes them, and which evidence to believe."""

from news.dates.choice import choose, ranked
from news.dates.evidence import DateEvidence
from news.dates.running_text import find_dates
from news.dates.timestamps import parse_timestamp
from news.dates.urls import date_in_url

__all__ = ["DateEvidence", "choose", "date_in_url", "find_dates", "parse_timestamp", "ranked"]
