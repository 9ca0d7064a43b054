"""What a search costs while its server is away: stopped, frozen, killed, full.

The demo's province with all records, a server of its own that these things are done to,
and the worker beside. Somebody searches all the while; no search may fail, the slowest
stays within the time that a search may wait and what the database needs. What is
published meanwhile is found by the database, and by the server when it is back.
The log of each outage, second by second, goes to the terminal.
"""

import json
import logging
import shutil
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.benchmarks.surroundings import (
    ROOT,
    copy_of_province,
    production,
    start_django,
)
from tests.benchmarks.table import Row, report
from tests.search_node import SearchNodes

BASE_URL = "http://localhost"
TEXT = "đăng ký khai sinh"
PAUSE = 0.1  # seconds between two searches
BEFORE, AWAY = 3, 15  # seconds of searching before an outage, and of the outage
PATIENCE = 180  # seconds until all must be as before
# Beside the time that a search waits: what the database needs, on a busy machine.
SLACK = 1.0

Outage = tuple[str, Callable[[SearchNodes], None], Callable[[SearchNodes], None]]


def main() -> None:
    folder = Path(mkdtemp(prefix="ngo-mon-outages-"))
    try:
        with SearchNodes(folder) as nodes, copy_of_province("ngo_mon_outages") as name:
            environment = production(name, base_url=BASE_URL)
            environment["ELASTICSEARCH_URL"] = f"{nodes.hosts[0]}/?prefix=outages"
            start_django(environment["DJANGO_SETTINGS_MODULE"], **environment)
            from django.db import connections

            from search.engines.elasticsearch.rebuilding import rebuild

            rebuild()
            try:
                with _worker(environment):
                    report([_row(_lived_through(one, nodes)) for one in _outages()])
            finally:
                connections.close_all()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _outages() -> list[Outage]:
    from search.engines.elasticsearch.connection import patient_client

    def block(value: bool | None) -> None:
        setting = {"cluster.blocks.read_only_allow_delete": value}
        patient_client().cluster.put_settings(persistent=setting)

    return [
        ("stopped", SearchNodes.stop, SearchNodes.start),
        (
            "frozen",
            lambda nodes: nodes.signal(signal.SIGSTOP),
            lambda nodes: nodes.signal(signal.SIGCONT),
        ),
        ("killed", SearchNodes.kill, SearchNodes.start),
        ("full", lambda _: block(True), lambda _: block(None)),
    ]


@dataclass
class _Log:
    """What was seen, in seconds since the outage began."""

    name: str
    began: float = 0.0
    back: float = 0.0
    found: float = 0.0
    # When it was asked, how long it took, who answered.
    searches: list[tuple[float, float, str]] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    lines: list[tuple[float, str]] = field(default_factory=list)

    def now(self) -> float:
        return time.perf_counter() - self.began

    def note(self, line: str) -> None:
        self.lines.append((self.now(), line))


class _Listener(logging.Handler):
    """What the portal logs of its search, once for each thing it says."""

    def __init__(self, log: _Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        said = [record.getMessage(), *(getattr(record, "reason", ""),)]
        self._log.note(f"log: {' '.join(filter(None, said))}")


def _lived_through(outage: Outage, nodes: SearchNodes) -> _Log:
    from search import queries

    name, begin, end = outage
    log = _Log(name, began=time.perf_counter() + BEFORE)
    listener = _Listener(log)
    queries.logger.addHandler(listener)
    try:
        with _searching(log):
            time.sleep(BEFORE)
            log.began = time.perf_counter()
            begin(nodes)
            log.note(name)
            _publish(log)
            time.sleep(AWAY - log.now())
            _note_readiness(log)
            end(nodes)
            log.back = log.now()
            log.note("back")
            _wait_until_found(log)
            _note_readiness(log)
    finally:
        queries.logger.removeHandler(listener)
    sys.stderr.write(f"\n{name}\n")
    for at, line in log.lines:
        sys.stderr.write(f"{at:8.2f} s  {line}\n")
    return log


@contextmanager
def _worker(environment: dict[str, str]) -> Iterator[None]:
    process = subprocess.Popen(  # our own verb
        [sys.executable, "manage.py", "work"], cwd=ROOT, env=environment
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=60)


@contextmanager
def _searching(log: _Log) -> Iterator[None]:
    is_over = threading.Event()
    thread = threading.Thread(target=_search, args=(log, is_over))
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()


def _search(log: _Log, is_over: threading.Event) -> None:
    from django.db import connection

    last = ""
    while not is_over.wait(PAUSE):
        at, started = log.now(), time.perf_counter()
        try:
            answer = _ask(TEXT)
        except Exception as error:  # noqa: BLE001  # counted, whatever it is
            log.failures.append(repr(error))
            continue
        taken = time.perf_counter() - started
        log.searches.append((at, taken, answer["engine"]))
        if not answer["count"]:
            log.failures.append(f"{answer['engine']} found nothing.")
        if answer["engine"] != last:
            last = answer["engine"]
            log.note(f"{last} answers, in {1000 * taken:.0f} ms")
    connection.close()


def _ask(text: str) -> dict[str, Any]:
    from django.test import Client

    from search.api import SearchView

    # A benchmark asks more often than anyone may.
    SearchView.throttle_classes = []
    answer = Client(headers={"host": "localhost"}).get("/api/v1/search/", {"q": text})
    if answer.status_code != 200:
        raise RuntimeError(f"The search answered {answer.status_code}.")
    content: dict[str, Any] = json.loads(answer.content)
    return content


def _title(log: _Log) -> str:
    return f"Thông báo trong lúc {log.name}"


def _publish(log: _Log) -> None:
    from search.indexing import write
    from search.registry import SearchRecord

    title = _title(log)
    write([SearchRecord(type="page", key=log.name, title=title, path=f"/{log.name}/")])
    log.note("something is published")


def _note_readiness(log: _Log) -> None:
    from django.test import Client

    answer = Client(headers={"host": "localhost"}).get("/readyz")
    told = answer.json()["dependencies"]["search"]
    log.note(f"/readyz: {answer.status_code}, {json.dumps(told)}")
    log.failures += [] if answer.status_code == 200 else ["The portal is not ready."]


def _wait_until_found(log: _Log) -> None:
    """What was published, by the server itself."""
    while log.now() - log.back < PATIENCE:
        answer = _ask(_title(log))
        titles = [one["title"] for one in answer["results"]]
        if _title(log) not in titles:
            log.failures.append(f"{answer['engine']} lacks what was published.")
        elif answer["engine"] == "elasticsearch":
            log.found = log.now()
            log.note("what was published is found by the server")
            return
        time.sleep(PAUSE)
    log.failures.append("The server did not find what was published.")


def _row(log: _Log) -> Row:
    from django.conf import settings

    away = [(taken, who) for at, taken, who in log.searches if 0 <= at < log.back]
    others = [taken for taken, who in away if who != "elasticsearch"]
    slowest = 1000 * max(taken for taken, _ in away)
    middle = 1000 * statistics.median(others) if others else 0
    server = settings.ELASTICSEARCH
    limit = 1000 * ((server.timeout if server else 0) + SLACK)
    for failure in log.failures[:5]:
        sys.stderr.write(f"{log.name}: {failure}\n")
    return Row(
        work=f"the slowest search while the server is {log.name}",
        ours=slowest,
        baseline=None,
        unit="ms",
        ratio=None,
        bar=f"≤ {limit:g} ms, none fails",
        is_met=slowest <= limit and not log.failures and bool(others),
        note=(
            f"{len(log.failures)} of {len(away)} failed, {len(others)} by the database "
            f"in {middle:.0f} ms, published found by the server "
            f"{log.found - log.back:.1f} s after its return"
        ),
    )


if __name__ == "__main__":
    main()
