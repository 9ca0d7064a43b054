"""Part of a file, for a download that broke off (RFC 9110, 14)."""

import re
from typing import IO, Any

# One range; of several, the whole file is the answer, as the RFC allows.
_RANGE = re.compile(r"bytes=\s*(\d{0,18})-(\d{0,18})\s*", re.ASCII)


class RangeNotSatisfiableError(ValueError):
    """The file ends before what was asked for begins."""


def asked_part(header: str, size: int) -> range | None:
    """The bytes that a Range header asks for; None stands for the whole file."""
    asked = _RANGE.fullmatch(header)
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        part = range(max(size - int(last), 0), size)
    else:
        if last and int(last) < int(first):
            return None  # no range at all, so it is as if it had not been sent
        part = range(int(first), min(int(last) + 1, size) if last else size)
    if not part:
        raise RangeNotSatisfiableError
    return part


class FilePart:
    """An open file of which only a part is read; closed with it."""

    def __init__(self, file: IO[Any], part: range) -> None:
        self._file = file
        self._left = len(part)
        file.seek(part.start)

    def read(self, size: int = -1) -> bytes:
        wanted = self._left if size < 0 else min(size, self._left)
        piece: bytes = self._file.read(wanted)
        self._left -= len(piece)
        return piece

    def close(self) -> None:
        self._file.close()
