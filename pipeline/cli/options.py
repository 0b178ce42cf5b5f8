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
