"""What a reader brings home from one page."""

from dataclasses import dataclass, field
from datetime import datetime

from crawlers.reading.asides import Aside
from news.dates.evidence import DateEvidence


@dataclass(frozen=True, slots=True)
class Reading:
    """An article as the page gives it, before any cleaning.

    Attributes:
        headline: as the page gives it, without the site's name; None where it gives none.
        headline_from: ``rules``, ``heading``, ``json-ld``, ``meta``, ``title`` or ``text``.
        article_body: paragraphs, one blank line between them; empty where nothing was found.
        author: full names.
        publisher: name of the site or outlet.
        canonical_url: the page's own ``rel=canonical``, resolved, unvalidated.
        language_hint: what the page claims, BCP 47.
        date_evidence: every date of publication that was found, best first.
        date_modified: aware, UTC.
        found_by: where each value that is given was found, by the name of its column: ``rules``,
            ``json-ld``, ``meta``, ``html`` (its `lang`), ``link`` (`rel=canonical`), ``breadcrumb``,
            ``byline``, or as `headline_from` and `read_by` say.
        asides: what was left out within the article: captions, boxes, links.
        read_by: which reader's body was kept: ``rules``, ``density``, ``trafilatura``, ``text``.
    """

    headline: str | None = None
    headline_from: str | None = None
    article_body: str = ""
    author: list[str] = field(default_factory=list)
    publisher: str | None = None
    section: str | None = None
    keywords: list[str] = field(default_factory=list)
    image: str | None = None
    canonical_url: str | None = None
    language_hint: str | None = None
    date_evidence: list[DateEvidence] = field(default_factory=list)
    date_modified: datetime | None = None
    asides: tuple[Aside, ...] = ()
    read_by: str = "text"
    found_by: dict[str, str] = field(default_factory=dict)
