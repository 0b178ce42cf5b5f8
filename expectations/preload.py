"""Imports Great Expectations ahead of time: five seconds that a process forked later need not take."""

import os
import warnings

os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")  # it would call home
with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of its own dependencies, which nobody here can mend
    import great_expectations  # noqa: F401
