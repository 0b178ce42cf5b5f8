"""The reference table `topics`: every topic of both schemes with its names and its place."""

import pyarrow as pa

from transforms.topics.lexicon import Lexicon, load_lexicon

SCHEMA = pa.schema(
    [
        ("scheme", pa.string()),  # iptc (Media Topics) or uu23 (affairs of Law 23/2014)
        ("code", pa.string()),
        ("label", pa.string()),
        ("label_id", pa.string()),
        ("parent_code", pa.string()),  # null at the top
        ("definition", pa.string()),
    ]
)


def topic_table(lexicon: Lexicon | None = None) -> pa.Table:
    """Return one row a topic, in the order of the lexicon's files.

    >>> topic_table().column_names
    ['scheme', 'code', 'label', 'label_id', 'parent_code', 'definition']
    """
    topics = (lexicon or load_lexicon()).topics
    rows = [
        dict(
            zip(
                SCHEMA.names,
                (topic.scheme, topic.code, topic.label, topic.label_id, topic.parent, topic.definition),
                strict=True,
            )
        )
        for topic in topics
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
