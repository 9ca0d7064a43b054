"""Asking clamd about a file, in its own protocol.

The file goes to it piece by piece: the scanner may stand on another machine and reads
nothing of our disk.
"""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

PORT = 3310
# Seconds to be greeted, and for a file of the largest size to be looked through.
GREETING, SCANNING = 3, 45
_PIECE = 64 * 1024


class Readable(Protocol):
    def read(self, size: int = ..., /) -> bytes: ...


class ScannerAwayError(OSError):
    """No scanner answers at the address."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the scanner says: clean, infected by `signature`, or not able to say."""

    is_clean: bool
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Clamd:
    """The scanner at `tcp://host:port` or `unix:///path`."""

    url: str

    def ping(self) -> None:
        """Raises ScannerAwayError unless it answers."""
        with self._connected(GREETING) as connection:
            connection.sendall(b"zPING\0")
            if _answer(connection) != "PONG":
                raise ScannerAwayError

    def scan(self, stream: Readable) -> Verdict:
        """Its verdict on a file; raises ScannerAwayError."""
        with self._connected(SCANNING) as connection:
            _send(connection, stream)
            answer = _answer(connection).removeprefix("stream: ")
        signature, is_found, _rest = answer.partition(" FOUND")
        if is_found:
            return Verdict(is_clean=False, signature=signature)
        return Verdict(is_clean=answer == "OK")

    @contextmanager
    def _connected(self, patience: float) -> Iterator[socket.socket]:
        place = urlsplit(self.url)
        is_local = place.scheme == "unix"
        family = socket.AF_UNIX if is_local else socket.AF_INET
        try:
            if is_local:
                connection = socket.socket(family, socket.SOCK_STREAM)
                connection.settimeout(GREETING)
                connection.connect(place.path)
            else:
                whole = (place.hostname or "", place.port or PORT)
                connection = socket.create_connection(whole, GREETING)
            with connection:
                connection.settimeout(patience)
                yield connection
        except OSError as error:
            raise ScannerAwayError from error


def _send(connection: socket.socket, stream: Readable) -> None:
    try:
        connection.sendall(b"zINSTREAM\0")
        while piece := stream.read(_PIECE):
            connection.sendall(struct.pack(">I", len(piece)) + piece)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        return  # it hung up in the midst, and has said why


def _answer(connection: socket.socket) -> str:
    said = b""
    while not said.endswith(b"\0"):
        piece = connection.recv(4096)
        if not piece:
            raise ScannerAwayError
        said += piece
    return said.rstrip(b"\0").decode(errors="replace")
