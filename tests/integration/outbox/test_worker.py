"""The queue: nothing lost, nothing marked twice, whoever is killed and whenever."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone

from outbox import registry, worker
from outbox.models import MessageState, OutboxMessage
from outbox.registry import NoHandlerError, handler_of, register_handler
from outbox.services import enqueue, enqueue_many
from outbox.worker import MAX_ATTEMPTS, claim, drain, reap, requeue_dead, retry_at, run

pytestmark = pytest.mark.both_databases
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(autouse=True)
def _own_handlers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_handlers", dict(registry._handlers))
    monkeypatch.setattr(registry, "_external", set(registry._external))


@pytest.fixture
def seen() -> list[Any]:
    """What the handler of `test.note` was called with."""
    calls: list[Any] = []
    register_handler("test.note", lambda payload: calls.append(payload["n"]))
    return calls


def fail(_payload: dict[str, Any]) -> None:
    message = "Lê Thị Hoa cannot be reached"
    raise ConnectionError(message)


@pytest.mark.django_db
def test_messages_are_brought_about_in_order_and_once(seen: list[Any]) -> None:
    enqueue_many("test.note", [({"n": n}, "") for n in range(5)])

    assert drain() == 5
    assert seen == [0, 1, 2, 3, 4]
    assert drain() == 0
    assert set(OutboxMessage.objects.values_list("state", flat=True)) == {"done"}


@pytest.mark.django_db
def test_a_second_message_of_the_same_key_is_dropped(seen: list[Any]) -> None:
    enqueue("test.note", {"n": 1}, key="k")
    enqueue("test.note", {"n": 2}, key="k")
    drain()
    enqueue("test.note", {"n": 3}, key="k")
    enqueue("test.note", {"n": 4})
    enqueue("test.note", {"n": 5})

    drain()

    assert seen == [1, 4, 5]


@pytest.mark.django_db
def test_a_message_of_a_rolled_back_transaction_never_was(seen: list[Any]) -> None:
    with transaction.atomic():
        enqueue("test.note", {"n": 1})
        transaction.set_rollback(True)

    assert drain() == 0


@pytest.mark.django_db
def test_the_effect_in_the_database_and_the_mark_stand_or_fall_together() -> None:
    def half_done(_payload: dict[str, Any]) -> None:
        enqueue("test.second", {})
        raise ConnectionError

    register_handler("test.half", half_done)
    enqueue("test.half", {})

    drain(1)

    message = OutboxMessage.objects.get()
    assert (message.topic, message.state) == ("test.half", MessageState.WAITING)


@pytest.mark.django_db
def test_a_failure_is_retried_later_and_finally_buried() -> None:
    register_handler("test.fail", fail)
    enqueue("test.fail", {})

    for attempt in range(1, MAX_ATTEMPTS + 1):
        assert drain() == 1
        message = OutboxMessage.objects.get()
        assert message.attempts == attempt
        if attempt < MAX_ATTEMPTS:
            assert message.state == MessageState.WAITING
            assert message.available_at > timezone.now()
            assert drain() == 0
        OutboxMessage.objects.update(available_at=timezone.now())

    assert message.state == MessageState.DEAD
    assert message.last_error.startswith("ConnectionError in test_worker.py:")
    assert "Hoa" not in message.last_error
    assert drain() == 0


@pytest.mark.django_db
def test_dead_letters_are_queued_again_by_topic(seen: list[Any]) -> None:
    for topic in ("test.note", "test.other"):
        OutboxMessage.objects.create(
            topic=topic, payload={"n": 1}, state=MessageState.DEAD, attempts=8
        )

    assert requeue_dead("test.note") == 1
    assert drain() == 1
    assert seen == [1]
    out = StringIO()
    call_command("work", requeue_dead=True, stdout=out)
    assert out.getvalue() == "1 dead letters are queued again.\n"


@pytest.mark.django_db
def test_a_topic_without_handler_waits_for_its_room() -> None:
    enqueue("test.unknown", {})

    drain()

    message = OutboxMessage.objects.get()
    assert message.state == MessageState.WAITING
    assert message.last_error.startswith("NoHandlerError")
    with pytest.raises(NoHandlerError):
        handler_of("test.unknown")


@pytest.mark.django_db
def test_the_wait_doubles_up_to_an_hour_and_is_spread() -> None:
    now = timezone.now()
    for attempts, seconds in [(1, 10), (2, 20), (5, 160), (30, 3600)]:
        wait = (retry_at(attempts, now) - now).total_seconds()
        assert seconds * 0.5 <= wait <= seconds * 1.5


@pytest.mark.django_db
def test_an_ended_lease_is_handed_out_again_and_its_old_holder_marks_nothing(
    seen: list[Any],
) -> None:
    enqueue("test.note", {"n": 1})
    (slow,) = claim(1)
    assert claim(1) == []
    OutboxMessage.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert reap() == 1
    (again,) = claim(1)
    run(slow)
    assert OutboxMessage.objects.get().state == MessageState.RUNNING
    run(again)

    assert OutboxMessage.objects.get().state == MessageState.DONE
    assert OutboxMessage.objects.get().attempts == 2


@pytest.mark.django_db
def test_a_message_that_kills_every_worker_is_buried() -> None:
    OutboxMessage.objects.create(
        topic="test.killer",
        state=MessageState.RUNNING,
        attempts=MAX_ATTEMPTS,
        leased_until=timezone.now() - timedelta(minutes=1),
    )

    assert reap() == 1
    assert OutboxMessage.objects.get().state == MessageState.DEAD


@pytest.mark.django_db
def test_a_stopped_worker_gives_back_what_it_has_not_begun(seen: list[Any]) -> None:
    enqueue_many("test.note", [({"n": n}, "") for n in range(3)])

    assert drain(should_stop=lambda: bool(seen)) == 1

    waiting = OutboxMessage.objects.filter(state=MessageState.WAITING)
    assert [message.attempts for message in waiting] == [0, 0]


@pytest.mark.django_db
def test_external_effects_run_outside_any_transaction_of_the_worker() -> None:
    begun: list[int] = []
    depth = len(connection.savepoint_ids)
    register_handler(
        "test.outside",
        lambda _p: begun.append(len(connection.savepoint_ids)),
        external=True,
    )
    enqueue("test.outside", {})

    drain()

    assert begun == [depth]


def test_a_topic_has_one_handler() -> None:
    register_handler("test.one", fail)
    register_handler("test.one", fail)
    with pytest.raises(ValueError, match=r"test\.one"):
        register_handler("test.one", lambda _payload: None)


@pytest.mark.django_db(transaction=True)
def test_two_workers_share_the_queue_without_doing_anything_twice() -> None:
    done: list[int] = []
    register_handler("test.share", lambda payload: done.append(payload["n"]))
    enqueue_many("test.share", [({"n": n}, "") for n in range(120)])

    def work() -> None:
        try:
            drain()
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for each in workers:
        each.start()
    for each in workers:
        each.join()

    assert sorted(done) == list(range(120))
    assert not OutboxMessage.objects.exclude(state=MessageState.DONE).exists()


WORKER = """
import sys, time
from pathlib import Path
import django
django.setup()
from django.db import connections
connections["default"].settings_dict["NAME"] = sys.argv[1]
from outbox import worker
from outbox.registry import register_handler
from outbox.services import enqueue

def crawl(payload):
    enqueue("test.effect", {"n": payload["n"]}, key=str(payload["n"]))
    Path(sys.argv[2]).touch()
    time.sleep(payload["seconds"])

register_handler("test.crawl", crawl)
worker.drain(1)
"""


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_loses_nothing_and_leaves_no_half(
    tmp_path: Path,
) -> None:
    enqueue("test.crawl", {"n": 1, "seconds": 60}, key="crawl-1")
    begun = tmp_path / "begun"
    process = subprocess.Popen(  # noqa: S603  # our own interpreter and script
        [
            sys.executable,
            "-c",
            WORKER,
            str(connection.settings_dict["NAME"]),
            str(begun),
        ],
        cwd=ROOT,
        env={
            **os.environ,  # noqa: TID251  # the child's environment is the test's
            "PYTHONPATH": f"{ROOT}:{ROOT / 'site'}",
            "DJANGO_SETTINGS_MODULE": "portal.settings.test",
        },
    )
    deadline = time.monotonic() + 60
    while not begun.exists() and time.monotonic() < deadline:
        assert process.poll() is None
        time.sleep(0.1)
    assert begun.exists()

    os.kill(process.pid, signal.SIGKILL)
    process.wait()

    message = OutboxMessage.objects.get()
    assert (message.topic, message.state, message.attempts) == (
        "test.crawl",
        MessageState.RUNNING,
        1,
    )
    OutboxMessage.objects.update(leased_until=timezone.now() - timedelta(seconds=1))
    effects: list[int] = []
    register_handler("test.effect", lambda payload: effects.append(payload["n"]))
    register_handler(
        "test.crawl",
        lambda payload: enqueue("test.effect", {"n": payload["n"]}, key="1"),
    )

    worker.drain()

    assert effects == [1]
    assert not OutboxMessage.objects.exclude(state=MessageState.DONE).exists()
