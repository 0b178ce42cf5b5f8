"""Feeds, robots files and encodings from the wild: each is read, none crashes, the result is counted.

Expects in DIR the folders `feeds` (feedparser's test feeds), `robots` (one folder or file a site) and
`encodings` (html5lib's `.dat` files); what is not there is left out. The slowest of each kind is shown.
"""

import argparse
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from crawlers.decode import decode
from crawlers.discovery.feeds import read_feed
from crawlers.discovery.listings import read_listing
from crawlers.discovery.robots import Robots
from crawlers.discovery.sitemaps import read_sitemap

_SITE = "https://example.com/"


def files(folder: Path) -> Iterator[Path]:
    """Yield all files below `folder`."""
    return (path for path in sorted(folder.rglob("*")) if path.is_file())


def feed(content: bytes) -> str:
    """Read a feed by every reader that could meet it; say what it announces."""
    read_sitemap(content, _SITE)
    read_listing(content, _SITE)
    announcement = read_feed(content, _SITE)
    if announcement.problem:
        return announcement.problem
    return "announces pages" if announcement.pages else "announces no page"


def robots(content: bytes) -> str:
    """Read a robots.txt; say what it asks."""
    read = Robots(200, content)
    delay = read.crawl_delay("Warta")
    allowed = read.verdict(f"{_SITE}berita/1", "Warta").allowed
    return f"{'allows' if allowed else 'forbids'}{f', delay {delay:g} s' if delay else ''}"


def encodings(content: bytes) -> str:
    """Decode each case of a file; say how many agree with what the file expects."""
    agree = total = 0
    for case in content.split(b"#data\n")[1:]:
        document, _, expected = case.rpartition(b"\n#encoding\n")
        found = decode(document, "text/html", html=True)
        total += 1
        agree += found.encoding.lower() == expected.split(b"\n")[0].decode().strip().lower()
    return f"{agree} of {total} as the file expects"


def read_all(folder: Path, read: Callable[[bytes], str]) -> None:
    """Read all files of `folder` and print the counts."""
    if not folder.exists():
        print(f"{folder.name}: not there, left out")
        return
    counts: Counter[str] = Counter()
    slowest = (0.0, "")
    for path in files(folder):
        begun = time.perf_counter()
        counts[read(path.read_bytes())] += 1
        slowest = max(slowest, (time.perf_counter() - begun, path.name))
    print(f"{folder.name}: {counts.total()} files, slowest {slowest[0] * 1000:.0f} ms ({slowest[1]})")
    for result, count in counts.most_common():
        print(f"  {count:4d}  {result}")


def main() -> None:
    """Read everything there is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the files from the wild")
    given = parser.parse_args()
    for name, read in (("feeds", feed), ("robots", robots), ("encodings", encodings)):
        read_all(given.data / name, read)


if __name__ == "__main__":
    main()
