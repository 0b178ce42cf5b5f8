"""The spool: exchanges with a site to WARC files (ISO 28500:2017, WARC 1.1) that cannot get lost.

A file grows on the local disk as `NAME.warc.gz.open`, one gzip member a record. When it is closed
it takes its final name and goes to the landing area. What a killed crawl leaves behind is cut back
to its last complete record and landed by the next start.
"""

from crawlers.spool.landing_area import LandingArea
from crawlers.spool.records import IDENTICAL, NOT_MODIFIED, Earlier, Exchange, payload_digest, warc_time
from crawlers.spool.writing import OPEN, FileLimits, Spool, land_closed, left_behind

__all__ = [
    "IDENTICAL",
    "NOT_MODIFIED",
    "OPEN",
    "Earlier",
    "Exchange",
    "FileLimits",
    "LandingArea",
    "Spool",
    "land_closed",
    "left_behind",
    "payload_digest",
    "warc_time",
]
