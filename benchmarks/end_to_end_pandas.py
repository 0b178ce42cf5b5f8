"""What one would write with pandas, trafilatura, langdetect, datasketch and DuckDB, for `end_to_end.py`.

    PYTHON benchmarks/end_to_end_pandas.py --workers N --out FILE WARC...

Runs in an environment of its own and imports nothing of Warta. A pool of processes reads a WARC file each:
extraction with metadata, a minimal cleaning, language, MinHash signature; the parent finds near-duplicates by
locality-sensitive hashing and writes the articles into a DuckDB file.
"""

import argparse
import hashlib
import re
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import duckdb
import pandas as pd
import trafilatura
from datasketch import LeanMinHash, MinHash, MinHashLSH
from langdetect import DetectorFactory, LangDetectException, detect
from warcio.archiveiterator import ArchiveIterator

DetectorFactory.seed = 0
_PERMUTATIONS, _THRESHOLD, _SHINGLE = 128, 0.7, 3
_LINES = re.compile(r"^(?:baca juga|read also|share this|bagikan)\b.*$", re.IGNORECASE | re.MULTILINE)
_WORDS = re.compile(r"\w+")


def read_file(path: str) -> pd.DataFrame:
    """Return the articles of one WARC file."""
    rows = []
    with Path(path).open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                uri = record.rec_headers.get_header("WARC-Target-URI")
                row = read_page(record.content_stream().read(), uri)
                if row:
                    row["captured"] = record.rec_headers.get_header("WARC-Date")
                    rows.append(row)
    return pd.DataFrame(rows)


def read_page(html: bytes, url: str) -> dict[str, object] | None:
    """Return one article, None for a page that has none."""
    document = trafilatura.bare_extraction(html, url=url, with_metadata=True)
    if document is None or not document.text:
        return None
    body = _LINES.sub("", document.text).strip()
    return {
        "article_id": hashlib.sha1(url.encode()).hexdigest(),
        "url": document.url or url,
        "headline": document.title,
        "author": document.author,
        "date": document.date,
        "publisher": document.sitename,
        "body": body,
        "language": language(body),
        "signature": signature(body),
    }


def language(text: str) -> str | None:
    """Return the language of a text."""
    try:
        return detect(text)
    except LangDetectException:
        return None


def signature(text: str) -> LeanMinHash:
    """Return the MinHash of the word shingles of a text."""
    words = _WORDS.findall(text.lower())
    shingles = {" ".join(words[at : at + _SHINGLE]) for at in range(max(1, len(words) - _SHINGLE + 1))}
    minhash = MinHash(num_perm=_PERMUTATIONS)
    minhash.update_batch([shingle.encode() for shingle in shingles])
    return LeanMinHash(minhash)


def originals(articles: pd.DataFrame) -> list[str]:
    """Return for each article the first one that it is a near-copy of, itself where there is none."""
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    found = []
    for article_id, minhash in zip(articles["article_id"], articles["signature"], strict=True):
        known = index.query(minhash)
        found.append(known[0] if known else article_id)
        if not known:
            index.insert(article_id, minhash)
    return found


def main() -> None:
    """Read all files and write the articles."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("files", nargs="+")
    given = parser.parse_args()
    with ProcessPoolExecutor(given.workers, mp_context=get_context("fork")) as pool:
        articles = pd.concat(pool.map(read_file, given.files), ignore_index=True)
    articles = articles.drop_duplicates("article_id")
    articles["original"] = originals(articles)
    articles = articles.drop(columns="signature")
    with duckdb.connect(str(given.out)) as connection:
        connection.execute("CREATE TABLE articles AS FROM articles")


if __name__ == "__main__":
    main()
