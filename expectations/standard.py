"""What a source is held to: its languages, and the day before which it cannot have published."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

NEWS_ON_THE_WEB = date(1994, 1, 1)
"""The Palo Alto Weekly put its first edition on the web in January 1994, as the first newspaper to do so."""

FIRST_NEWSPAPER = date(1605, 1, 1)
"""The Relation of Strasbourg, the first newspaper (World Association of Newspapers), began in 1605."""

_SURE = 0.9  # probability of a language at which an article is held to its source's


@dataclass(frozen=True, slots=True)
class Standard:
    """What a source says of all its articles.

    Attributes:
        language: BCP 47, the one it mostly writes in.
        languages: BCP 47, all that it writes in; empty where it does not say.
        since: the day of its oldest article.
    """

    language: str | None = None
    languages: tuple[str, ...] = ()
    since: date | None = None

    def refuses(self, language: str) -> bool:
        """Tell whether the source says that it does not write in `language`."""
        return bool(self.languages) and primary(language) not in map(primary, self.languages)

    def is_surprised_by(self, language: str) -> bool:
        """Tell whether `language` is another than the source's, one that it neither names nor refuses."""
        if self.languages or self.language is None:
            return False
        return primary(language) != primary(self.language)


Standards = Mapping[str, Standard]
"""Id of a source, or host, to what it is held to."""


def primary(language: str) -> str:
    """Return the first subtag of a language tag.

    >>> primary("en-GB")
    'en'
    """
    return language.partition("-")[0].lower()


def language_facts(table: pa.Table, standards: Standards) -> dict[str, list[str | None]]:
    """Return the language of each row that its source refuses, and of each that surprises."""
    refused: list[str | None] = [None] * table.num_rows
    unexpected: list[str | None] = [None] * table.num_rows
    known = pc.and_(
        pc.greater_equal(table["language_score"], _SURE), pc.not_equal(table["in_language"], "und")
    )
    rows = pc.indices_nonzero(pc.fill_null(known, False)).to_pylist() if standards else []
    sources, languages = table["source"].to_pylist(), table["in_language"].to_pylist()
    for row in rows:
        standard = standards.get(sources[row])
        if standard and standard.refuses(languages[row]):
            refused[row] = languages[row]
        elif standard and standard.is_surprised_by(languages[row]):
            unexpected[row] = languages[row]
    return {"language_refused": refused, "language_unexpected": unexpected}


def days_before_site(table: pa.Table, standards: Standards) -> pa.Array:
    """Return how many days before the site can have existed each row was published; null where undated."""
    on_web = pc.starts_with(pc.fill_null(table["url"], ""), "http")
    earliest = pc.if_else(on_web, pa.scalar(NEWS_ON_THE_WEB), pa.scalar(FIRST_NEWSPAPER))
    dated = {name: standard.since for name, standard in standards.items() if standard.since}
    if dated:
        said = [dated.get(source) for source in table["source"].to_pylist()]
        earliest = pc.coalesce(pa.array(said, pa.date32()), earliest)
    return pc.subtract(_days(earliest), _days(table["date_published"]))


def days_after_capture(table: pa.Table) -> pa.Array:
    """Return how many days after its capture each row was published; null where undated."""
    return pc.subtract(
        _days(table["date_published"]), _days(pc.cast(table["warc_date"], pa.date32(), safe=False))
    )


def _days(days: pa.Array) -> pa.Array:
    return pc.cast(pc.cast(days, pa.int32()), pa.float64())
