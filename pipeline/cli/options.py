"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

HomeOption = Annotated[
    Path | None,
    typer.Option(
        "--home", metavar="DIR", envvar="WARTA_HOME", help="Folder that holds everything; data/ by default."
    ),
]

WithholdOption = Annotated[
    list[str] | None,
    typer.Option("--withhold", metavar="BATCH", help="Leave this batch out. Can be given several times."),
]

ContactOption = Annotated[
    str | None,
    typer.Option(
        "--contact",
        metavar="MAIL_OR_URL",
        envvar="WARTA_CONTACT",
        help="How a site's owner reaches you; stands in the user agent of each request.",
    ),
]

AllowHostOption = Annotated[
    list[str] | None,
    typer.Option(
        "--allow-host",
        metavar="HOST",
        help="A host that may be reached although it is not public. Can be given several times.",
    ),
]
