"""Keeps quality from falling: a floor for each figure, and the digest of the data it was measured on."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from measures.score import Score


@dataclass(frozen=True, slots=True)
class Floors:
    """What a file of floors says: figures by key, digests by data set."""

    figures: dict[str, float]
    digests: dict[str, str]

    def fallen(self, scores: list[Score]) -> list[str]:
        """Return a line for each figure that lies below its floor."""
        return [
            f"{score.key} fell to {score.value:.4f}, below its floor of {self.figures[score.key]}"
            for score in scores
            if score.value < self.figures.get(score.key, 0.0)
        ]

    def changed(self, digests: dict[str, str]) -> list[str]:
        """Return the data sets whose files are not those that the floors were measured on."""
        return sorted(name for name, digest in digests.items() if self.digests.get(name, digest) != digest)


def load_floors(path: Path) -> Floors:
    """Read a file of floors."""
    said: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return Floors(said["floors"], said["data"])


def digest_of(folder: Path) -> str:
    """Return a BLAKE2b digest of the names and contents of all files below `folder`."""
    digest = hashlib.blake2b(digest_size=10)
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0")
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()
