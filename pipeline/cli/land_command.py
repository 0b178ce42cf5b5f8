"""`warta land`: files enter by the same door as a crawl."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from news.errors import InputError
from news.home import Home
from pipeline.cli.options import HomeOption
from pipeline.cli.terminal import command, many, note, short, shown

if TYPE_CHECKING:
    from crawlers.landing import Landed


def land(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE|DIR…", help="Text, HTML or WARC files.")],
    captured: Annotated[
        str | None,
        typer.Option(
            "--captured",
            metavar="TIME",
            help="When the documents were captured, ISO 8601; when each file was last changed by default.",
        ),
    ] = None,
    home: HomeOption = None,
) -> None:
    """Land text, HTML or WARC files, so that the next ingest reads them.

    A folder is searched for .txt, .html, .warc and .warc.gz files. What has landed before is passed over.

    Example: warta land clippings/ CC-NEWS-20251128.warc.gz --captured 2025-11-28
    """
    from crawlers.landing import documents_in, land_warcs
    from pipeline.cli.landing import land_with_progress

    documents, warcs, skipped = documents_in(paths, _moment(captured))
    place = Home.find(home)
    landed = land_with_progress(documents, place, "files")
    from_warcs = land_warcs(warcs, place.landing)
    refused = landed.refused + from_warcs.refused
    for line in [*skipped, *map(str, from_warcs.torn), *refused]:
        note(line)
    _tell(landed, from_warcs, place)
    if refused:
        files = len(documents) + len(warcs)
        raise InputError(f"{many(len(refused), 'file')} of {files} could not be landed; see above")


def _tell(documents: "Landed", warcs: "Landed", home: Home) -> None:
    files = documents.warc_files + warcs.warc_files
    already = documents.already + warcs.already
    passed = f"; {already} landed before" if already else ""
    if not files:
        shown.print(f"Nothing new to land{passed}.")
        return
    count = documents.documents + warcs.documents
    landed = f"{many(count, 'capture')} in {many(len(files), 'WARC file')}"
    shown.print(f"Landed {landed} in {short(home.landing)}{passed}.")
    shown.print(f"Next: {command()} ingest")


def _moment(captured: str | None) -> datetime | None:
    if captured is None:
        return None
    try:
        moment = datetime.fromisoformat(captured)
    except ValueError as error:
        raise InputError(
            f"--captured {captured}: expected a date or time in ISO 8601, such as 2025-11-28 "
            "or 2025-11-28T10:00:00+07:00"
        ) from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
