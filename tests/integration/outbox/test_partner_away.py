"""A partner that is away: its messages wait, cost nothing and lose nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from outbox import registry
from outbox.models import MessageState, OutboxMessage
from outbox.registry import PartnerAwayError, register_handler
from outbox.services import enqueue, enqueue_many
from outbox.worker import MAX_ATTEMPTS, ask_again_at, claim, drain, run

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


class Partner:
    """Another system that is away until it is said to be back."""

    def __init__(self) -> None:
        self.is_away = True
        self.asked = 0
        self.told: list[int] = []

    def handle(self, payload: dict[str, Any]) -> None:
        self.asked += 1
        if self.is_away:
            try:
                message = "search-1.internal refused"
                raise ConnectionRefusedError(message)
            except ConnectionRefusedError as error:
                raise PartnerAwayError from error
        self.told.append(payload["n"])


@pytest.fixture
def partner(monkeypatch: pytest.MonkeyPatch) -> Partner:
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    monkeypatch.setattr(registry, "_external", set(registry._external))
    partner = Partner()
    register_handler("test.partner", partner.handle, external=True)
    return partner


def make_due() -> None:
    OutboxMessage.objects.filter(state=MessageState.WAITING).update(
        available_at=timezone.now()
    )


def test_an_outage_of_any_length_costs_no_attempt(partner: Partner) -> None:
    enqueue("test.partner", {"n": 1})

    for _ in range(MAX_ATTEMPTS * 2):
        assert drain() == 1
        assert drain() == 0
        make_due()
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)
    assert message.leased_until is None

    partner.is_away = False
    drain()

    assert partner.told == [1]
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.DONE, "")


def test_it_is_noted_what_was_met_and_where_but_nothing_of_its_text(
    partner: Partner,
) -> None:
    enqueue("test.partner", {"n": 1})

    drain()

    noted = OutboxMessage.objects.get().last_error
    assert noted.startswith("away: PartnerAwayError in test_partner_away.py:")
    assert noted.endswith(", ConnectionRefusedError")
    assert "search-1" not in noted


def test_of_a_topic_whose_partner_is_away_one_message_asks(partner: Partner) -> None:
    done: list[int] = []
    register_handler("test.other", lambda payload: done.append(payload["n"]))
    enqueue_many("test.partner", [({"n": n}, "") for n in range(120)])
    enqueue_many("test.other", [({"n": n}, "") for n in range(3)])

    drain()
    enqueue("test.partner", {"n": 120})
    drain()

    assert partner.asked == 1
    assert done == [0, 1, 2]
    waiting = OutboxMessage.objects.filter(topic="test.partner")
    assert set(waiting.values_list("state", "attempts")) == {("waiting", 0)}


def test_all_that_waited_is_brought_about_in_order_once_it_is_back(
    partner: Partner,
) -> None:
    enqueue_many("test.partner", [({"n": n}, "") for n in range(60)])
    drain()
    partner.is_away = False

    assert drain() == 0
    make_due()

    assert drain() == 60
    assert partner.told == list(range(60))


def test_another_fault_counts_as_before(partner: Partner) -> None:
    partner.is_away = False
    enqueue("test.partner", {})

    drain()

    message = OutboxMessage.objects.get()
    assert message.attempts == 1
    assert message.last_error.startswith("KeyError in ")


def test_a_worker_that_lost_its_lease_moves_nothing(partner: Partner) -> None:
    enqueue("test.partner", {"n": 1})
    (message,) = claim(1)
    OutboxMessage.objects.update(state=MessageState.DONE, leased_until=None)

    assert run(message) is False

    assert OutboxMessage.objects.get().state == MessageState.DONE


def test_the_wait_grows_with_the_outage_up_to_a_minute() -> None:
    now = timezone.now()
    for waited, seconds in [(0, 10), (8, 10), (25, 25), (60, 60), (86_400, 60)]:
        until = ask_again_at(timedelta(seconds=waited), now)
        assert seconds * 0.5 <= (until - now).total_seconds() <= seconds
