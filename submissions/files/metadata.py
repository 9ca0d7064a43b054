"""Leaving out of a picture's file whatever is not the picture: place, time, owner and
make of the camera, remarks, small films behind the end."""

import re
import struct
import zlib
from collections.abc import Iterator

_STUFFED = 0x00
_START, _END, _SCAN = 0xD8, 0xD9, 0xDA
# Within a scan a stuffed 0xFF is data, and restarts belong to it.
_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7]", re.DOTALL)
_APPLICATIONS = range(0xE0, 0xF0)
_COMMENT = 0xFE
# How colours are meant: density, profile, Adobe's way of storing them.
_KEPT_APPLICATIONS = (
    (0xE0, b"JFIF\0"),
    (0xE2, b"ICC_PROFILE\0"),
    (0xEE, b"Adobe"),
)

_PNG = b"\x89PNG\r\n\x1a\n"
_KEPT_CHUNKS = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split()
)


class BrokenPictureError(ValueError):
    """The file ends or contradicts itself before the picture is complete."""


def stripped_jpeg(content: bytes) -> bytes:
    """The same picture, bit for bit, in a file that says nothing else."""
    return content[:2] + b"".join(
        segment for segment in _segments(content) if not _is_chatter(segment)
    )


def _is_chatter(segment: bytes) -> bool:
    marker = segment[1]
    if marker in _APPLICATIONS:
        return not any(
            marker == kept and segment[4:].startswith(name)
            for kept, name in _KEPT_APPLICATIONS
        )
    return marker == _COMMENT


def _segments(content: bytes) -> Iterator[bytes]:
    """Everything between the start of the picture and its end, the end included."""
    at = 2
    while True:
        while content[at : at + 2] == b"\xff\xff":  # a segment may be padded
            at += 1
        if at + 4 > len(content) + 2 or content[at : at + 1] != b"\xff":
            raise BrokenPictureError
        marker = content[at + 1] if at + 1 < len(content) else _STUFFED
        if marker == _END:
            yield content[at : at + 2]
            return
        end = _end_of(content, at, marker)
        yield content[at:end]
        at = end


def _end_of(content: bytes, at: int, marker: int) -> int:
    if len(content) < at + 4:
        raise BrokenPictureError
    length: int = struct.unpack_from(">H", content, at + 2)[0]
    end = at + 2 + length
    if marker != _SCAN:
        return end
    following = _MARKER.search(content, end)
    if following is None:
        raise BrokenPictureError
    return following.start()


def stripped_png(content: bytes) -> bytes:
    """The same picture with the chunks that draw it, and no other."""
    kept = [_PNG]
    at = len(_PNG)
    while True:
        if len(content) < at + 12:
            raise BrokenPictureError
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content) or _checksum(content, at, end) != content[end - 4 : end]:
            raise BrokenPictureError
        if name in _KEPT_CHUNKS:
            kept.append(content[at:end])
        if name == b"IEND":
            return b"".join(kept)
        at = end


def _checksum(content: bytes, at: int, end: int) -> bytes:
    return struct.pack(">I", zlib.crc32(memoryview(content)[at + 4 : end - 4]))
