"""Scrapy's settings for one job: its usual parts, ours where they differ, nothing that listens.

No cookies are kept, and no proxy is taken from the environment: behind one the guard could not see where
a name leads.
"""

from typing import Any

from crawlers.spider.guard import ALLOW_HOSTS
from crawlers.spider.job import CrawlJob

_HERE = "crawlers.spider"
_SCRAPY = "scrapy.downloadermiddlewares"
_HANDLERS = "scrapy.core.downloader.handlers"

# Complete lists, not additions to Scrapy's: it imports what it lists even where it is switched off.
_MIDDLEWARES = {
    f"{_HERE}.guard.GuardMiddleware": 50,
    f"{_HERE}.robots.RobotsMiddleware": 100,
    f"{_SCRAPY}.downloadtimeout.DownloadTimeoutMiddleware": 350,
    f"{_SCRAPY}.defaultheaders.DefaultHeadersMiddleware": 400,
    f"{_SCRAPY}.useragent.UserAgentMiddleware": 500,
    f"{_HERE}.patience.PatientRetry": 550,
    f"{_HERE}.decoding.BoundedDecoding": 590,
    f"{_HERE}.redirects.RecordedRedirects": 600,
    f"{_HERE}.decoding.KeepRaw": 890,
}

_EXTENSIONS = {
    "scrapy.extensions.corestats.CoreStats": 0,
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    f"{_HERE}.throttle.PoliteThrottle": 0,
}


def settings_for(job: CrawlJob) -> dict[str, Any]:
    """Return the settings by which Scrapy carries out `job`."""
    return {**_OURS, **_of_source(job), **_of_job(job)}


_OURS: dict[str, Any] = {
    "DOWNLOADER_MIDDLEWARES_BASE": _MIDDLEWARES,
    "SPIDER_MIDDLEWARES_BASE": {"scrapy.spidermiddlewares.start.StartSpiderMiddleware": 25},
    "EXTENSIONS_BASE": _EXTENSIONS,
    "DOWNLOAD_HANDLERS_BASE": dict.fromkeys(("http", "https"), f"{_HANDLERS}.http11.HTTP11DownloadHandler"),
    "TWISTED_DNS_RESOLVER": f"{_HERE}.guard.GuardedResolver",
    "DUPEFILTER_CLASS": "scrapy.dupefilters.BaseDupeFilter",  # the ledger knows what was asked
    "REMOTE_CONTROL_ENABLED": False,
    "TELNETCONSOLE_ENABLED": False,
    "REDIRECT_MAX_TIMES": 5,
    "ROBOTSTXT_OBEY": True,
    "RETRY_GIVE_UP_LOG_LEVEL": "DEBUG",
    "LOG_LEVEL": "ERROR",
    "LOG_VERSIONS": [],
    "STATS_DUMP": False,
    "CONCURRENT_ITEMS": 1,  # each answer gets as many tasks as this, and we yield no items
    "AUTOTHROTTLE_ENABLED": True,
    "DOWNLOAD_DELAY_JITTER": 0,
    "DNS_TIMEOUT": 20,
    "DOWNLOAD_WARNSIZE": 0,
    "SCHEDULER_MEMORY_QUEUE": "scrapy.squeues.FifoMemoryQueue",
    "MEMUSAGE_CHECK_INTERVAL_SECONDS": 2.0,
}


def _of_source(job: CrawlJob) -> dict[str, Any]:
    politeness, language = job.source.politeness, job.source.language
    return {
        "DOWNLOAD_DELAY": politeness.delay,
        "AUTOTHROTTLE_START_DELAY": politeness.delay,
        "AUTOTHROTTLE_TARGET_CONCURRENCY": float(politeness.concurrency),
        "CONCURRENT_REQUESTS": max(politeness.concurrency * 2, 8),
        "CONCURRENT_REQUESTS_PER_DOMAIN": politeness.concurrency,
        "DOWNLOAD_TIMEOUT": politeness.timeout,
        "DOWNLOAD_MAXSIZE": politeness.max_page_bytes,
        "DOWNLOAD_VERIFY_CERTIFICATES": job.source.verify_certificates,
        "DEFAULT_REQUEST_HEADERS": {
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
            "Accept-Language": f"{language},en;q=0.5" if language else "id,en;q=0.5",
        },
    }


def _of_job(job: CrawlJob) -> dict[str, Any]:
    return {
        "USER_AGENT": job.user_agent,
        "CLOSESPIDER_TIMEOUT": job.limits.seconds,
        "MEMUSAGE_ENABLED": True,
        "MEMUSAGE_LIMIT_MB": job.limits.memory_mb,
        "WARTA_LONGEST_WAIT": job.limits.longest_wait,
        ALLOW_HOSTS: sorted(job.allow_hosts),
    }
