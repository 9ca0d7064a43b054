"""Web processes on a core of their own, and the load that is put on them."""

import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from tests.benchmarks.surroundings import ROOT, VAR

CORES = sorted(os.sched_getaffinity(0))
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
CONNECTIONS = 4
START = 120  # seconds until a server must answer
_RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


class Server:
    """Gunicorn as it is deployed, but one web process, on one core.

    `environment` says settings and database.
    """

    def __init__(
        self, application: str, environment: dict[str, str], port: int
    ) -> None:
        self.application = application
        self.environment = environment
        self.url = f"http://127.0.0.1:{port}"
        self.log = VAR / f"server-{port}.log"

    def __enter__(self) -> Self:
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  # our own program
                [
                    *(sys.executable, "-m", "gunicorn", self.application),
                    *("--config", "deploy/gunicorn.conf.py", "--workers", "1"),
                    # Not recycled while it is measured.
                    *("--max-requests", "0", "--max-requests-jitter", "0"),
                    *("--bind", urlsplit(self.url).netloc, "--log-level", "warning"),
                ],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        os.sched_setaffinity(self._process.pid, {SERVER_CORE})
        try:
            self._wait()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(timeout=20)

    @property
    def worker(self) -> int:
        """The process id of the one web process."""
        pid = self._process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return int(children[0])

    @property
    def processor_seconds(self) -> float:
        """The time that the web process has had a core for itself so far."""
        stat = Path(f"/proc/{self.worker}/stat").read_text().rpartition(")")[2].split()
        return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")

    def _wait(self) -> None:
        until = time.monotonic() + START
        address = urlsplit(self.url)
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            try:
                socket.create_connection((address.hostname, address.port), 5).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        written = self.log.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise RuntimeError(f"{self.application} does not answer:\n{written}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def get(url: str) -> bytes:
    """The body of an answer that must be 200."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(address.netloc, timeout=60)
    try:
        connection.request("GET", address.path or "/")
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != 200:
        raise RuntimeError(f"{url} answered {answer.status}.")
    return body


def requests_per_second(url: str, seconds: int) -> float:
    """What a server answers under a few connections that never pause."""
    get(url)
    if shutil.which("wrk"):
        return _by_wrk(url, seconds)
    return _by_threads(url, seconds)


def _by_wrk(url: str, seconds: int) -> float:
    process = subprocess.Popen(  # noqa: S603
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", url],  # noqa: S607
        stdout=subprocess.PIPE,
        text=True,
    )
    os.sched_setaffinity(process.pid, {LOAD_CORE})
    printed, _ = process.communicate(timeout=seconds + 60)
    rate = _RATE.search(printed)
    if process.returncode or rate is None or "Non-2xx" in printed:
        raise RuntimeError(f"wrk on {url}:\n{printed}")
    return float(rate[1])


def _by_threads(url: str, seconds: int) -> float:
    """The same where wrk is not installed; too slow for a bare view's full rate."""
    address = urlsplit(url)
    counts = [0] * CONNECTIONS
    until = time.perf_counter() + seconds

    def load(number: int) -> None:
        connection = http.client.HTTPConnection(address.netloc, timeout=60)
        while time.perf_counter() < until:
            connection.request("GET", address.path)
            answer = connection.getresponse()
            answer.read()
            counts[number] += answer.status == 200
        connection.close()

    threads = [threading.Thread(target=load, args=(n,)) for n in range(CONNECTIONS)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=seconds + 60)
    return sum(counts) / (time.perf_counter() - started)
