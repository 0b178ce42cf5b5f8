"""The spider: one source, one run, one process; every response on disk before it counts as seen."""
