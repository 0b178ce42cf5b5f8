"""What the page says, in its own words and order, from facts of the file and of the run."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from expectations.audit_rules import AUDIT_RULES
from expectations.source_frames import measures_of
from pipeline.reporting.charts import ceiling, day_range, spark, stacked_bars

Facts = Mapping[str, Any]
Row = dict[str, Any]

_MOST = 60  # sources and batches that are shown
_BLOCKED = {"blocked": "blocked", "robots_denied": "forbidden by robots.txt"}
_STANDS_OUT = 0.2  # share of a week's addresses from which it is told
_TITLES = {
    "yield_steady": "A source brings less than it used to",
    "fields_steady": "A source lost a field",
    "texts_steady": "The texts of a source are not what they were",
    "acceptance_steady": "The captures of a source are refused",
    "sources_fresh": "A source has brought nothing for longer than it should",
    "mix_steady": "Languages or topics have shifted",
}
_DRIFTING = {
    "yield": "brings less",
    "accepted": "pages refused",
    "language": "other language",
    "body": "shorter texts",
    "boilerplate": "more boilerplate",
}
"""Measure to what the table of sources says of its drift; of a field, that it is lost."""
_REMEDIES = {rule.id: rule.remedy for rule in AUDIT_RULES}


def page_view(facts: Facts, run: Mapping[str, Any]) -> Row:
    """Return what the template shows.

    Args:
        facts: of the file (`warehouse.health_report.report_facts`).
        run: report of the run (`pipeline.report.read_report`).
    """
    days, failing = _whole_days(facts["days"]), _failing(facts)
    span = [row["day"] for row in days]
    batches = run.get("batches") or []
    return {
        **facts,
        "verdict": _verdict(failing, published=bool(run.get("published_at"))),
        "subtitle": _subtitle(run, span),
        "figures": _figures(facts, run),
        "failing": failing,
        "days": days,
        "span_told": f"the last {_many(len(days), 'day')}" if len(days) > 1 else "one day",
        "volume": _volume(days),
        "volume_top": ceiling(max((row["articles"] for row in days), default=0)),
        "volume_dates": [f"{span[at]:%-d %b}" for at in _ticks(len(span))],
        "sources": _sources(facts, span)[:_MOST],
        "more_sources": max(0, len(facts["sources"]) - _MOST),
        "batches": batches[:_MOST],
        "more_batches": max(0, len(batches) - _MOST),
        "run": {"notes": [], **run, "stages": _stages(run)},
        "run_told": _run_told(run),
    }


def _verdict(failing: Sequence[Row], *, published: bool) -> str:
    blocking = sum(finding["severity"] == "critical" for finding in failing)
    if blocking:
        return f"Not published: {_many(blocking, 'rule')} broken"
    state = "Published" if published else "Audited"
    return f"{state}, {_many(len(failing), 'warning')}" if failing else f"{state}, nothing to mend"


def _subtitle(run: Mapping[str, Any], span: Sequence[date]) -> str:
    at = str(run.get("published_at") or "")[:16].replace("T", " ")
    since = f"{span[0]:%-d %B} to " if len(span) > 1 else ""
    covered = f"articles first seen {since}{span[-1]:%-d %B %Y}" if span else "no articles yet"
    return f"{at} UTC · {covered}" if at else covered[:1].upper() + covered[1:]


def _figures(facts: Facts, run: Mapping[str, Any]) -> list[Row]:
    added = run.get("added") or {}
    figures = [
        {"name": name, "number": number, "note": f"{added[name]:+,} in this run" if added.get(name) else ""}
        for name, number in facts["totals"].items()
    ]
    drifting = len({drift["source"] for drift in facts["drifts"]})
    note = f"{drifting} drifting" if drifting else ""
    return [*figures, {"name": "sources", "number": len(facts["sources"]), "note": note}]


def _failing(facts: Facts) -> list[Row]:
    """Return the rules that do not hold, critical first, each with its remedy and the drifts it tells of."""
    return [
        {
            **row,
            "title": _TITLES.get(row["rule"], f"Does not hold: {row['expected']}"),
            "remedy": _REMEDIES.get(row["rule"], ""),
            "drifts": [drift for drift in facts["drifts"] if drift["measure"] in measures_of(row["rule"])],
        }
        for row in facts["audit"]
        if not row["success"]
    ]


def _whole_days(rows: Sequence[Row]) -> list[Row]:
    """Return one row a day, also for days without articles."""
    if not rows:
        return []
    known = {row["day"]: row for row in rows}
    nothing = {"articles": 0, "stories": 0}
    return [
        {"day": day, **nothing, **known.get(day, {})} for day in day_range(rows[0]["day"], rows[-1]["day"])
    ]


def _volume(days: Sequence[Row]) -> Any:
    if not days:
        return ""
    first = [row["stories"] for row in days]
    again = [row["articles"] - row["stories"] for row in days]
    most = max(days, key=lambda row: row["articles"])
    title = f"Articles a day; at most {most['articles']:,}, on {most['day']}"
    return stacked_bars([("first", first), ("again", again)], title)


def _sources(facts: Facts, span: Sequence[date]) -> list[Row]:
    counts: dict[str, dict[date, int]] = {}
    for row in facts["source_days"]:
        counts.setdefault(row["source"], {})[row["day"]] = row["articles"]
    troubles = _troubles(facts["outcomes"])
    shown = []
    for source in facts["sources"]:
        own = [counts.get(source["source"], {}).get(day, 0) for day in span]
        title = f"{source['source']}: {sum(own):,} articles, at most {max(own, default=0):,} a day"
        states = _states(source, troubles.get(source["source"], []), span)
        shown.append({**source, "spark": spark(own, title), "states": states})
    return sorted(shown, key=lambda source: source["states"][0]["kind"] == "good")


def _states(source: Row, troubles: Sequence[str], span: Sequence[date]) -> list[Row]:
    told = [
        {"kind": "warning", "told": _DRIFTING.get(measure, f"{measure} lost")}
        for measure in source["drifting"]
    ]
    told += [{"kind": "warning", "told": trouble} for trouble in troubles]
    newest = source["last_new"]
    quiet = (span[-1] - newest.date()) if newest and span else timedelta()
    if quiet > timedelta(days=3):
        told.append({"kind": "warning", "told": f"nothing new for {quiet.days} days"})
    return told or [{"kind": "good", "told": "as usual"}]


def _troubles(outcomes: Sequence[Row]) -> dict[str, list[str]]:
    """Return what keeps a good part of a source's addresses of the last week from being fetched."""
    sums: dict[str, int] = {}
    for row in outcomes:
        sums[row["source"]] = sums.get(row["source"], 0) + row["number"]
    told: dict[str, list[str]] = {}
    for row in outcomes:
        share = row["number"] / sums[row["source"]]
        if row["outcome"] in _BLOCKED and share >= _STANDS_OUT:
            told.setdefault(row["source"], []).append(f"{share:.0%} {_BLOCKED[row['outcome']]}")
    return told


def _stages(run: Mapping[str, Any]) -> list[Row]:
    """Return the stages of the run; those that ran on several groups are summed up."""
    sums: dict[str, Row] = {}
    for stage in run.get("stages") or ():
        row = sums.setdefault(
            stage["stage"], {"name": stage["stage"], "rows_in": 0, "rejected": 0, "seconds": 0.0}
        )
        for name in ("rows_in", "rejected", "seconds"):
            row[name] += stage[name]
    return list(sums.values())


def _run_told(run: Mapping[str, Any]) -> str:
    batches = run.get("batches") or []
    if not batches:
        return "No batch is known of this run."
    captures = sum(batch["captures"] for batch in batches)
    told = f"{_many(captures, 'capture')} from {_many(len(batches), 'file')}"
    told += f", {_many(run['outcomes'], 'address')} of crawls" if run.get("outcomes") else ""
    for name, doing in (("load", "loaded"), ("audit", "audited")):
        told += f", {doing} in {run[f'{name}_seconds']:.1f} s" if run.get(f"{name}_seconds") else ""
    return f"{told}."


def _ticks(days: int) -> list[int]:
    return sorted({0, days // 3, 2 * days // 3, days - 1}) if days > 3 else list(range(days))


def _many(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> _many(1, "rule"), _many(2, "address")
    ('1 rule', '2 addresses')
    """
    ending = "" if count == 1 else "es" if noun.endswith("s") else "s"
    return f"{count:,} {noun}{ending}"
