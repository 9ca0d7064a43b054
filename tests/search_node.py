"""An Elasticsearch of one's own, to be stopped, frozen and killed in a test."""

import os
import signal
import subprocess
import time
from pathlib import Path
from typing import Self

ROOT = Path(__file__).resolve().parents[1]
SCRIPT = ROOT / "deploy/services/elasticsearch.sh"


class SearchNodes:
    """Nodes of one cluster on loopback, in a folder of their own."""

    def __init__(self, folder: Path, *, count: int = 1, heap: str = "512m") -> None:
        self.folder = folder
        self._environment = {
            **os.environ,  # noqa: TID251  # the script's environment is the test's
            "ES_NODES": str(count),
            "ES_HEAP": heap,
        }
        self.hosts: tuple[str, ...] = ()

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_error: object) -> None:
        # A frozen process would not hear that it is to end.
        for number in range(1, self.count + 1):
            self.signal(signal.SIGCONT, number)
        self.stop()

    @property
    def count(self) -> int:
        return int(self._environment["ES_NODES"])

    def start(self) -> None:
        """Until all of them answer; those that are running stay as they are."""
        self._run("start")
        self.hosts = tuple((self.folder / "url").read_text().split(","))

    def stop(self) -> None:
        self._run("stop")

    def signal(self, number: signal.Signals, node: int = 1) -> None:
        """To the server itself, where there is one."""
        if launcher := self._launcher(node):
            for server in _children_of(launcher):
                os.kill(server, number)

    def kill(self, node: int = 1) -> None:
        """As a power cut would; returns when its launcher has noticed, too."""
        self.signal(signal.SIGKILL, node)
        until = time.monotonic() + 30
        while self._launcher(node):
            if time.monotonic() > until:
                raise TimeoutError(f"The launcher of node {node} goes on.")
            time.sleep(0.05)

    def _launcher(self, node: int) -> int | None:
        """The server's parent, unless another process has inherited the number."""
        place = self.folder / f"node-{node}"
        try:
            pid = int((place / "launcher.pid").read_text())
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            return None
        return pid if str(place).encode() in command else None

    def _run(self, verb: str) -> None:
        done = subprocess.run(  # noqa: S603  # our own script
            [SCRIPT, verb, self.folder],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"elasticsearch.sh {verb}:\n{done.stdout[-3000:]}")


def _children_of(pid: int) -> list[int]:
    """Linux tells them for each thread that may have started some."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        told = [(thread / "children").read_text() for thread in threads]
    except (FileNotFoundError, ProcessLookupError):
        return []
    return [int(child) for line in told for child in line.split()]
