"""How the command speaks: colour on terminals only, progress on standard error, one line an error."""

import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console, ConsoleOptions, RenderableType
from rich.measure import Measurement
from rich.segment import Segment
from rich.table import Table

from news.errors import AuditFailed, Busy, InputError, StaleCandidate, WartaError
from news.place import is_local

EXIT_CODES = {InputError: 2, AuditFailed: 3, Busy: 75, StaleCandidate: 75}
"""What a script can tell failures apart by; 75 (EX_TEMPFAIL of sysexits.h) means: try again later."""

_WIDEST = 400  # columns of a table

_CONTROLS = dict.fromkeys([*(code for code in range(32) if chr(code) not in "\n\t"), *range(127, 160)])


class Screen(Console):
    """A console that no text can steer: a page's escape sequences would move the cursor or set the title."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """Yield what is shown, without the control characters (C0, C1) that stand in texts."""
        for text, style, control in super().render(renderable, options):
            yield Segment(text if control else text.translate(_CONTROLS), style, control)


said = Screen(stderr=True, highlight=False, soft_wrap=True)
"""Progress, notes and errors."""

shown = Screen(highlight=False, soft_wrap=True)
"""What was asked for."""


@contextmanager
def errors() -> Iterator[None]:
    """Turn what went wrong into one line and an exit code; a bug keeps its traceback."""
    try:
        yield
    except WartaError as error:
        said.print("[bold red]error:[/]", _plain(str(error)))
        sys.exit(EXIT_CODES.get(type(error), 1))
    except (KeyboardInterrupt, SystemExit) as ended:
        code = 130 if isinstance(ended, KeyboardInterrupt) else ended.code
        if code == 130:  # Ctrl-C, which typer turns into an exit
            said.print("stopped; what was published stays, run again to go on")
        sys.exit(code)
    except BrokenPipeError:  # `warta query … | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


def note(text: str) -> None:
    """Say something the user should know, on standard error."""
    said.print("[yellow]note:[/]", _plain(text))


def show_whole(table: Table) -> None:
    """Show a table as wide as it needs: a heading cut to the terminal's width says nothing."""
    needed = Measurement.get(shown, shown.options.update(width=_WIDEST), table).maximum
    Screen(file=shown.file, highlight=False, width=max(shown.width, needed)).print(table)


def command() -> str:
    """Return how the user can call this command again from where they are."""
    called = Path(sys.argv[0])
    found = shutil.which("warta")
    if found and Path(found).resolve() == called.resolve():
        return "warta"
    return os.path.relpath(called) if called.name == "warta" else "warta"


def many(count: int, noun: str) -> str:
    """Return a count with its noun.

    >>> many(1, "file"), many(1200, "capture")
    ('1 file', '1,200 captures')
    """
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def short(path: Path) -> str:
    """Return a path below this folder as the user would type it, any other whole."""
    inside = is_local(path) and path.is_relative_to(Path.cwd())
    return str(path.relative_to(Path.cwd()) if inside else path)


def _plain(text: str) -> str:
    return text.replace("[", r"\[")
