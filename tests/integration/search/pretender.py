"""Servers that stand at Elasticsearch's address and are none, or none any more."""

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

_PRODUCT = {"X-Elastic-Product": "Elasticsearch"}


@dataclass(frozen=True)
class Answer:
    """The same to every request."""

    body: bytes
    status: int = 200
    kind: str = "application/json"
    is_elasticsearch: bool = True
    # More is promised than comes.
    missing: int = 0

    @classmethod
    def of(cls, content: object, **parts: object) -> "Answer":
        return cls(json.dumps(content).encode(), **parts)


@contextmanager
def pretending(answer: Answer) -> Iterator[str]:
    """The address of a server that answers so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.kind)
            self.send_header("Content-Length", str(len(answer.body) + answer.missing))
            for name, value in _PRODUCT.items() if answer.is_elasticsearch else ():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)
            self.close_connection = bool(answer.missing)

        do_GET = do_PUT = do_DELETE = do_HEAD = do_POST

        def log_message(self, *_arguments: object) -> None:
            """What is asked is no news."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def silence(greeting: bytes = b"") -> Iterator[str]:
    """The address of a server that takes connections, says at most a few bytes, and
    nothing else for ever."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        is_over = threading.Event()
        server.settimeout(0.05)
        held: list[socket.socket] = []

        def accept() -> None:
            while not is_over.is_set():
                try:
                    connection, _ = server.accept()
                except TimeoutError:
                    continue
                held.append(connection)
                connection.sendall(greeting)

        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            is_over.set()
            thread.join()
            for connection in held:
                connection.close()


@contextmanager
def nobody() -> Iterator[str]:
    """An address where nobody listens, and nobody begins to as long as it is held."""
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{holder.getsockname()[1]}"
