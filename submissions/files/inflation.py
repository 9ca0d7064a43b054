"""Expanding packed data a piece at a time: a bomb costs no memory, and who counts the
pieces may stop."""

import zlib
from collections.abc import Iterator

_PIECE = 1024 * 1024
# What is not consumed is copied each time.
_FED = 64 * 1024


def pieces(data: memoryview, *, window: int = zlib.MAX_WBITS) -> Iterator[bytes]:
    """The expanded data; raises zlib.error where it is broken."""
    inflator = zlib.decompressobj(window)
    for start in range(0, len(data), _FED):
        waiting: bytes | memoryview = data[start : start + _FED]
        while True:
            piece = inflator.decompress(waiting, _PIECE)
            waiting = inflator.unconsumed_tail
            if piece:
                yield piece
            if inflator.eof:
                return
            if not waiting and len(piece) < _PIECE:
                break
