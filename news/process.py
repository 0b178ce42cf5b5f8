"""Whether a process still lives: who left a file behind, and whether it may be taken away."""

import contextlib
import os


def is_alive(process_id: int) -> bool:
    """Tell whether a process of this id exists, whoever owns it."""
    with contextlib.suppress(PermissionError):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return False
    return True
