"""The landing area: where closed files go, on a local disk or on any file system that fsspec knows."""

import errno
import os
import shutil
from pathlib import Path
from urllib.parse import urlsplit

import fsspec

from news.errors import InputError


class LandingArea:
    """A folder, or an fsspec URL such as `s3://bucket/landing`."""

    def __init__(self, where: str, part: str = ""):
        """Name the area; `part` is a folder in it.

        Raises:
            InputError: the URL has a scheme that fsspec does not know here.
        """
        local = _local_folder(where)
        self._folder = local / part if local else None
        self._remote = None
        if local is None:
            try:
                self._remote, root = fsspec.core.url_to_fs(where)
            except (ValueError, ImportError) as error:
                raise InputError(
                    f"landing area {where}: {error}. Give a folder or install the driver."
                ) from None
            self._root = "/".join(piece for piece in (root.rstrip("/"), part) if piece)

    def take(self, path: Path) -> None:
        """Move a complete local file here under its own name, so that it is seen whole or not at all.

        Calling it again for a file that already arrived changes nothing.
        """
        if self._folder is not None:
            _move(path, self._folder)
        elif self._remote is not None:
            self._remote.makedirs(self._root, exist_ok=True)
            self._remote.put_file(str(path), f"{self._root}/{path.name}")
            path.unlink()


def _local_folder(where: str) -> Path | None:
    parts = urlsplit(where)
    if parts.scheme == "file":
        return Path(parts.path)
    return None if "://" in where else Path(where)


def _move(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    try:
        path.replace(folder / path.name)
    except OSError as error:
        if error.errno != errno.EXDEV:  # another file system, which a rename cannot reach
            raise
        part = folder / f".{path.name}.part"
        shutil.copyfile(path, part)
        _sync(part)
        part.replace(folder / path.name)
        path.unlink()
    _sync(folder)


def _sync(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
