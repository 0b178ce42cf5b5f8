"""What a home knows beyond what ships with Warta, bound to the stages that read it.

An operator's gazetteer and a team's topic model are files below the home; zones are those of the sources.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache, partial
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pyarrow as pa

from crawlers.source_rules import KnownSources
from crawlers.sources import SHIPPED, Source, load_sources
from expectations.standard import Standard
from news.home import Home
from news.stage import Stage
from pipeline.learning import furniture_of
from pipeline.quarantine.ledgers import waivers_of
from pipeline.runner import name_of
from transforms.regions import Gazetteer, region_table
from transforms.topics import TopicModel, topic_table


def bound(home: Home, stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return `stages`, those that read something of the home with it bound.

    Raises:
        InputError: a file below the home cannot be used; the message names it.
    """
    return tuple(
        partial(stage, **_KNOWN[name](home)) if (name := name_of(stage)) in _KNOWN else stage
        for stage in stages
    )


def gazetteer_of(home: Home) -> Gazetteer:
    """Return the regions that ship with Warta, with the home's own on top; loaded once a process.

    Raises:
        InputError: the home's file says something impossible.
    """
    own = home.gazetteer
    return _gazetteer(own, _digest_of(own)) if own.exists() else Gazetteer.load()


def topic_model_of(home: Home) -> TopicModel | None:
    """Return what a team's labels taught, None where nothing was trained; loaded once a process.

    Raises:
        InputError: the home's file is no topic model.
    """
    own = home.topic_model
    return _topic_model(own, _digest_of(own)) if own.exists() else None


def sources_of(home: Home) -> list[Source]:
    """Return the sources that come with Warta and the home's own, which win, by id.

    Raises:
        InputError: a source file cannot be used.
    """
    return load_sources([SHIPPED, home.sources])


def reading_sources(home: Home) -> KnownSources:
    """Return the sources by whose rules captures are read.

    Raises:
        InputError: a source file cannot be used.
    """
    return KnownSources(sources_of(home))


def zones_of(home: Home) -> Mapping[str, str]:
    """Return the IANA time zone of each source that names one, by its id and by its hosts.

    Raises:
        InputError: a source file cannot be used.
    """
    zones: dict[str, str] = {}
    for source in sources_of(home):
        if source.time_zone:
            zones |= dict.fromkeys((*source.site_hosts, source.id), source.time_zone)
    return zones


def standards_of(home: Home) -> Mapping[str, Standard]:
    """Return what each source is held to that says anything of it, by its id and by its hosts.

    Raises:
        InputError: a source file cannot be used.
    """
    standards: dict[str, Standard] = {}
    for source in sources_of(home):
        standard = Standard(source.language, source.languages, source.since)
        if standard != Standard():
            standards |= dict.fromkeys((*source.site_hosts, source.id), standard)
    return standards


def reference_tables(home: Home) -> dict[str, pa.Table]:
    """Return the rows of `regions`, `topics` and `sources` that articles of this home can refer to."""
    regions = region_table(gazetteer_of(home))
    regions = regions.rename_columns({"code": "region_code", "names": "other_names"}).drop_columns(["origin"])
    model = topic_model_of(home)
    topics = topic_table(classes=model.classes if model else ())
    return {"regions": regions, "topics": topics, "sources": _source_table(sources_of(home))}


_KNOWN: Mapping[str, Callable[[Home], dict[str, Any]]] = {
    "clean": lambda home: {"furniture": furniture_of(home)},
    "resolve_dates": lambda home: {"zones": zones_of(home)},
    "validate": lambda home: {"standards": standards_of(home), "waivers": frozenset(waivers_of(home))},
    "label_topics": lambda home: {"model": topic_model_of(home)},
    "locate": lambda home: {"gazetteer": gazetteer_of(home)},
}
"""Name of a stage to what is bound to it; by name, so that a wrapped stage is bound as well."""


_SOURCE_FIELDS = {
    "source": "id",
    "publisher": "publisher",
    "homepage": "homepage",
    "in_language": "language",
    "time_zone": "time_zone",
    "region_code": "region",
}
"""Column of the table `sources` to the field of a source file."""


def _source_table(sources: Sequence[Source]) -> pa.Table:
    schema = pa.schema([*((column, pa.string()) for column in _SOURCE_FIELDS), ("crawl_hours", pa.float64())])
    rows = [
        {column: getattr(source, field) for column, field in _SOURCE_FIELDS.items()}
        | {"crawl_hours": source.cadence.every / timedelta(hours=1) if source.enabled else None}
        for source in sources
    ]
    return pa.Table.from_pylist(rows, schema=schema)


def _digest_of(path: Path) -> str:
    """Return a digest of the file, so that a process that runs on reads it anew once it changed."""
    return blake2b(path.read_bytes(), digest_size=16).hexdigest()


@lru_cache(maxsize=4)
def _gazetteer(path: Path, _digest: str) -> Gazetteer:
    return Gazetteer.load(path)


@lru_cache(maxsize=4)
def _topic_model(path: Path, _digest: str) -> TopicModel:
    return TopicModel.load(path)
