"""Marks the loops that are compiled, in one place and with their types kept.

numba, because these loops walk along bytes and sorted hashes with a state, which numpy can only do by
building arrays several times as large as the texts. Compiled code is kept beside the source, or in the
user's cache where that cannot be written, or not at all. numba looks at the function's own file alone:
after editing a function that others call, delete their `__pycache__`.
"""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

_Loop = TypeVar("_Loop", bound=Callable[..., object])


def compiled(loop: _Loop) -> _Loop:
    """Compile `loop` when it is first called, to run without the interpreter lock.

    >>> compiled(lambda number: number + 1)(1)
    2
    """
    try:
        return cast(_Loop, njit(nogil=True, cache=True)(loop))
    except RuntimeError:  # no folder can be written to keep it in
        return cast(_Loop, njit(nogil=True)(loop))
