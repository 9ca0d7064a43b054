"""What must hold while the search server is away, whatever has befallen it."""

import time
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.test import Client
from django.utils import timezone

from outbox.models import MessageState, OutboxMessage
from outbox.worker import drain
from search import queries
from search.engines.breaker import BreakerState
from search.engines.elasticsearch.connection import alias, patient_client
from search.engines.elasticsearch.rebuilding import TOPIC
from tests.integration.search.conftest import World, ask, complete

# For the embedded engine, on a machine that has other things to do.
SLACK = 2.0
T = TypeVar("T")


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Outage:
    """A world whose server goes away and comes back."""

    def __init__(self, world: World, clock: Clock, client: Client) -> None:
        self.world = world
        self.clock = clock
        self.client = client

    def is_bridged(self) -> None:
        """Every search is answered in time, and the server is left alone soon."""
        for _ in range(5):
            in_time(lambda: ask("khai sinh"))
            in_time(lambda: complete("khai s"))
        assert ask("khai sinh").engine.startswith("embedded-")
        assert [hit.title for hit in ask("khai sinh").hits] == ["Khai sinh"]
        assert complete("khai s") == ["Khai sinh"]
        assert queries.BREAKER.state is BreakerState.OPEN
        self.is_told()

    def is_told(self) -> None:
        """To those who watch the portal, which is ready all the same."""
        answer = in_time(lambda: self.client.get("/readyz"))
        assert answer.status_code == 200
        told = answer.json()["dependencies"]["search"]
        assert told["state"] == "degraded"
        assert told["engine"].startswith("embedded-")

    def publishing_goes_on(self) -> None:
        self.world.add("Khai tử")
        for _ in range(12):
            work()
        note = notes().get(state=MessageState.WAITING)
        assert (note.attempts, note.last_error[:6]) == (0, "away: ")
        # A few seconds later, when the process has looked at the queue again.
        queries.BEHIND.forget()
        assert [hit.title for hit in ask("khai tử").hits] == ["Khai tử"]

    def is_over(self) -> None:
        """All that was published meanwhile is found by the server itself."""
        work()
        assert not notes().filter(state=MessageState.WAITING).exists()
        patient_client().indices.refresh(index=alias())
        queries.BEHIND.forget()
        self.clock.now += 31
        assert queries.health() == {
            "state": "ok",
            "engine": "elasticsearch",
            "breaker": "closed",
            "waiting": 0,
        }
        assert ask("khai tử").engine == "elasticsearch"
        assert [hit.title for hit in ask("khai tử").hits] == ["Khai tử"]
        assert [hit.title for hit in ask("khai sinh").hits] == ["Khai sinh"]


def in_time(work: Callable[[], T]) -> T:
    started = time.monotonic()
    answer = work()
    assert time.monotonic() - started < settings.ELASTICSEARCH.timeout + SLACK
    return answer


def work() -> None:
    """The worker, when what waits is due again."""
    notes().filter(state=MessageState.WAITING).update(available_at=timezone.now())
    drain()


def notes():
    return OutboxMessage.objects.filter(topic=TOPIC)
