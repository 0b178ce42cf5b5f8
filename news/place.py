"""Folders and files on a local disk, or behind a URL that fsspec knows, such as `s3://bucket/landing`.

A local place is a plain `pathlib.Path`, with nothing between. A remote one is a `upath.UPath`, which has the
methods of a path, so both are typed as one; a file that is put there is seen whole or not at all.
"""

import errno
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from news.errors import InputError


def place(where: str | Path) -> Path:
    """Return the folder or file that a path or an fsspec URL names.

    >>> place("file:///srv/landing")
    PosixPath('/srv/landing')
    >>> place("memory://kabar/landing").name
    'landing'

    Raises:
        InputError: the URL is of a file system that is not known here, or carries a password, which logs and
            Airflow's tables would show.
    """
    parts = urlsplit(str(where))
    if "://" in str(where) and "@" in parts.netloc and ":" in parts.netloc.rpartition("@")[0]:
        remedy = "Give it to the driver: in its own settings, or as FSSPEC_<PROTOCOL>_PASSWORD."
        raise InputError(f"{parts.scheme}://…@{parts.hostname}: expected a URL without a password. {remedy}")
    if parts.scheme == "file":
        return Path(parts.path)
    if "://" not in str(where):
        return Path(where).expanduser().absolute()
    return _remote(str(where))


def is_local(one: Path) -> bool:
    """Return whether a folder or a file is on a disk of this machine."""
    return isinstance(one, Path)


def listed(folder: Path) -> list[Path]:
    """Return what lies in a folder; nothing where there is no such folder.

    Raises:
        OSError: it cannot be read, or is no folder.
    """
    try:
        if is_local(folder):
            return list(folder.iterdir())
        with _os_errors():
            names = [name.rstrip("/") for name in _file_system(folder).ls(_key(folder), detail=False)]
    except FileNotFoundError:
        return []
    return [folder / name.rpartition("/")[2] for name in names if name != _key(folder).rstrip("/")]


def last_touched(one: Path) -> float:
    """Return when a file or a folder was last written to, in seconds since 1970.

    An object store keeps no time of a folder: there it is that of its newest file.
    """
    if is_local(one) or one.is_file():
        return one.stat().st_mtime
    return max((file.stat().st_mtime for file in one.rglob("*") if file.is_file()), default=time.time())


@contextmanager
def local_copy(file: Path) -> Iterator[Path]:
    """Yield a file as one on a local disk: itself, or a copy that is gone afterwards.

    Raises:
        OSError: it cannot be read.
    """
    if is_local(file):
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="warta-") as folder:
        copy = Path(folder) / file.name
        with _os_errors():
            _file_system(file).get_file(_key(file), str(copy))
        yield copy


def put(file: Path, folder: Path, name: str | None = None) -> None:
    """Copy a complete local file into a remote folder in one go, under its own name or another.

    Raises:
        OSError: it cannot be written.
    """
    with _os_errors():
        make_folder(folder)
        _file_system(folder).put_file(str(file), _key(folder / (name or file.name)))


def make_folder(folder: Path) -> None:
    """Make a folder where there is none; an object store has none to make."""
    if is_local(folder):
        folder.mkdir(parents=True, exist_ok=True)
    else:
        _file_system(folder).makedirs(_key(folder), exist_ok=True)


def remove_folder(folder: Path) -> None:
    """Take a folder away with all that is in it; nothing where it is gone already."""
    if is_local(folder):
        shutil.rmtree(folder, ignore_errors=True)
    elif folder.exists():
        _file_system(folder).rm(_key(folder), recursive=True)


def _remote(url: str) -> Path:
    import fsspec  # noqa: PLC0415 - costs a tenth of a second, which no local home pays
    from upath import UPath  # noqa: PLC0415

    try:
        fsspec.get_filesystem_class(urlsplit(url).scheme)
        # Without a memory of listings: another process may have added to the folder since.
        return cast("Path", UPath(url, use_listings_cache=False))
    except (ValueError, ImportError) as error:
        remedy = "Give a folder, or install the driver of this file system."
        raise InputError(f"{url}: {error}. {remedy}") from None


@contextmanager
def _os_errors() -> Iterator[None]:
    try:
        yield
    except OSError:
        raise
    except Exception as error:  # each driver has its own
        raise OSError(errno.EIO, f"{type(error).__name__}: {error}") from error


def _file_system(remote: Path) -> Any:
    return cast("Any", remote).fs


def _key(remote: Path) -> str:
    return str(cast("Any", remote).path)
