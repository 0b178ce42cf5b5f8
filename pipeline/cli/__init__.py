"""The `warta` command."""

import sys

from pipeline.cli.app import app
from pipeline.cli.terminal import errors

__all__ = ["main"]


def main() -> None:
    """Run the command line; a failure is one line on standard error and an exit code that tells its kind."""
    with errors():
        app()
    sys.exit(0)
