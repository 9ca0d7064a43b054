"""The demo, loaded and served by processes of its own, as `make demo` does it."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parents[2]
# The demo keeps to itself: its own database, its own search.
NOT_INHERITED = {
    "ELASTICSEARCH_URL",
    "DATABASE_URL",
    "DJANGO_ALLOW_ASYNC_UNSAFE",
}
PATIENCE = 60  # seconds for a server to answer on a busy machine


class DemoServer:
    """Web processes and the worker over the data folder `var`, on a free port.

    What the demo lacks in `var` is loaded first; what is there stays.
    """

    def __init__(self, var: Path) -> None:
        self.var = var
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        self._processes: list[subprocess.Popen[bytes]] = []

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value
            for name, value in os.environ.items()  # noqa: TID251
            if name not in NOT_INHERITED
        }
        return {
            **inherited,
            "DJANGO_SETTINGS_MODULE": "portal.settings.dev",
            "BASE_URL": self.url,
            "VAR": str(self.var),
        }

    def __enter__(self) -> Self:
        self.var.mkdir(parents=True, exist_ok=True)
        self.manage("demo", "--quiet")
        gunicorn = ["-m", "gunicorn", "--config", "deploy/gunicorn.conf.py"]
        self._start(*gunicorn, "--bind", f"127.0.0.1:{self.port}", "portal.wsgi")
        self._start("manage.py", "work")
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
        for process in self._processes:
            process.send_signal(signal.SIGTERM)
        for process in self._processes:
            process.wait(timeout=PATIENCE)

    def manage(self, *arguments: str) -> str:
        """One verb of manage.py over the same data; what it printed."""
        done = subprocess.run(  # noqa: S603  # our own verbs
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout

    @property
    def log(self) -> str:
        """What the processes wrote, for the report of a failure."""
        return (self.var / "server.log").read_text(encoding="utf-8")

    def _start(self, *arguments: str) -> None:
        with (self.var / "server.log").open("ab") as log:
            process = subprocess.Popen(  # noqa: S603  # our own programs
                [sys.executable, *arguments],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        self._processes.append(process)

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.url}/healthz", timeout=5):
                    return
            except OSError:
                time.sleep(0.2)
        message = f"The demo does not answer on {self.url}:\n{self.log[-4000:]}"
        raise TimeoutError(message)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
