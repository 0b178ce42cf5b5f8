"""What became of each discovered address: a closed list of outcomes and the ledger of a run.

The ledger is written line by line, so that a killed crawl leaves its part behind; `Ledger.finish`
gives the file in which each address stands exactly once.
"""

import json
import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from news.place import local_copy


class Outcome(StrEnum):
    """How the way of a discovered address ended in one run."""

    FETCHED = "fetched"  # captured, not seen before
    REVISITED = "revisited"  # visited again, its content changed, captured
    UNCHANGED = "unchanged"  # visited again, the same as before (304 or identical payload)
    ALREADY_KNOWN = "already_known"  # captured in an earlier run and not due
    TOO_OLD = "too_old"  # dated before what the source wants
    NOT_AN_ARTICLE = "not_an_article"  # its address, or where it leads, is no article's
    OFF_SITE = "off_site"  # leads to another site
    REFUSED = "refused"  # no address that the crawler may go to: another scheme, a private network
    ROBOTS_DENIED = "robots_denied"  # robots.txt forbids it or cannot be reached
    BLOCKED = "blocked"  # a bot wall answered
    HTTP_ERROR = "http_error"  # the server answered with an error
    TIMEOUT = "timeout"  # no complete answer in time
    DNS_ERROR = "dns_error"  # the host name leads nowhere
    CONNECTION_ERROR = "connection_error"  # refused or lost
    INCOMPLETE = "incomplete"  # the body ended before its time
    REDIRECT_LOOP = "redirect_loop"  # sent in circles or too far
    TOO_LARGE = "too_large"  # larger than the bound, before or after decompression
    NOT_HTML = "not_html"  # an article's address that gives something else
    UNREADABLE = "unreadable"  # a feed, sitemap or listing that could not be read as one
    POSTPONED = "postponed"  # left for a later run: a limit, or the site asked to wait
    INTERRUPTED = "interrupted"  # the crawl was stopped before it came to this
    FAILED = "failed"  # a fault of the crawler itself


CAPTURED = frozenset({Outcome.FETCHED, Outcome.REVISITED, Outcome.UNCHANGED})


@dataclass(frozen=True, slots=True)
class Ending:
    """How one address ended; the attributes are those of `OutcomeRow`."""

    outcome: Outcome
    reason: str = ""
    http_status: int | None = None
    record_id: str | None = None


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One line of the ledger.

    Attributes:
        run_id: the crawl.
        source: id of the source.
        url: the discovered address.
        kind: article, feed, sitemap, listing or homepage.
        discovered_from: address that announced it; ``source`` where the source file names it,
            ``schedule`` where it is visited again, ``waiting`` where an earlier run left it.
        outcome: how it ended.
        reason: in plain words; empty where the outcome says it all.
        http_status: of the last answer, None where none came.
        at: when it was decided, UTC.
        record_id: WARC-Record-ID of the response or revisit, None where nothing was captured.
    """

    run_id: str
    source: str
    url: str
    kind: str
    discovered_from: str
    outcome: Outcome
    reason: str
    http_status: int | None
    at: datetime
    record_id: str | None

    def as_json(self) -> str:
        """Return the row as one line of JSON."""
        values = {name: getattr(self, name) for name in self.__slots__} | {"at": self.at.isoformat()}
        return json.dumps(values, ensure_ascii=False)

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> "OutcomeRow":
        """Return the row that `as_json` wrote."""
        given = values | {
            "outcome": Outcome(values["outcome"]),
            "at": datetime.fromisoformat(values["at"]),
        }
        return cls(**given)


class Ledger:
    """The outcomes of one run of one source, each address exactly once."""

    def __init__(self, journal: Path, run_id: str, source: str):
        """Begin the ledger of a run, or take up the one that a killed run left in `journal`."""
        self.run_id = run_id
        self.source = source
        self.counts: Counter[Outcome] = Counter()
        self._pending: dict[str, tuple[str, str]] = {}
        self._decided: set[str] = set()
        self._journal = journal
        for line in _complete_lines(journal):
            self._take_up(line)
        self._file = journal.open("a", encoding="utf-8", buffering=1)  # by lines: a kill loses none

    @property
    def discovered(self) -> int:
        """How many addresses were discovered."""
        return len(self._pending) + len(self._decided)

    def discover(self, url: str, kind: str, discovered_from: str) -> bool:
        """Enter an address; return False where it has been entered in this run."""
        if url in self._pending or url in self._decided:
            return False
        self._pending[url] = (kind, discovered_from)
        self._write({"found": url, "kind": kind, "from": discovered_from})
        return True

    def decide(self, url: str, ending: Ending) -> bool:
        """Say how an entered address ended; return False where that has been said (the first holds)."""
        if url not in self._pending:
            return False
        kind, origin = self._pending.pop(url)
        now = datetime.now(UTC)
        row = OutcomeRow(
            self.run_id,
            self.source,
            url,
            kind,
            origin,
            ending.outcome,
            ending.reason,
            ending.http_status,
            now,
            ending.record_id,
        )
        self._decided.add(url)
        self.counts[ending.outcome] += 1
        self._file.write(row.as_json() + "\n")
        return True

    def sync(self) -> None:
        """Bring all that was said onto the disk."""
        self._file.flush()
        os.fdatasync(self._file.fileno())

    def finish(self, path: Path, ending: Ending) -> None:
        """Write the ledger to `path`; what is still open ends with `ending`."""
        for url in list(self._pending):
            self.decide(url, ending)
        self.sync()
        with path.open("w", encoding="utf-8") as out:
            for line in _complete_lines(self._journal):
                if "found" not in line:
                    out.write(json.dumps(line, ensure_ascii=False) + "\n")
            out.flush()
            os.fsync(out.fileno())

    def close(self) -> None:
        """Let go of the journal."""
        self._file.close()

    def _write(self, line: dict[str, str]) -> None:
        self._file.write(json.dumps(line, ensure_ascii=False) + "\n")

    def _take_up(self, line: dict[str, Any]) -> None:
        if "found" in line:
            self._pending[line["found"]] = (line["kind"], line["from"])
        elif self._pending.pop(line["url"], None):
            self._decided.add(line["url"])
            self.counts[Outcome(line["outcome"])] += 1


def read_outcomes(path: Path) -> Iterator[OutcomeRow]:
    """Return the rows of a finished ledger."""
    with local_copy(path) as local:
        for line in _complete_lines(local):
            yield OutcomeRow.from_json(line)


def _complete_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of `path`; the torn line at the end of a killed run is cut off first."""
    if not path.exists():
        return
    _cut_torn_line(path)
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def _cut_torn_line(path: Path) -> None:
    with path.open("rb+") as file:
        end = file.seek(0, os.SEEK_END)
        while end > 0:
            start = max(0, end - 65_536)
            file.seek(start)
            newline = file.read(end - start).rfind(b"\n")
            if newline >= 0:
                end = start + newline + 1
                break
            end = start
        if end != file.seek(0, os.SEEK_END):
            file.truncate(end)
