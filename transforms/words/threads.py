"""Runs compiled loops over slices on every processor, results in the order of the slices."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

_Given = TypeVar("_Given")
_Found = TypeVar("_Found")

_most: list[int] = []


def in_threads(function: Callable[[_Given], _Found], values: Sequence[_Given]) -> list[_Found]:
    """Return what `function` makes of each value; it pays where `function` leaves the interpreter lock.

    >>> in_threads(len, ["satu", "dua"])
    [4, 3]
    """
    return list(each_in_threads(function, values))


def each_in_threads(function: Callable[[_Given], _Found], values: Sequence[_Given]) -> Iterator[_Found]:
    """Yield what `function` makes of each value, in their order, and keep none of it."""
    workers = min(len(values), _processors())
    if workers < 2:
        yield from map(function, values)
        return
    with ThreadPoolExecutor(workers) as threads:
        yield from threads.map(function, values)


def limit_threads(most: int) -> None:
    """Use at most so many threads in this process, one of several that share the processors."""
    _most[:] = [most]


def _processors() -> int:
    """Return how many processors this process may use, which in a container is fewer than there are."""
    if _most:
        return _most[0]
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
