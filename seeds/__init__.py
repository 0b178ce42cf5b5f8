"""The five documents of the offline mode, and small sites made for tests."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import yaml

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Seed:
    """One document, with the address and the capture date it is landed under."""

    path: Path
    target_uri: str
    captured: datetime


def seeds() -> list[Seed]:
    """Return the documents that `manifest.yaml` lists, in its order."""
    manifest = yaml.safe_load((FOLDER / "manifest.yaml").read_text("utf-8"))
    paths = [FOLDER / name for name in manifest["documents"]]
    return [Seed(path, f"urn:warta:seed:{path.stem}", manifest["captured"]) for path in paths]
