"""An article's captures are always read by the same code: earlier ones are read again where they were not.

Else a version would appear that no editor has made, only a change of the code or of what was learned.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

from crawlers.extract import CODE_VERSION, extract
from crawlers.source_rules import KnownSources
from crawlers.sources import Source
from crawlers.warc import WarcFile
from news.home import Home
from news.identity import digest
from news.schema import set_column
from pipeline.bindings import sources_of
from pipeline.learning import code_versions
from pipeline.staging import Group, scratch_of
from warehouse.reader import snapshot
from warehouse.replay import captures_elsewhere

_READING = {"selectors", "cut", "rules", "keep_parameters", "languages", "since"}  # decide what is read
_MARK_DIGITS = 8

READ_AGAIN = "read_again"
"""Name of the note that a group bears whose files are read once more: all files of that run."""

CHOSEN = "chosen"
"""Name of the note that a group bears of whose files some captures alone are read: their record ids."""


def with_earlier(home: Home, group: Group, tables: Iterable[pa.Table]) -> Iterator[pa.Table]:
    """Yield `tables`, then the rows of other captures of the same articles that other code has read.

    Where the group's files are read once more, every other capture of their articles is, too.

    Args:
        home: where everything lies.
        group: whose captures `tables` are.
        tables: rows that extraction made; `code_version` is filled here.
    """
    sources = sources_of(home)
    versions = _versions(home, sources)
    known = KnownSources(sources)
    articles: set[str] = set()
    for table in tables:
        articles.update(table["article_id"].to_pylist())
        yield _stamped(table, versions)
    read: set[str] = set(group.noted(CHOSEN) or ())
    while records := _to_read(home, group, articles, versions, read):
        read.update(record for found in records.values() for record in found)
        for name, wanted in records.items():
            captures = (one for one in WarcFile(home.landing / name) if one.record_id in wanted)
            table = extract(captures, name, known)
            articles.update(table["article_id"].to_pylist())
            yield _stamped(table, versions)


def _versions(home: Home, sources: Sequence[Source]) -> dict[str, str]:
    """Return what the rows of a source bear: the version of the code, of what was learned, of its rules."""
    versions = code_versions(home)
    for source in sources:
        said = source.model_dump_json(include=_READING, exclude_defaults=True)
        for name in (source.id, *source.site_hosts) if said != "{}" else ():
            versions[name] = f"{versions.get(name, CODE_VERSION)}+rules.{digest(said)[:_MARK_DIGITS]}"
    return versions


def _stamped(table: pa.Table, versions: Mapping[str, str]) -> pa.Table:
    sources = table["source"].to_pylist()
    return set_column(table, "code_version", [versions.get(source, CODE_VERSION) for source in sources])


def _to_read(
    home: Home, group: Group, articles: Iterable[str], versions: Mapping[str, str], read: set[str]
) -> dict[str, set[str]]:
    """Return by landed file the records that are to be read besides; none whose file is gone."""
    again = group.noted(READ_AGAIN)
    files = [] if group.noted(CHOSEN) else group.warc_files
    with snapshot(home.published, scratch_of(home)) as connection:
        if connection is None:
            return {}
        found = captures_elsewhere(connection, articles, files, again or files)
    records: dict[str, set[str]] = {}
    for row in found.to_pylist():
        same_code = row["code_version"] == versions.get(row["source"], CODE_VERSION)
        if row["record_id"] not in read and (again or not same_code):
            records.setdefault(row["warc_file"], set()).add(row["record_id"])
    return {name: wanted for name, wanted in records.items() if (home.landing / name).exists()}
