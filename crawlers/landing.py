"""Land files: text, HTML and WARC files enter by the same door as a crawl, as WARC files."""

import hashlib
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from crawlers.landed_index import LandedIndex
from crawlers.resource_writer import Resource, ResourceWriter
from crawlers.warc import WARC_NAME, Torn, WarcFile
from news.errors import InputError
from news.place import is_local, listed, put
from news.process import is_alive

_DIGEST = re.compile(r"-([0-9a-f]{12})\.warc(?:\.gz)?$")  # of the content, in the name of a landed file
_HALF_COPY = re.compile(r"\..+\.(\d+)\.open")  # of the process whose id it bears
_CONTENT_TYPES = {".txt": "text/plain", ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html"}


@dataclass(frozen=True, slots=True)
class Document:
    """A file that becomes one `resource` record."""

    path: Path
    target_uri: str
    warc_date: datetime
    content_type: str


@dataclass(slots=True)
class Landed:
    """What a landing did: names of new WARC files, and what was passed over, with the reason."""

    warc_files: list[str] = field(default_factory=list)
    documents: int = 0
    already: int = 0
    skipped: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    torn: list[Torn] = field(default_factory=list)


def documents_in(
    paths: Sequence[Path], captured: datetime | None = None
) -> tuple[list[Document], list[Path], list[str]]:
    """Sort what the user named into documents, WARC files and lines about what cannot be landed.

    Args:
        paths: files, and folders that are walked.
        captured: the capture date of the documents; the time each file was last changed where None.

    Raises:
        InputError: a path does not exist.
    """
    documents: dict[str, Document] = {}
    warcs: list[Path] = []
    skipped: list[str] = []
    for path, named in _files_below(paths):
        content_type = _CONTENT_TYPES.get(path.suffix.lower())
        if WARC_NAME.search(path.name):
            warcs.append(path)
        elif content_type or named:
            made = _document(path, content_type or "text/plain", captured)
            if made.target_uri in documents:
                skipped.append(f"{path}: named twice; landed once")
            documents[made.target_uri] = made
        else:
            skipped.append(
                f"{path}: skipped; expected .txt, .html, .warc or .warc.gz. Name the file itself to land it."
            )
    return list(documents.values()), warcs, skipped


def land_documents(
    documents: Iterable[Document],
    landing: Path,
    prefix: str,
    on_landed: Callable[[int], None] | None = None,
    index: Path | None = None,
) -> Landed:
    """Write each document that the landing area does not hold yet as a WARC `resource` record.

    A document is known by its URI, its capture date and its content: landed again it is passed over.
    Each WARC file is written under a name that readers ignore and renamed when it is complete.

    Args:
        documents: what to land.
        landing: the landing area, made when it is missing.
        prefix: how the names of the WARC files begin.
        on_landed: told the number of documents done so far.
        index: where it is kept which records have landed, so that earlier files are not read again; None
            reads them all.

    Raises:
        InputError: the landing area cannot be written.
    """
    landed = Landed()
    with (
        LandedIndex(index, closed_warcs(_writable(landing)), prefix) as known,
        ResourceWriter(landing, prefix, known.note) as writer,
    ):
        for number, document in enumerate(documents, 1):
            _land(document, known, writer, landed)
            if on_landed:
                on_landed(number)
    landed.warc_files = writer.closed
    return landed


def _land(document: Document, known: LandedIndex, writer: ResourceWriter, landed: Landed) -> None:
    try:
        resource = _read(document)
    except InputError as error:
        landed.refused.append(str(error))
        return
    if known.add(resource.record_id):
        writer.write(resource)
        landed.documents += 1
    else:
        landed.already += 1


def land_warcs(paths: Sequence[Path], landing: Path) -> Landed:
    """Copy WARC files of anybody's making into the landing area, byte for byte, each content once.

    Raises:
        InputError: the landing area cannot be written.
    """
    landed = Landed()
    _sweep(_writable(landing))
    names = {path.name for path in closed_warcs(landing)}
    known = {found[1] for name in names if (found := _DIGEST.search(name))}
    for path in paths:
        try:
            name, digest = _landed_name(path)
        except InputError as error:
            landed.refused.append(str(error))
            continue
        if digest in known or (path.name in names and path.parent == landing):
            landed.already += 1
        elif _land_warc(path, landing / name, landed):
            known.add(digest)
    return landed


def _land_warc(path: Path, target: Path, landed: Landed) -> bool:
    warc = WarcFile(path)
    captures = sum(1 for _ in warc)
    if not captures:
        landed.refused.append(_no_warc(warc))
        return False
    landed.torn += [warc.torn] if warc.torn else []
    landed.documents += captures
    landed.warc_files.append(target.name)
    _copy_in(path, target)
    return True


def closed_warcs(landing: Path) -> list[Path]:
    """Return the closed WARC files of the landing area, by name; none where there is no such folder.

    Raises:
        InputError: the landing area is not a folder that can be read.
    """
    try:
        found = listed(landing)
    except OSError as error:
        raise InputError(
            f"{landing}: cannot be read ({error.strerror or error}); expected a folder of WARC files. "
            "Mend its permissions or choose another home with --home."
        ) from error
    closed = (path for path in found if WARC_NAME.search(path.name) and not path.name.startswith("."))
    return sorted(closed, key=lambda path: path.name)


def _files_below(paths: Sequence[Path]) -> Iterator[tuple[Path, bool]]:
    for path in paths:
        if path.is_dir():
            inside = (
                one for one in sorted(path.rglob("*")) if one.is_file() and not one.name.startswith(".")
            )
            yield from ((one, False) for one in inside)
        elif path.exists():
            yield path, True
        else:
            raise InputError(
                f"{path}: no such file or folder; expected text, HTML or WARC files, or a folder of them"
            )


def _document(path: Path, content_type: str, captured: datetime | None) -> Document:
    absolute = path.absolute()
    changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    return Document(path, absolute.as_uri(), captured or changed, content_type)


def _read(document: Document) -> Resource:
    try:
        payload = document.path.read_bytes()
    except OSError as error:
        raise _unreadable(document.path, error) from error
    return Resource(document.target_uri, document.warc_date, document.content_type, payload)


def _writable(landing: Path) -> Path:
    if not is_local(landing):
        return landing  # its driver says what it refuses
    try:
        landing.mkdir(parents=True, exist_ok=True)
        probe = landing / f".writable-{os.getpid()}"
        probe.touch()
        probe.unlink()
    except (FileExistsError, NotADirectoryError) as error:
        raise InputError(
            f"{landing}: the landing area cannot be written; expected a folder, found a file. "
            "Move it away or choose another home with --home."
        ) from error
    except OSError as error:
        raise InputError(
            f"{landing}: the landing area cannot be written ({error.strerror}). "
            "Mend its permissions, free some space, or choose another home with --home."
        ) from error
    return landing


def _landed_name(path: Path) -> tuple[str, str]:
    try:
        with path.open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()[:12]
    except OSError as error:
        raise _unreadable(path, error) from error
    stem, suffix = re.fullmatch(r"(.*?)(\.warc(?:\.gz)?)", path.name).groups()  # type: ignore[union-attr]
    return f"{stem}-{digest}{suffix}", digest


def _unreadable(path: Path, error: OSError) -> InputError:
    return InputError(f"{path}: cannot be read ({error.strerror}). Mend its permissions and land it again.")


def _no_warc(warc: WarcFile) -> str:
    broken = f", which breaks off at byte {warc.torn.offset:,}" if warc.torn else ""
    return (
        f"{warc.path}: not landed; no response or resource record found, expected a WARC file "
        f"(ISO 28500){broken}. Fetch or copy it again."
    )


def _copy_in(path: Path, target: Path) -> None:
    if not is_local(target):
        put(path, target.parent, target.name)
        return
    hidden = target.with_name(f".{target.name}.{os.getpid()}.open")
    shutil.copyfile(path, hidden)
    with hidden.open("rb") as stream:
        os.fsync(stream.fileno())
    hidden.replace(target)


def _sweep(landing: Path) -> None:
    """Take away the half copies of landings that were killed."""
    for hidden in listed(landing):
        found = _HALF_COPY.fullmatch(hidden.name)
        if found and not is_alive(int(found[1])):
            hidden.unlink(missing_ok=True)
