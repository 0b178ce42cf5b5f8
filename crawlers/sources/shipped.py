"""Where the source files that come with Warta lie."""

from pathlib import Path

SHIPPED = Path(__file__).parent / "sites"
