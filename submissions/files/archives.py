"""Office documents are archives: opened no further than a counter needs, so that none
expands into a bomb on the way.

The directory of an archive may lie, so every member is really expanded, in pieces.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext

from submissions.files.inflation import pieces
from submissions.files.refusals import PaperRefusedError

MEGABYTE = 1024 * 1024
MOST_MEMBERS = 2_000
MOST_EXPANDED = 200 * MEGABYTE
# Text packs well; what packs better than this, and is large, is nothing anyone wrote.
HIGHEST_RATIO = 100
RATIO_COUNTS_FROM = 10 * MEGABYTE
# A chart carries its table, one archive in another. Deeper, nothing is expected.
DEEPEST = 1

_IS_ENCRYPTED = 0x1
_LOCAL_HEADER = struct.Struct("<4s22xHH")
_ARCHIVE = b"PK\x03\x04"
# A document type, by which a few bytes of XML grow without end.
_DECLARATIONS = (b"<!doctype", b"<!entity")


class _BombError(ValueError):
    """More than is opened here."""


def require_harmless_archive(name: str, stream: BinaryIO) -> None:
    """Raises PaperRefusedError for an archive that is damaged, locked or a bomb."""
    stream.seek(0)
    content = stream.read()
    stream.seek(0)
    try:
        _measure(content, budget=_Budget(len(content)), depth=0)
    except _BombError as bomb:
        message = gettext(
            "“%(name)s” unpacks into far more than a document holds. Save it as PDF and"
            " choose that file."
        )
        raise PaperRefusedError("bomb", message % {"name": name}) from bomb
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError, struct.error) as error:
        message = gettext(
            "“%(name)s” is damaged or protected by a password. Open it, save it anew"
            " without a password and choose it again."
        )
        raise PaperRefusedError("damaged", message % {"name": name}) from error


class _Budget:
    """What all archives of one file together may expand to."""

    def __init__(self, packed: int) -> None:
        self._packed = packed
        self._members = 0
        self._expanded = 0

    def count_members(self, count: int) -> None:
        self._members += count
        if self._members > MOST_MEMBERS:
            raise _BombError

    def count_bytes(self, count: int) -> None:
        self._expanded += count
        is_dense = self._expanded > HIGHEST_RATIO * self._packed
        if self._expanded > MOST_EXPANDED or (
            is_dense and self._expanded > RATIO_COUNTS_FROM
        ):
            raise _BombError


def _measure(content: bytes, *, budget: _Budget, depth: int) -> None:
    if depth > DEEPEST:
        raise _BombError
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = sorted(archive.infolist(), key=lambda member: member.header_offset)
    budget.count_members(len(members))
    end = 0
    for member in members:
        # Members that share their bytes expand them many times over.
        if member.header_offset < end:
            raise _BombError
        packed, end = _packed(content, member)
        _measure_member(member, packed, budget, depth)


def _packed(content: bytes, member: zipfile.ZipInfo) -> tuple[memoryview, int]:
    """The member as it stands in the file, and where it ends."""
    start = member.header_offset
    magic, name_length, extra_length = _LOCAL_HEADER.unpack_from(content, start)
    begin = start + _LOCAL_HEADER.size + name_length + extra_length
    end = begin + member.compress_size
    if magic != _ARCHIVE or end > len(content) or member.flag_bits & _IS_ENCRYPTED:
        message = "no readable member"
        raise zipfile.BadZipFile(message)
    return memoryview(content)[begin:end], end


def _measure_member(
    member: zipfile.ZipInfo, packed: memoryview, budget: _Budget, depth: int
) -> None:
    size, head, inner = 0, b"", bytearray()
    for piece in _expanded(member, packed):
        size += len(piece)
        budget.count_bytes(len(piece))
        head = head or bytes(piece[:4096])
        if head.startswith(_ARCHIVE):
            inner += piece
    if size != member.file_size:
        raise _BombError
    # UTF-16 puts a NUL between letters.
    if any(word in head.replace(b"\0", b"").lower() for word in _DECLARATIONS):
        raise _BombError
    if inner:
        _measure(bytes(inner), budget=budget, depth=depth + 1)


def _expanded(
    member: zipfile.ZipInfo, packed: memoryview
) -> Iterator[bytes | memoryview]:
    if member.compress_type == zipfile.ZIP_STORED:
        yield packed
    elif member.compress_type == zipfile.ZIP_DEFLATED:
        yield from pieces(packed, window=-zlib.MAX_WBITS)
    else:
        message = "packed as no office document is"
        raise zipfile.BadZipFile(message)
