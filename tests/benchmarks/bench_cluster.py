"""Three nodes with one copy of everything, of which one is killed while people search.

First one of those that the portal talks to, then the one that holds the primary shard.
What is published all the while is written as the worker does it. No search may fail and
nothing may be lost; who answered and how long the longest took is told beside.
"""

import random
import shutil
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from tests.benchmarks.surroundings import ENVIRONMENT, empty_database
from tests.benchmarks.table import Row, report
from tests.search_node import SearchNodes

NODES = 3
DOCUMENTS = 5_000
SEARCHERS = 4
PAUSE = 0.05  # seconds between the searches of one searcher
WARM = 20  # seconds of searching that are not counted
BEFORE, AFTER = 5, 15  # seconds of searching before and after a node is killed
PATIENCE = 120  # seconds until the cluster has its copies again


def main() -> None:
    ENVIRONMENT.pop("DATABASE_URL", None)
    folder = Path(mkdtemp(prefix="ngo-mon-cluster-"))
    try:
        with SearchNodes(folder, count=NODES) as nodes, empty_database():
            from django.test import override_settings

            from portal.settings.elasticsearch_url import ElasticsearchServer

            server = ElasticsearchServer(hosts=nodes.hosts)
            with override_settings(ELASTICSEARCH=server):
                report(_measure(nodes))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _measure(nodes: SearchNodes) -> list[Row]:
    from search.engines.elasticsearch.rebuilding import rebuild
    from search.indexing import write

    write([_record(number) for number in range(DOCUMENTS)])
    rebuild()
    _wait_for_copies()
    _warm()
    return [
        *_rows("one that the portal talks to", *_kill_under_load(nodes, lambda: 1)),
        *_rows("the one with the primary shard", *_kill_under_load(nodes, _primary)),
    ]


def _warm() -> None:
    """Three servers fresh from their start are slower than any outage makes them."""
    from search.queries import BREAKER

    with _under(_Load()):
        time.sleep(WARM)
    BREAKER.reset()


def _record(number: int) -> Any:
    from search.registry import SearchRecord

    return SearchRecord(
        type="page",
        key=str(number),
        title=f"Giấy phép xây dựng số {number}",
        path=f"/{number}/",
        body="Người dân nộp hồ sơ tại bộ phận một cửa. " * 5,
    )


@dataclass
class _Load:
    """What became of the searches, and what was published meanwhile."""

    answered_by: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    published: list[str] = field(default_factory=list)


@contextmanager
def _under(load: _Load, *, publish: bool = False) -> Iterator[None]:
    """All searchers at work, and the one who publishes."""
    is_over = threading.Event()
    threads = [
        threading.Thread(target=_search, args=(load, is_over, number))
        for number in range(SEARCHERS)
    ]
    if publish:
        threads.append(threading.Thread(target=_publish, args=(load, is_over)))
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        is_over.set()
        for thread in threads:
            thread.join()


def _kill_under_load(nodes: SearchNodes, choose: Any) -> tuple[_Load, int]:
    """Search and publish, kill a node, go on; how many documents are missing then."""
    load = _Load()
    with _under(load, publish=True):
        time.sleep(BEFORE)
        nodes.kill(choose())
        time.sleep(AFTER)
    missing = _missing()
    nodes.start()
    _wait_for_copies()
    return load, missing


def _search(load: _Load, is_over: threading.Event, number: int) -> None:
    from django.db import connection
    from django.utils import timezone

    from search.queries import search
    from search.results import SearchQuery

    dice = random.Random(number)  # a sample, no secret
    while not is_over.wait(PAUSE):
        text = f"giấy phép số {dice.randrange(DOCUMENTS)}"
        started = time.perf_counter()
        try:
            found = search(SearchQuery(text=text, at=timezone.localdate()))
        except Exception as error:  # noqa: BLE001  # counted, whatever it is
            load.failures.append(repr(error))
            continue
        load.seconds.append(time.perf_counter() - started)
        load.answered_by[found.engine] += 1
        if not found.count:
            load.failures.append(f"{found.engine} found nothing for {text!r}.")
    connection.close()


def _publish(load: _Load, is_over: threading.Event) -> None:
    """A page each half second, and the worker."""
    from django.db import connection

    from outbox.worker import drain
    from search.indexing import write

    while not is_over.wait(0.5):
        number = DOCUMENTS + random.randrange(10**9)
        write([_record(number)])
        load.published.append(str(number))
        drain()
    connection.close()


def _missing() -> int:
    """Documents that the cluster lacks once the worker has told it all."""
    from django.utils import timezone

    from outbox.models import MessageState, OutboxMessage
    from outbox.worker import drain
    from search.engines.elasticsearch.drift import drift

    until = time.monotonic() + PATIENCE
    waiting = OutboxMessage.objects.filter(
        topic="search.elasticsearch", state=MessageState.WAITING
    )
    while waiting.exists() and time.monotonic() < until:
        waiting.update(available_at=timezone.now())
        drain()
    return sum(len(one.missing) + len(one.stale) for one in drift().values())


def _primary() -> int:
    """The number of the node that holds the primary shard."""
    from search.engines.elasticsearch.connection import alias, patient_client

    shards = patient_client().cat.shards(
        index=f"{alias()}-*", format="json", h="prirep,node"
    )
    (node,) = {shard["node"] for shard in shards.body if shard["prirep"] == "p"}
    return int(node.removeprefix("node-"))


def _wait_for_copies() -> None:
    from search.engines.elasticsearch.connection import alias, patient_client

    patient_client().options(request_timeout=PATIENCE + 10).cluster.health(
        index=f"{alias()}-*",
        wait_for_status="green",
        wait_for_nodes=str(NODES),
        timeout=f"{PATIENCE}s",
    )


def _rows(which: str, load: _Load, missing: int) -> list[Row]:
    total = sum(load.answered_by.values())
    others = total - load.answered_by["elasticsearch"]
    longest = 1000 * max(load.seconds)
    failed = Row(
        work=f"searches that failed while a node was killed, {which}",
        ours=len(load.failures),
        baseline=None,
        unit="",
        ratio=None,
        bar="0",
        is_met=not load.failures and total > 0,
        note=f"of {total:,}, {others} by the database, the longest {longest:,.0f} ms",
    )
    lost = Row(
        work="documents lost by it",
        ours=missing,
        baseline=None,
        unit="",
        ratio=None,
        bar="0",
        is_met=missing == 0 and bool(load.published),
        note=f"of {DOCUMENTS:,} and {len(load.published)} published meanwhile",
    )
    return [failed, lost]


if __name__ == "__main__":
    main()
