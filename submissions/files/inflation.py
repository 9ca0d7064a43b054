"""Expanding compressed data only as far as one is prepared to go."""

import zlib
from collections.abc import Iterator

_PIECE = 1024 * 1024


class TooMuchError(ValueError):
    """The data expands beyond what was allowed."""


def inflated(data: memoryview, most: int, *, window: int = zlib.MAX_WBITS) -> int:
    """How many bytes the deflated data expands to; raises TooMuchError and zlib.error.

    Nothing is kept: a bomb costs the time of its first `most` bytes and a piece of
    memory.
    """
    size = 0
    for piece in pieces(data, window=window):
        size += len(piece)
        if size > most:
            raise TooMuchError
    return size


def pieces(data: memoryview, *, window: int = zlib.MAX_WBITS) -> Iterator[bytes]:
    """The expanded data, a bounded piece at a time."""
    inflator = zlib.decompressobj(window)
    waiting: bytes | memoryview = data
    while not inflator.eof:
        piece = inflator.decompress(waiting, _PIECE)
        waiting = inflator.unconsumed_tail
        if not piece and not waiting:
            return
        yield piece
