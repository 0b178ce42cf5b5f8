"""The reference table `topics`: every topic of both schemes with its names and its place."""

from collections.abc import Iterable

import pyarrow as pa

from transforms.topics.blend import OWN_SCHEME
from transforms.topics.lexicon import Lexicon, load_lexicon

SCHEMA = pa.schema(
    [
        (
            "scheme",
            pa.string(),
        ),  # iptc (Media Topics), uu23 (affairs of Law 23/2014) or own (a team's classes)
        ("code", pa.string()),
        ("label", pa.string()),
        ("label_id", pa.string()),
        ("parent_code", pa.string()),  # null at the top
        ("definition", pa.string()),
    ]
)

_OWN = "A class of the team's own labels."


def topic_table(lexicon: Lexicon | None = None, classes: Iterable[str] = ()) -> pa.Table:
    """Return one row a topic, in the order of the lexicon's files, the team's own classes behind them.

    Args:
        lexicon: the terms; those that come with Warta where none is given.
        classes: of a trained model; those that are codes of the lexicon have their row already.

    >>> topic_table().column_names
    ['scheme', 'code', 'label', 'label_id', 'parent_code', 'definition']
    """
    lexicon = lexicon or load_lexicon()
    rows = [
        (topic.scheme, topic.code, topic.label, topic.label_id, topic.parent, topic.definition)
        for topic in lexicon.topics
    ]
    rows += [(OWN_SCHEME, name, name, name, None, _OWN) for name in classes if name not in lexicon.numbers]
    return pa.Table.from_pylist([dict(zip(SCHEMA.names, row, strict=True)) for row in rows], schema=SCHEMA)
