"""`make demo` from nothing to its home page; downloads and installs apart."""

import os
import signal
import subprocess
import tempfile
import time
from urllib.error import URLError
from urllib.request import urlopen

from tests.benchmarks.servers import free_port
from tests.benchmarks.surroundings import ENVIRONMENT, ROOT
from tests.benchmarks.table import Row, report

BAR = 90
LONGEST = 600  # seconds until it is given up


def main() -> None:
    port = free_port()
    environment = {
        name: value
        for name, value in ENVIRONMENT.items()
        # The demo is that of a fresh clone: SQLite, and no further records.
        if name not in {"DATABASE_URL", "DATA", "SEARCH", "DJANGO_SETTINGS_MODULE"}
    }
    with tempfile.TemporaryDirectory() as folder:
        environment |= {"PORT": str(port), "VAR": folder}
        started = time.perf_counter()
        process = subprocess.Popen(
            ["make", "demo"],  # noqa: S607  # the target that the README names
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            # A group of its own, which is stopped as Ctrl-C stops it.
            start_new_session=True,
        )
        try:
            _wait(process, f"http://localhost:{port}/", started + LONGEST)
            taken = time.perf_counter() - started
        finally:
            _stop(process)
    report([_row(taken)])


def _wait(process: subprocess.Popen[bytes], url: str, until: float) -> None:
    while time.perf_counter() < until:
        if process.poll() is not None:
            raise RuntimeError(f"make demo ended with {process.returncode}.")
        try:
            with urlopen(url, timeout=30):
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)
    raise TimeoutError(f"make demo did not answer within {LONGEST} s.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            os.killpg(process.pid, number)
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                continue


def _row(seconds: float) -> Row:
    return Row(
        work="make demo from nothing to its home page",
        ours=seconds,
        baseline=None,
        unit="s",
        ratio=None,
        bar=f"≤ {BAR} s",
        is_met=seconds <= BAR,
        note="downloads and installs apart",
    )


if __name__ == "__main__":
    main()
