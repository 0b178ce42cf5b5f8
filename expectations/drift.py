"""Drift: a source that yields less, loses a field or grows boilerplate; the last good page, the first bad.

What a page should have is what the pages of its source used to have; nobody writes thresholds for a source.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from expectations.change_point import loss
from expectations.drift_yield import shortfall

FIELDS: Mapping[str, str] = {
    "author": "has_author",
    "byline": "has_byline",
    "date": "has_date",
    "time": "has_time",
    "section": "has_section",
    "image": "has_image",
    "topic": "has_topic",
}
"""Measure to the column that tells whether a page has it."""

MEASURES = ("yield", "accepted", *FIELDS, "language", "body", "boilerplate")
"""What can drift."""

_MARGIN = 0.1  # of the text: so much more is cut before a page counts as unlike the usual
_SHORT = 0.4  # of the usual length: shorter pages count as cut short
_MONDAY = datetime(1970, 1, 5, tzinfo=UTC)

Flags = npt.NDArray[np.bool_]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drift:
    """What changed at a source.

    Attributes:
        source: which.
        measure: one of `MEASURES`.
        since: capture date of the first bad page, or the day from which too little came.
        usual, found: the measure before and since: a share of pages; articles for yield; words for body;
            the share of text that is cut for boilerplate.
        strength: of the evidence; see `change_point` and `drift_yield`.
        told: the same in plain words.
        good, bad: the last good and the first bad page: record_id, target_uri, warc_date, warc_file and
            warc_offset of each, None where there is none.
    """

    source: str
    measure: str
    since: datetime
    usual: float
    found: float
    strength: float
    told: str
    good: Row | None
    bad: Row | None


def drifts(pages: pa.Table, days: pa.Table) -> list[Drift]:
    """Return what has drifted, by source and measure.

    Args:
        pages: newest pages of each source in the order of their captures (`warehouse.health.page_facts`).
        days: addresses by source, day and outcome (`warehouse.health.day_facts`).
    """
    by_source = _split(pages)
    found = [drift for name, own in by_source.items() for drift in _of_pages(name, own)]
    for name, own in _split(days).items():
        found += _of_days(name, own, by_source.get(name))
    return sorted(found, key=lambda drift: (drift.source, MEASURES.index(drift.measure)))


def drift_table(found: Sequence[Drift]) -> pa.Table:
    """Return drifts as rows of the table `drifts`."""
    rows = []
    for drift in found:
        row = {name: value for name, value in asdict(drift).items() if name not in {"good", "bad"}}
        for side, page in (("good", drift.good or {}), ("bad", drift.bad or {})):
            row |= {f"{side}_{column}": page.get(name) for column, name in _PAGE.items()}
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=_ROWS)


def _of_pages(source: str, pages: pa.Table) -> Iterator[Drift]:
    accepted = _flags(pages["accepted"])
    yield from _drift(source, "accepted", pages, accepted)
    read = pages.filter(pc.and_(pages["accepted"], pages["read"]))
    if not read.num_rows:
        return
    for measure, column in FIELDS.items():
        yield from _drift(source, measure, read, _flags(read[column]))
    yield from _drift(source, "language", read, _in_usual_language(read["in_language"]))
    words = _numbers(read["word_count"])
    usual_words = float(np.median(_older(words)))
    yield from _drift(source, "body", read, words >= usual_words * _SHORT, words)
    told = read.filter(pc.is_valid(read["cut_share"]))
    if told.num_rows:
        shares = _numbers(told["cut_share"])
        usual_share = float(np.median(_older(shares)))
        yield from _drift(source, "boilerplate", told, shares <= usual_share + _MARGIN, shares)


def _drift(
    source: str, measure: str, pages: pa.Table, flags: Flags, values: npt.NDArray[np.float64] | None = None
) -> Iterator[Drift]:
    turn = loss(flags, np.asarray(pages["day"], dtype=np.int64))
    if turn is None:
        return
    usual, found = turn.before, turn.after
    if values is not None:
        usual, found = float(np.median(values[: turn.at])), float(np.median(values[turn.at :]))
    good, bad = _page(pages, turn.at - 1), _page(pages, turn.at)
    told = _TOLD[measure].format(usual=usual, found=found, pages=pages.num_rows - turn.at)
    yield Drift(source, measure, bad["warc_date"], usual, found, turn.strength, told, good, bad)


def _of_days(source: str, days: pa.Table, pages: pa.Table | None) -> Iterator[Drift]:
    numbers, counts = daily(days)
    fall = shortfall(numbers, counts)
    if fall is None:
        return
    first = int(numbers[fall.since])
    good, bad = _pages_around(pages, first)
    told = (
        f"{fall.found:,.0f} new articles over {len(numbers) - fall.since} days of crawling, "
        f"about {fall.expected:,.0f} expected{_others(days, first)}"
    )
    since = _MONDAY + timedelta(days=first)
    yield Drift(source, "yield", since, fall.expected, fall.found, fall.strength, told, good, bad)


def daily(days: pa.Table) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Return the days on which a source was crawled and their new articles, without an unfinished one."""
    numbers = np.asarray(days["day"], dtype=np.int64)
    fetched = np.where(
        np.asarray(days["outcome"].to_pylist(), dtype=object) == "fetched", np.asarray(days["number"]), 0
    )
    crawled, first, where = np.unique(numbers, return_index=True, return_inverse=True)
    counts = np.bincount(where, fetched, len(crawled)).astype(np.float64)
    crawls = np.asarray(days["crawls"])[first]
    if len(crawled) > 1 and crawls[-1] < np.median(crawls[:-1]):
        return crawled[:-1], counts[:-1]
    return crawled, counts


def _others(days: pa.Table, first: int) -> str:
    """Say what else became of the addresses since then, where something stands out."""
    since = days.filter(pc.and_(pc.greater_equal(days["day"], first), pc.is_in(days["outcome"], _FAILURES)))
    sums: dict[str, int] = {}
    for outcome, number in zip(since["outcome"].to_pylist(), since["number"].to_pylist(), strict=True):
        sums[outcome] = sums.get(outcome, 0) + number
    told = [f"{number:,} {name}" for name, number in sorted(sums.items(), key=lambda one: -one[1]) if number]
    return f"; besides: {', '.join(told[:3])}" if told else ""


def _pages_around(pages: pa.Table | None, day: int) -> tuple[Row | None, Row | None]:
    if pages is None:
        return None, None
    at = int(np.searchsorted(np.asarray(pages["day"]), day))
    return (_page(pages, at - 1) if at else None, _page(pages, at) if at < pages.num_rows else None)


def _split(table: pa.Table) -> dict[str, pa.Table]:
    """Return the rows of each source; `table` is sorted by source."""
    runs = pc.run_end_encode(table["source"].combine_chunks()) if table.num_rows else None
    if runs is None:
        return {}
    starts = [0, *runs.run_ends.to_pylist()]
    return {
        name: table.slice(start, end - start)
        for name, start, end in zip(runs.values.to_pylist(), starts[:-1], starts[1:], strict=True)
    }


def _in_usual_language(column: pa.ChunkedArray) -> Flags:
    codes = np.asarray(column.to_pylist(), dtype=object)
    names, counts = np.unique(_older(codes).astype(str), return_counts=True)
    return np.asarray(codes == names[np.argmax(counts)], dtype=np.bool_)


def _older(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Return the older half, which tells what is usual."""
    return values[: max(1, len(values) // 2)]


def _page(pages: pa.Table, at: int) -> Row:
    return {name: pages[name][at].as_py() for name in _PAGE.values()}


def _flags(column: pa.ChunkedArray) -> Flags:
    return np.asarray(pc.fill_null(column, False), dtype=np.bool_)


def _numbers(column: pa.ChunkedArray) -> npt.NDArray[np.float64]:
    return np.asarray(pc.fill_null(pc.cast(column, pa.float64()), 0.0), dtype=np.float64)


_FAILURES = pa.array(
    ["robots_denied", "blocked", "http_error", "timeout", "dns_error", "connection_error", "incomplete",
     "unreadable", "not_an_article", "not_html", "too_large", "failed", "postponed"]
)  # fmt: skip

_SHARE = "on {found:.0%} of the {pages} pages since, on {usual:.0%} before"
_TOLD = {
    "accepted": "{found:.0%} of the {pages} captures since were accepted, {usual:.0%} before",
    "author": f"an author {_SHARE}",
    "byline": f"a byline at the end of the text {_SHARE}",
    "date": f"a day of publication {_SHARE}",
    "time": f"a time of publication {_SHARE}",
    "section": f"a section {_SHARE}",
    "image": f"a leading picture {_SHARE}",
    "topic": f"a topic found {_SHARE}",
    "language": f"the usual language {_SHARE}",
    "body": "{found:,.0f} words on the middle one of the {pages} pages since, {usual:,.0f} before",
    "boilerplate": "{found:.0%} of the text cut on the middle of {pages} pages since, {usual:.0%} before",
}

_PAGE = {
    "record_id": "record_id",
    "uri": "target_uri",
    "date": "warc_date",
    "warc_file": "warc_file",
    "warc_offset": "warc_offset",
}
"""Column of `drifts`, after good_ or bad_, to the column of a page."""

_MOMENT = pa.timestamp("us", tz="UTC")
_PAGE_TYPES = {"date": _MOMENT, "warc_offset": pa.int64()}
_ROWS = pa.schema(
    [
        ("source", pa.string()),
        ("measure", pa.string()),
        ("since", _MOMENT),
        ("usual", pa.float64()),
        ("found", pa.float64()),
        ("strength", pa.float64()),
        ("told", pa.string()),
        *(
            (f"{side}_{column}", _PAGE_TYPES.get(column, pa.string()))
            for side in ("good", "bad")
            for column in _PAGE
        ),
    ]
)
