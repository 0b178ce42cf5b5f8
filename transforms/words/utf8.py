"""Gives the bytes of an Arrow string column without copying texts one by one."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

_OFFSETS = {pa.string(): np.int32, pa.large_string(): np.int64}


@dataclass(frozen=True, slots=True)
class Texts:
    """UTF-8 texts laid end to end.

    Attributes:
        data: the bytes.
        offsets: text ``i`` is ``data[offsets[i]:offsets[i + 1]]``.
    """

    data: npt.NDArray[np.uint8]
    offsets: npt.NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.offsets) - 1


def texts_of(column: "pa.Array | pa.ChunkedArray") -> Texts:
    """Return the bytes of a string column; null counts as empty.

    Raises:
        pa.ArrowInvalid: the column does not hold strings.
    """
    if isinstance(column, pa.ChunkedArray):
        one = column.num_chunks == 1
        column = column.chunk(0) if one else column.cast(pa.large_string()).combine_chunks()
    if column.type not in _OFFSETS:
        column = column.cast(pa.large_string())
    if column.null_count:
        column = column.fill_null("")
    return _view(column)


def _view(column: pa.Array) -> Texts:
    _, offsets, data = column.buffers()
    width = _OFFSETS[column.type]
    if len(column) == 0 or data is None:
        return Texts(np.zeros(0, np.uint8), np.zeros(len(column) + 1, np.int64))
    ends = np.frombuffer(offsets, width)[column.offset : column.offset + len(column) + 1]
    return Texts(np.frombuffer(data, np.uint8), ends.astype(np.int64))
