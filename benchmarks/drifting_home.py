"""Composes a home in which twelve sources were crawled for weeks, some of which drift.

    python benchmarks/drifting_home.py --home DIR [--days 42] [--seed 1]

Pages are HTML with JSON-LD, captures are one WARC file a source, with a ledger a day. What is planted stands
in `PLANTED`; all other sources are healthy, with quieter weekends. Read it with `warta ingest`, then look at
`warta report` and `warta doctor`.
"""

import argparse
import html
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import numpy as np
from corpus import Composed, compose
from warcio.warcwriter import WARCWriter

from crawlers.outcomes import Outcome, OutcomeRow
from crawlers.resource_writer import Resource
from news.home import Home

PLANTED = {
    "tintakapuas": ("author", 9),
    "mediasungai": ("date", 5),
    "gemabarito": ("yield", 5),
    "potretulin": ("boilerplate", 6),
    "cahayamahakam": ("accepted", 4),
    "radardermaga": ("silence", 6),
}
"""Source to what happens to it and how many days before the end."""

_RATES = (18, 14, 11, 9, 9, 8, 7, 12, 6, 5, 4, 3)  # articles of a working day
_WEEKEND = 0.55
_PROMOTION = "Baca Juga: {headline}"
_ODD = "<script>alert('judul')</script> Warga & Nelayan \"Sepakat\" Jaga Sungai"


@dataclass(frozen=True, slots=True)
class Visit:
    """One page on one day of a source."""

    source: str
    page: Composed
    drift: str | None


def visits(days: int, seed: int, until: datetime) -> Iterator[list[Visit]]:
    """Yield the pages of each day, oldest first."""
    chance = np.random.default_rng(seed)
    pages = compose(200 * days, seed)
    names = sorted({page.publisher for page in compose(400, seed)})[: len(_RATES) - len(PLANTED) + 6]
    sources = {name.lower().replace(" ", ""): name for name in names}
    chosen = [*PLANTED, *[source for source in sources if source not in PLANTED]][: len(_RATES)]
    for before in range(days - 1, -1, -1):
        day = until - timedelta(days=before)
        yield [
            Visit(source, _dated(next(pages), sources.get(source, source.title()), day, chance), drift)
            for source, rate in zip(chosen, _RATES, strict=False)
            for drift in [_drift(source, before)]
            for _ in range(_number(chance, rate, day, drift))
        ]


def _drift(source: str, before: int) -> str | None:
    kind, since = PLANTED.get(source, (None, 0))
    return kind if before < since else None


def _number(chance: np.random.Generator, rate: float, day: datetime, drift: str | None) -> int:
    share = {"yield": 0.05, "silence": 0.0}.get(drift or "", 1.0)
    return int(chance.poisson(rate * share * (_WEEKEND if day.weekday() > 4 else 1)))


def _dated(page: Composed, publisher: str, day: datetime, chance: np.random.Generator) -> Composed:
    moment = day.replace(hour=int(chance.integers(0, 11)), minute=int(chance.integers(0, 60)), second=0)
    headline = _ODD if page.number % 97 == 5 else page.headline
    return replace(page, publisher=publisher, captured=moment, headline=headline)


def markup(visit: Visit) -> str:
    """Return the page as its site gives it."""
    page, chance = visit.page, random.Random(visit.page.number)
    stated = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": page.headline}
    if visit.drift != "author":
        stated["author"] = {"@type": "Person", "name": f"Redaktur {page.sign_off.strip('()*')}"}
    if visit.drift != "date":
        stated["datePublished"] = (page.captured - timedelta(hours=3)).isoformat()
    body = list(page.paragraphs)
    if visit.drift == "accepted":
        body = ["Silakan berlangganan untuk membaca."]
    if visit.drift == "boilerplate":
        others = [_PROMOTION.format(headline=f"{page.headline} ({number})") for number in range(9)]
        body = [line for pair in zip(body * 9, others, strict=False) for line in pair]
    if chance.random() < 0.3:
        body.insert(1, _PROMOTION.format(headline=page.headline))
    paragraphs = "\n".join(f"<p>{html.escape(line)}</p>" for line in [*body, page.sign_off])
    linked = json.dumps(stated).replace("<", "\\u003c")
    return (
        f'<!doctype html><html lang="id"><head><title>{html.escape(page.headline)}</title>'
        f'<script type="application/ld+json">{linked}</script></head>'
        f"<body><article><h1>{html.escape(page.headline)}</h1>{paragraphs}</article></body></html>"
    )


def land(home: Home, days: int, seed: int, until: datetime) -> None:
    """Land every day's captures and ledgers, and a source file for each source."""
    home.ledgers.mkdir(parents=True, exist_ok=True)
    home.sources.mkdir(parents=True, exist_ok=True)
    names = set(PLANTED)
    for number, daily in enumerate(visits(days, seed, until)):
        before = days - 1 - number
        names |= {visit.source for visit in daily}
        for source in sorted(names):
            own = [visit for visit in daily if visit.source == source]
            if own or _drift(source, before) == "yield":
                _land_day(home, source, own, until - timedelta(days=before))
    for source in names:
        _write_source(home, source)


def _land_day(home: Home, source: str, own: list[Visit], day: datetime) -> None:
    resources = [
        Resource(visit.page.url, visit.page.captured, "text/html", markup(visit).encode()) for visit in own
    ]
    if resources:
        _write_captures(home, source, resources)
    rows = [_row(source, day, one.target_uri, one.record_id) for one in resources]
    if not own or own[0].drift == "yield":
        rows += [_row(source, day, f"https://{source}.example/{day:%Y%m%d}/{at}", None) for at in range(9)]
    path = home.ledgers / f"{source}-{day:%Y%m%dT%H%M%SZ}.jsonl"
    path.write_text("".join(row.as_json() + "\n" for row in rows), "utf-8")


def _write_captures(home: Home, source: str, resources: list[Resource]) -> None:
    with (home.landing / f"{source}.warc.gz").open("ab") as stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        writer.write_record(writer.create_warcinfo_record(source, {"warta-source": source}))
        for resource in resources:
            writer.write_record(_record(writer, resource))


def _row(source: str, day: datetime, url: str, record_id: str | None) -> OutcomeRow:
    """Return the outcome of one address: captured, or blocked where it has no record."""
    return OutcomeRow(
        run_id=f"{day:%Y%m%dT%H%M%SZ}",
        source=source,
        url=url,
        kind="article",
        discovered_from=f"https://{source}.example/feed",
        outcome=Outcome.FETCHED if record_id else Outcome.BLOCKED,
        reason="" if record_id else "a bot wall answered",
        http_status=200 if record_id else 403,
        at=day,
        record_id=record_id,
    )


def _record(writer: WARCWriter, resource: Resource) -> object:
    return writer.create_warc_record(
        resource.target_uri,
        "resource",
        payload=BytesIO(resource.payload),
        length=len(resource.payload),
        warc_content_type=resource.content_type,
        warc_headers_dict={
            "WARC-Record-ID": resource.record_id,
            "WARC-Date": resource.warc_date.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "WARC-Payload-Digest": resource.payload_digest,
        },
    )


def _write_source(home: Home, source: str) -> None:
    (home.sources / f"{source}.yaml").write_text(
        f"id: {source}\nhomepage: https://{source}.example/\nlanguage: id\n"
        "time_zone: WIB\nchecked: 2025-01-01\ncadence:\n  every: 1d\n"
    )


def main() -> None:
    """Land the home."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--days", type=int, default=42)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    until = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    until -= timedelta(days=1) if until > datetime.now(UTC) else timedelta()
    land(Home.find(given.home), given.days, given.seed, until)
    print(f"landed {given.days} days of {len(_RATES)} sources; {len(PLANTED)} of them drift")


if __name__ == "__main__":
    main()
