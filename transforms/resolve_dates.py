"""Decides when each article was published, from its page, its text and its address.

before: `date_evidence` empty, `article_body` "… menggelar rapat, Selasa (25/2).", captured 2025-11-28
after: `date_published` 2025-02-25, precision `day`, from `text`
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time, timedelta, timezone
from types import MappingProxyType

import pyarrow as pa

from news.dates import DateEvidence, choose, date_in_url, parse_timestamp, ranked
from news.dates.report import dates_of_report
from news.dates.standpoint import Standpoint
from news.dates.zones import zone
from news.schema import set_column

_SAYS_A_DAY = frozenset({"second", "minute", "day"})
_NO_ZONES: Mapping[str, str] = MappingProxyType({})
_EVERYWHERE = timezone(timedelta(hours=-12))  # where a day of the calendar ends last


@dataclass(frozen=True, slots=True)
class Report:
    """What the resolver reads of one article.

    Attributes:
        url: canonical URL; None where there is none.
        paragraphs: of the body.
        datelines: pieces that cleaning cut as dateline.
        captured: aware.
        language: BCP 47, where it is known.
        time_zone: of the source, where it is known.
    """

    url: str | None
    paragraphs: Sequence[str]
    datelines: Sequence[str]
    captured: datetime
    language: str | None = None
    time_zone: str | None = None


def _in_zone_of_source(evidence: DateEvidence, time_zone: str | None) -> DateEvidence:
    """Read a local time without a zone in the source's zone, and a moment in UTC as the source's day."""
    if time_zone is None or evidence.precision not in {"second", "minute"}:
        return evidence
    if evidence.at is None and evidence.time_zone is None:
        return parse_timestamp(evidence.text, evidence.found_by, time_zone=time_zone) or evidence
    place = zone(time_zone)
    if evidence.at is None or evidence.time_zone != "UTC" or place is None:
        return evidence
    return replace(evidence, day=evidence.at.astimezone(place).date(), time_zone=time_zone)


def _end_of_period(evidence: DateEvidence) -> date:
    first = evidence.day
    if evidence.precision == "year":
        return date(first.year, 12, 31)
    if evidence.precision == "month":
        return (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return first


def _when_written(best: DateEvidence | None, captured: datetime) -> datetime:
    """Return the latest moment at which a text can have been written: an open year is decided from there."""
    if best is None:
        return captured
    end = datetime.combine(_end_of_period(best), time.max, _EVERYWHERE)
    return min(captured, end)


def _from_text(report: Report, best: DateEvidence | None) -> list[DateEvidence]:
    written = _when_written(best, report.captured)
    seen_from = Standpoint(written, report.language, report.time_zone)
    counted = best is None  # `kemarin` counts from the capture only where nothing says it was written earlier
    return dates_of_report(report.paragraphs, seen_from, datelines=report.datelines, counted=counted)


def date_evidence_of(given: Sequence[DateEvidence], report: Report) -> list[DateEvidence]:
    """Return all evidence for the day of publication, best first: the page's, the address's, the text's.

    Args:
        given: what extract found on the page or in the feed.
        report: the article's text and address.
    """
    page = [_in_zone_of_source(one, report.time_zone) for one in given if one.found_by not in {"text", "url"}]
    address = date_in_url(report.url) if report.url else None
    known = [*page, *([address] if address else [])]
    best = choose(known, report.captured)
    return ranked(list(dict.fromkeys([*known, *_from_text(report, best)])), report.captured)


def _columns_of(evidence: Sequence[DateEvidence], captured: datetime) -> dict[str, object]:
    best = choose(evidence, captured)
    says_a_day = best is not None and best.precision in _SAYS_A_DAY
    return {
        "date_evidence": [asdict(one) for one in evidence],
        "date_published": best.day if best and says_a_day else None,
        "published_at": best.at if best else None,
        "date_published_precision": best.precision if best else None,
        "date_published_from": best.found_by if best else None,
        "time_zone": best.time_zone if best else None,
    }


def _report_of(row: Mapping[str, object], zones: Mapping[str, str]) -> Report:
    cuts: Sequence[Mapping[str, str]] = row["cuts"] or ()  # type: ignore[assignment]
    body, language = row["article_body"], row["in_language"]
    url, captured = row["url"] or row["target_uri"], row["warc_date"]
    if not isinstance(captured, datetime):
        raise TypeError(f"warc_date is {captured!r}; extract must give each row the moment of its capture")
    return Report(
        url=url if isinstance(url, str) else None,
        paragraphs=[part for part in str(body or "").split("\n") if part.strip()],
        datelines=[cut["text"] for cut in cuts if cut["kind"] == "dateline" and cut["text"]],
        captured=captured,
        language=str(language if language not in {None, "und"} else row["language_hint"] or "") or None,
        time_zone=zones.get(str(row["source"])),
    )


_READ = ("url", "target_uri", "article_body", "cuts", "warc_date", "in_language", "language_hint", "source")
_FILLED = (
    "date_evidence",
    "date_published",
    "published_at",
    "date_published_precision",
    "date_published_from",
    "time_zone",
)


def resolve_dates(table: pa.Table, *, zones: Mapping[str, str] = _NO_ZONES) -> pa.Table:
    """Fill the date columns of every row.

    `date_published` is null where only the month or the year is known, `published_at` where no zone is.

    Args:
        table: articles, cleaned; `date_evidence` as extract found it.
        zones: IANA time zone of each source, by its id; bound by the pipeline.

    >>> from datetime import UTC
    >>> from news.schema import article_table
    >>> body, captured = "Pemprov menggelar rapat, Selasa (25/2).", datetime(2025, 11, 28, tzinfo=UTC)
    >>> resolved = resolve_dates(article_table([{"article_body": body, "warc_date": captured}]))
    >>> resolved["date_published"][0].as_py(), resolved["date_published_from"][0].as_py()
    (datetime.date(2025, 2, 25), 'text')
    """
    filled: dict[str, list[object]] = {name: [] for name in _FILLED}
    for row in table.select([*_READ, "date_evidence"]).to_pylist():
        report = _report_of(row, zones)
        given = [DateEvidence(**one) for one in row["date_evidence"] or ()]
        for name, value in _columns_of(date_evidence_of(given, report), report.captured).items():
            filled[name].append(value)
    for name, values in filled.items():
        table = set_column(table, name, values)
    return table
