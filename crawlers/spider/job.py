"""What one crawl is told: the source, where to write, what the operator allows, and its limits."""

import json
import re
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from pathlib import Path

from crawlers.sources.model import Source
from news.errors import InputError

_RUN_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@dataclass(frozen=True, slots=True)
class CrawlLimits:
    """What one crawl may take.

    Attributes:
        seconds: after these the crawl ends in good order; what is left is postponed.
        grace: seconds after that until the process is killed.
        memory_mb: resident memory at which the crawl ends.
        pages: articles fetched at most; None leaves it to the source.
        file_bytes, file_seconds: size and age at which a WARC file is closed and landed.
        longest_wait: seconds of a Retry-After that are waited for; a longer one ends the run.
    """

    seconds: float = 3600.0
    grace: float = 60.0
    memory_mb: int = 1024
    pages: int | None = None
    file_bytes: int = 256_000_000
    file_seconds: float = 900.0
    longest_wait: float = 120.0


@dataclass(frozen=True, slots=True)
class CrawlJob:
    """One source, one run.

    Attributes:
        source: what to crawl.
        home_state: folder of the state files, one a source.
        spool: local folder where WARC files grow.
        landing: folder or fsspec URL where closed files go; ledgers go to its `outcomes` folder.
        run_id: letters, digits, `-` and `_`; part of file names.
        contact: address or e-mail of the operator, for the user agent.
        allow_hosts: names of hosts that may be reached although they are not public.
        ask_all: whether feeds and sitemaps are asked before they are due.
        only: addresses of pages to fetch instead of looking for new ones.
    """

    source: Source
    home_state: Path
    spool: Path
    landing: str
    run_id: str
    contact: str
    allow_hosts: frozenset[str] = frozenset()
    limits: CrawlLimits = field(default_factory=CrawlLimits)
    ask_all: bool = False
    only: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a run id that could leave the folder, and a contact that nobody can reach."""
        if not _RUN_ID.fullmatch(self.run_id):
            expected = "expected letters, digits, - and _, at most 64"
            raise InputError(f"run id {self.run_id!r}: {expected}. Choose another.")
        if not re.fullmatch(r"[!-~]+(@|://)[!-~]+", self.contact):
            expected = "expected an e-mail or web address by which a site's owner reaches you"
            raise InputError(f"contact {self.contact!r}: {expected}. Set it before crawling.")

    @property
    def user_agent(self) -> str:
        """The name under which requests are made: the project and the operator's contact."""
        return f"Warta/{version('warta')} (news archive; +{self.contact})"

    @property
    def folder(self) -> Path:
        """The source's own folder in the spool."""
        return self.spool / self.source.id

    @property
    def state_path(self) -> Path:
        """The source's state file."""
        return self.home_state / f"{self.source.id}.sqlite"

    def as_json(self) -> str:
        """Return the job as JSON, for the process that carries it out."""
        values = {name: getattr(self, name) for name in ("landing", "run_id", "contact", "ask_all", "only")}
        values |= {"home_state": str(self.home_state.absolute()), "spool": str(self.spool.absolute())}
        values |= {"allow_hosts": sorted(self.allow_hosts), "limits": asdict(self.limits)}
        return json.dumps(values | {"source": json.loads(self.source.model_dump_json())})

    @classmethod
    def from_json(cls, text: str) -> "CrawlJob":
        """Return the job that `as_json` wrote."""
        values = json.loads(text)
        return cls(
            **values
            | {
                "source": Source.model_validate(values["source"]),
                "home_state": Path(values["home_state"]),
                "spool": Path(values["spool"]),
                "allow_hosts": frozenset(values["allow_hosts"]),
                "limits": CrawlLimits(**values["limits"]),
                "only": tuple(values["only"]),
            }
        )
