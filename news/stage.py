"""A stage: a pure function over an article table that keeps every row."""

from collections.abc import Callable

import pyarrow as pa

Stage = Callable[[pa.Table], pa.Table]
"""Fills columns or sets `rejection`; same rows, same order, no memory of other calls."""
