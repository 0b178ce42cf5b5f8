"""What one would do with news-please: its extraction, a JSON file an article, for `end_to_end.py`.

    PYTHON benchmarks/end_to_end_newsplease.py --workers N --out FOLDER WARC...

Runs in an environment of its own and imports nothing of Warta. A pool of processes reads a WARC file each.
"""

import argparse
import json
import logging
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from newsplease import NewsPlease
from warcio.archiveiterator import ArchiveIterator


def read_file(path: str, folder: Path) -> int:
    """Write one JSON file a page of one WARC file; return how many pages there were."""
    logging.disable(logging.CRITICAL)
    count = 0
    with Path(path).open("rb") as stream:
        for record in ArchiveIterator(stream):
            if record.rec_type == "response":
                count += 1
                uri = record.rec_headers.get_header("WARC-Target-URI")
                html = record.content_stream().read().decode("utf-8", "replace")
                _write(html, uri, folder / f"{Path(path).name}-{count}.json")
    return count


def _write(html: str, url: str, path: Path) -> None:
    try:
        article = NewsPlease.from_html(html, url=url, fetch_images=False)
    except Exception as error:
        path.write_text(json.dumps({"url": url, "error": str(error)}))
        return
    if article:
        path.write_text(json.dumps(article.get_serializable_dict(), default=str))


def main() -> None:
    """Read all files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("files", nargs="+")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with ProcessPoolExecutor(given.workers, mp_context=get_context("fork")) as pool:
        print(sum(pool.map(partial(read_file, folder=given.out), given.files)))


if __name__ == "__main__":
    main()
