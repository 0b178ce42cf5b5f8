"""Where everything lies: the folders and files below one home."""

import os
from dataclasses import dataclass
from pathlib import Path

from news.place import place


@dataclass(frozen=True, slots=True)
class Home:
    """The folder that holds all that Warta keeps, `data/` unless told otherwise."""

    root: Path
    landing_at: str | None = None
    staging_at: str | None = None

    @classmethod
    def find(cls, given: Path | None = None) -> "Home":
        """Return the home given, else the one that `WARTA_HOME` names, else `data` in this folder.

        `WARTA_LANDING` and `WARTA_STAGING` name landing area and staging where they lie elsewhere: folders
        or fsspec URLs (`news.place`).
        """
        root = Path(given or os.environ.get("WARTA_HOME") or "data").expanduser().absolute()
        return cls(root, os.environ.get("WARTA_LANDING") or None, os.environ.get("WARTA_STAGING") or None)

    @property
    def landing(self) -> Path:
        """WARC files, immutable once closed; here or on a remote file system."""
        return place(self.landing_at) if self.landing_at else self.root / "landing"

    @property
    def landed_index(self) -> Path:
        """Which records files that were landed by hand hold; made anew where it is missing."""
        return self.root / "landed.sqlite"

    @property
    def staging(self) -> Path:
        """Parquet files between the stages, one folder a run; can be deleted at any time."""
        return place(self.staging_at) if self.staging_at else self.root / "staging"

    @property
    def furniture(self) -> Path:
        """What sources repeat on their pages, one file a source, as `warta learn` keeps it."""
        return self.root / "furniture"

    @property
    def airflow(self) -> Path:
        """Airflow's own metadata."""
        return self.root / "airflow"

    @property
    def published(self) -> Path:
        """The analysts' file."""
        return self.root / "news.duckdb"

    @property
    def candidates(self) -> Path:
        """Copies of the published file on which a run works; kept when their audit fails."""
        return self.root / "candidates"

    @property
    def gazetteer(self) -> Path:
        """Districts and further names of the operator's own, as `warta regions load` keeps them."""
        return self.root / "regions.csv"

    @property
    def topic_model(self) -> Path:
        """What `warta topics train` learned of a team's own labels."""
        return self.root / "topics.parquet"

    @property
    def sources(self) -> Path:
        """Source files of the operator's own, beside those that come with Warta."""
        return self.root / "sources"

    @property
    def fixtures(self) -> Path:
        """Recorded pages of sources with the readings that are expected of them, one folder a source."""
        return self.root / "fixtures"

    @property
    def crawl_state(self) -> Path:
        """What the crawler knows of each source, one file a source; on a local disk."""
        return self.root / "state"

    @property
    def spool(self) -> Path:
        """WARC files that a crawl is writing; on a local disk."""
        return self.root / "spool"

    @property
    def ledgers(self) -> Path:
        """What became of each discovered address, one file a crawl of a source."""
        return self.landing / "outcomes"

    @property
    def waivers(self) -> Path:
        """Decisions to let a page pass that a rule refuses, one a line, in the order they were made."""
        return self.root / "waivers.jsonl"

    @property
    def mended(self) -> Path:
        """Captures that were refused and have passed since, one a line."""
        return self.root / "mended.jsonl"

    @property
    def retention(self) -> Path:
        """How long landed files are kept; all of them where there is no such file."""
        return self.root / "retention.yaml"

    @property
    def writer_lock(self) -> Path:
        """Held by the one process that writes."""
        return self.root / "writer.lock"

    def report(self, run_id: str) -> Path:
        """What one run did."""
        return self.root / "runs" / f"{run_id}.json"

    @property
    def pages(self) -> Path:
        """Reports for people, one HTML page a run."""
        return self.root / "reports"
