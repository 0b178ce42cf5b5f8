r"""Says in which language each article is written, and how sure that is.

>>> from news.schema import article_table
>>> body = "Pemerintah kota akan memperbaiki jalan yang rusak karena banjir pada bulan depan."
>>> table = detect_language(article_table([{"headline": "Jalan rusak", "article_body": body}]))
>>> table["in_language"][0].as_py(), table["language_score"][0].as_py() > 0.9
('id', True)
"""

import pyarrow as pa

from news.schema import set_column
from transforms.language.frame import frame
from transforms.language.identify import identify


def detect_language(table: pa.Table) -> pa.Table:
    """Fill `in_language` (BCP 47, `und` where not sure) and `language_score` (0 to 1)."""
    headlines, bodies = table["headline"].to_pylist(), table["article_body"].to_pylist()
    answers = identify([frame(headline, body) for headline, body in zip(headlines, bodies, strict=True)])
    table = set_column(table, "in_language", [tag for tag, _ in answers])
    return set_column(table, "language_score", [score for _, score in answers])
