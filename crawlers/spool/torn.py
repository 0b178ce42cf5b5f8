"""Files that a killed process left: where their last complete record ends."""

import os
import zlib
from pathlib import Path

_STEP = 1 << 20


def cut_torn_tail(path: Path) -> int:
    """Cut a file of gzip members back to its last complete member; return how many there are.

    A member counts as complete when its checksum and length hold, so a record that was half
    written never stays.
    """
    with path.open("rb+") as file:
        ends = _member_ends(file.fileno())
        file.truncate(ends[-1] if ends else 0)
        os.fsync(file.fileno())
    return len(ends)


def _member_ends(file: int) -> list[int]:
    """Return the offsets at which complete members end, in bytes from the start."""
    ends: list[int] = []
    position, rest = 0, b""
    machine = zlib.decompressobj(31)
    while True:
        piece = rest or os.pread(file, _STEP, position)
        position += 0 if rest else len(piece)
        if not piece:
            return ends
        try:
            machine.decompress(piece, _STEP)
            while machine.unconsumed_tail and not machine.eof:
                machine.decompress(machine.unconsumed_tail, _STEP)
        except zlib.error:
            return ends
        rest = machine.unused_data
        if machine.eof:
            ends.append(position - len(rest))
            machine = zlib.decompressobj(31)
