"""The landing area: where closed files go, on a local disk or on any file system that fsspec knows."""

import errno
import os
import shutil
from pathlib import Path

from news.place import is_local, make_folder, place, put


class LandingArea:
    """A folder, or an fsspec URL such as `s3://bucket/landing`."""

    def __init__(self, where: str | Path, part: str = ""):
        """Name the area; `part` is a folder in it.

        Raises:
            InputError: the URL has a scheme that fsspec does not know here.
        """
        area = place(where) if isinstance(where, str) else where
        self._folder = area / part if part else area

    def take(self, path: Path) -> None:
        """Move a complete local file here under its own name, so that it is seen whole or not at all.

        Calling it again for a file that already arrived changes nothing.
        """
        if is_local(self._folder):
            _move(path, self._folder)
        else:
            put(path, self._folder)
            path.unlink()


def _move(path: Path, folder: Path) -> None:
    make_folder(folder)
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
