"""What must hold while the search server is away, whatever has befallen it."""

import logging
import time
from collections.abc import Callable
from typing import TypeVar
from unittest.mock import patch

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from outbox.models import MessageState, OutboxMessage
from outbox.worker import drain
from search import queries
from search.engines.breaker import LONGEST_PAUSE, BreakerState
from search.engines.elasticsearch import engine
from search.engines.elasticsearch.connection import alias, patient_client
from search.engines.elasticsearch.rebuilding import TOPIC
from search.results import SearchResults
from tests.integration.search.conftest import World, ask, complete

# For the embedded engine, on a machine that has other things to do.
SLACK = 2.0
# Seconds for a server to find itself after a start.
PATIENCE = 60
T = TypeVar("T")


class Clock:
    """Time that passes when a test says so."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


class Outage:
    """A world whose server goes away and comes back."""

    def __init__(
        self,
        world: World,
        clock: Clock,
        client: Client,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        self.world = world
        self.clock = clock
        self.client = client
        self.caplog = caplog

    def is_bridged(self) -> None:
        """Every search is answered in time, and the server is left alone soon."""
        for _ in range(2):
            in_time(lambda: ask("khai sinh"))
            in_time(lambda: complete("khai s"))
        self.is_left_alone()
        self.is_told()
        self.is_logged("search.fallback", "search.breaker_open")

    def is_left_alone(self) -> None:
        """Later pages do not wait for it: nothing is asked of it at all."""
        assert queries.BREAKER.state is BreakerState.OPEN
        with patch.object(engine, "ask") as asked:
            found = ask("khai sinh")
            assert found.engine.startswith("embedded-")
            assert [hit.title for hit in found.hits] == ["Khai sinh"]
            assert complete("khai s") == ["Khai sinh"]
        asked.assert_not_called()

    def is_told(self) -> None:
        """To those who watch the portal, which is ready all the same."""
        answer = in_time(lambda: self.client.get("/readyz"))
        assert answer.status_code == 200
        told = answer.json()["dependencies"]["search"]
        assert told["state"] == "degraded"
        assert told["engine"].startswith("embedded-")

    def is_logged(self, *messages: str) -> None:
        """With the engine that answered instead."""
        for message in messages:
            (first, *_) = [
                record for record in self.caplog.records if record.message == message
            ]
            assert first.levelno == logging.WARNING
            assert vars(first)["engine"].startswith("embedded-")

    def publishing_goes_on(self) -> None:
        self.world.add("Khai tử")
        for _ in range(3):
            work()
        note = notes().get(state=MessageState.WAITING)
        assert (note.attempts, note.last_error[:6]) == (0, "away: ")
        # A few seconds later, when the process has looked at the queue again.
        queries.BEHIND.forget()
        assert [hit.title for hit in ask("khai tử").hits] == ["Khai tử"]

    def is_over(self) -> None:
        """All that was published meanwhile is found by the server itself."""
        eventually(_all_is_told)
        patient_client().indices.refresh(index=alias())
        queries.BEHIND.forget()
        eventually(self._is_well)
        for text in ("khai tử", "khai sinh"):
            found = self.ask_server(text)
            assert [hit.title for hit in found.hits] == [text.capitalize()]

    def _is_well(self) -> bool:
        """As those who watch the portal see it, when the breaker lets it be tried."""
        self.clock.now += LONGEST_PAUSE + 1
        told = self.client.get("/readyz").json()["dependencies"]["search"]
        return told == {
            "state": "ok",
            "engine": "elasticsearch",
            "breaker": "closed",
            "waiting": 0,
        }

    def ask_server(self, text: str) -> SearchResults:
        """Its own answer: one that has just started is slow at first, and bridged."""
        found = in_time(lambda: ask(text))

        def is_its_own() -> bool:
            nonlocal found
            if found.engine == "elasticsearch":
                return True
            self.clock.now += LONGEST_PAUSE + 1
            found = in_time(lambda: ask(text))
            return False

        eventually(is_its_own)
        return found


def eventually(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, f"Not so after {PATIENCE} s."
        time.sleep(0.05)


def _all_is_told() -> bool:
    work()
    return not notes().filter(state=MessageState.WAITING).exists()


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
