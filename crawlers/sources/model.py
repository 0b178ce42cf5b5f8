"""The schema of a source file: what may stand in it, and what is taken where it is left out."""

from datetime import date, timedelta
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field

from crawlers.sources.fields import (
    Duration,
    HostName,
    LanguageTag,
    Pattern,
    Selector,
    TimeZone,
    WebAddress,
)

NEVER_CHECKED = "never checked against the live site"


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Selectors(_Part):
    """CSS selectors that find the parts of an article where the general reading needs to be told."""

    headline: Selector | None = None
    body: Selector | None = None
    author: Selector | None = None
    date: Selector | None = None


class Rules(_Part):
    """How articles of an earlier design of the site are read."""

    valid_until: date = Field(description="the last day on which captures are read by these rules")
    selectors: Selectors = Selectors()
    cut: tuple[Selector, ...] = Field(
        default=(), description="CSS selectors of what is no part of the article"
    )


class Articles(_Part):
    """Which addresses are articles; the general rules decide where `include` is empty."""

    include: tuple[Pattern, ...] = Field(default=(), description="one of these regular expressions is found")
    exclude: tuple[Pattern, ...] = Field(default=(), description="none of these regular expressions is found")


class Politeness(_Part):
    """How gently the site is asked."""

    delay: float = Field(default=1.0, ge=0, le=3600, description="seconds between two requests, at least")
    concurrency: int = Field(
        default=2, ge=1, le=16, description="requests under way at the same time, at most"
    )
    timeout: float = Field(default=30.0, gt=0, le=600, description="seconds until a request is given up")
    obey_robots: bool = Field(default=True, description="whether robots.txt is obeyed")
    max_page_bytes: int = Field(default=10_000_000, ge=1000, description="of one page, after decompression")


class Cadence(_Part):
    """How often the site is asked."""

    every: Duration = Field(default=timedelta(days=1), description="how often the source is crawled")
    poll_at_most: Duration = Field(
        default=timedelta(minutes=15), description="shortest time between two polls of a feed"
    )
    poll_at_least: Duration = Field(default=timedelta(hours=12), description="longest time between two polls")
    revisit: tuple[Duration, ...] = Field(
        default=(timedelta(hours=6), timedelta(days=1), timedelta(days=4)),
        description="ages at which an article is looked at again for edits",
    )
    max_pages: int = Field(default=1000, ge=1, description="articles fetched in one run, at most")
    max_age: Duration = Field(
        default=timedelta(days=30), description="articles that a sitemap dates before this are left alone"
    )


class Source(_Part):
    """One news site. Most need only `id` and `homepage`."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,62}$", examples=["satuhabar"])
    homepage: WebAddress
    publisher: str | None = Field(default=None, description="the name as the site writes it")
    language: LanguageTag | None = Field(default=None, description="BCP 47")
    languages: tuple[LanguageTag, ...] = Field(
        default=(), description="all languages that it writes in; an article in another is refused"
    )
    since: date | None = Field(default=None, description="the day of its oldest article")
    time_zone: TimeZone | None = Field(default=None, description="the zone of times that name none")
    region: str | None = Field(
        default=None,
        pattern=r"^\d{2}(\.\d{2}){0,2}$",
        description="Kemendagri code of the region it reports on",
    )
    hosts: tuple[HostName, ...] = Field(default=(), description="further hosts that belong to the site")
    feeds: tuple[WebAddress, ...] = ()
    sitemaps: tuple[WebAddress, ...] = ()
    listings: tuple[WebAddress, ...] = Field(default=(), description="pages that list new articles")
    articles: Articles = Articles()
    keep_parameters: tuple[str, ...] = Field(
        default=(),
        description="parameters of an address that name the article, such as `berita` in ?berita=15",
    )
    selectors: Selectors = Selectors()
    cut: tuple[Selector, ...] = Field(
        default=(), description="CSS selectors of what is no part of the article"
    )
    rules: tuple[Rules, ...] = Field(default=(), description="of earlier designs of the site")
    politeness: Politeness = Politeness()
    cadence: Cadence = Cadence()
    verify_certificates: bool = Field(
        default=True, description="whether an answer counts only where the certificate names the site"
    )
    checked: date | None = Field(default=None, description="when `warta source check` last passed; set by it")
    disabled: str | None = Field(default=None, description="why the source is not crawled")

    @property
    def why_disabled(self) -> str | None:
        """Return why the source is not crawled, or None where it is."""
        return self.disabled or (None if self.checked else NEVER_CHECKED)

    @property
    def enabled(self) -> bool:
        """Whether scheduled crawls include the source."""
        return self.why_disabled is None

    @cached_property
    def site_hosts(self) -> tuple[str, ...]:
        """Host names that belong to the site; their subdomains do too."""
        home = (urlsplit(self.homepage).hostname or "").removeprefix("www.")
        return (home, *self.hosts)

    def owns_host(self, host: str | None) -> bool:
        """Return whether `host` belongs to the site."""
        return host is not None and any(host == own or host.endswith(f".{own}") for own in self.site_hosts)

    def rules_on(self, day: date) -> tuple[Selectors, tuple[str, ...]]:
        """Return the selectors and cuts by which a capture of `day` is read."""
        earlier = [rules for rules in self.rules if day <= rules.valid_until]
        if not earlier:
            return self.selectors, self.cut
        of_then = min(earlier, key=lambda rules: rules.valid_until)
        return of_then.selectors, of_then.cut


def json_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a source file, for editors."""
    schema = Source.model_json_schema()
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "Warta source"}
