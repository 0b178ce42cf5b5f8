"""Reference tables keep what published articles refer to, also when the lexicon or gazetteer has moved on."""

import duckdb
import pyarrow as pa

from warehouse.load import replace_reference

_USED_BY = {
    "regions": ("region_code", "SELECT region_code FROM article_regions"),
    "topics": ("code", "SELECT code FROM article_topics"),
    "sources": ("source", "SELECT source FROM captures UNION SELECT source FROM outcomes"),
}
"""Reference table to its column that articles name, and where they name it."""


def renew_reference(connection: duckdb.DuckDBPyConnection, name: str, rows: pa.Table) -> None:
    """Make the reference table `name` hold `rows`, and of its rows before those that articles still name.

    An article keeps the topics and regions of its last reading: a district that an operator took out of the
    gazetteer, a class that a team trains no more.

    Args:
        connection: to the candidate, open for writing.
        name: ``regions``, ``topics`` or ``sources``.
        rows: what is known now, columns by name.
    """
    column, used = _USED_BY[name]
    connection.register("known_rows", rows)
    kept = connection.sql(
        f"""
        SELECT * FROM {name}
        WHERE {column} IN ({used}) AND {column} NOT IN (SELECT {column} FROM known_rows)
        """
    ).to_arrow_table()
    connection.unregister("known_rows")
    replace_reference(
        connection, name, pa.concat_tables([rows, kept.select(rows.column_names).cast(rows.schema)])
    )


def note_own_topics(connection: duckdb.DuckDBPyConnection) -> None:
    """Give each class of a team's own that articles carry a row, should its model be gone meanwhile."""
    connection.execute(
        """
        INSERT INTO topics BY NAME
        SELECT DISTINCT scheme, code, code AS label, code AS label_id,
               'A class of a model that is gone.' AS definition
        FROM article_topics
        WHERE scheme = 'own' AND code NOT IN (SELECT code FROM topics)
        ORDER BY code
        """
    )
