"""Draining the queue: claim with a lease, run, mark; retry, bury, reap.

A message is claimed by a lease that ends by itself, so a worker killed at any moment
loses nothing: the reaper hands its messages out again. The number of attempts is the
fence: a worker that lost its lease marks nothing and rolls its effects back.
"""

import logging
import random
import traceback
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePath

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from outbox.models import MessageState, OutboxMessage
from outbox.registry import handler_of, is_external

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
# A message is begun only while its lease covers the slowest handler's time limit.
LEASE_RESERVE = timedelta(minutes=1)
BATCH = 50
MAX_ATTEMPTS = 8
BACKOFF_BASE = timedelta(seconds=10)
BACKOFF_CAP = timedelta(hours=1)


class LeaseLostError(Exception):
    """Another worker has taken the message over; what was done here is rolled back."""


def drain(
    limit: int | None = None, *, should_stop: Callable[[], bool] = lambda: False
) -> int:
    """Run what is due, at most `limit` messages; returns how many were tried.

    `should_stop` is asked between messages; what is claimed, not begun, is given back.
    """
    tried = 0
    reap()
    while limit is None or tried < limit:
        batch = claim(BATCH if limit is None else min(BATCH, limit - tried))
        if not batch:
            break
        for position, message in enumerate(batch):
            if should_stop():
                _release(batch[position:])
                return tried
            run(message)
            tried += 1
    return tried


def claim(count: int) -> list[OutboxMessage]:
    """Take messages that are due, the oldest first, for the length of a lease.

    PostgreSQL skips rows another worker holds; SQLite admits one writer at a time.
    """
    now = timezone.now()
    due = OutboxMessage.objects.filter(
        state=MessageState.WAITING, available_at__lte=now
    ).order_by("id")
    with transaction.atomic():
        if connection.features.has_select_for_update_skip_locked:
            due = due.select_for_update(skip_locked=True)
        batch = list(due[:count])
        for message in batch:
            message.state = MessageState.RUNNING
            message.leased_until = now + LEASE
            message.attempts += 1
        if batch:
            OutboxMessage.objects.bulk_update(
                batch, ["state", "leased_until", "attempts"]
            )
    return batch


def run(message: OutboxMessage) -> None:
    """Bring one claimed message about; a failure is retried later, then buried."""
    if _lease_is_short(message):
        _release([message])
        return
    try:
        handler = handler_of(message.topic)
        if is_external(message.topic):
            handler(message.payload)
            _mark_done(message)
        else:
            with transaction.atomic():
                handler(message.payload)
                _mark_done(message)
    except LeaseLostError:
        logger.warning("outbox.lease_lost", extra=_names(message))
    except Exception as error:  # noqa: BLE001  # any failure of a handler is retried
        _fail(message, error)
    else:
        logger.info("outbox.done", extra=_names(message))


def reap() -> int:
    """Hand out again what killed workers left; returns how many leases had ended."""
    expired = OutboxMessage.objects.filter(
        state=MessageState.RUNNING, leased_until__lt=timezone.now()
    )
    buried = expired.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=MessageState.DEAD,
        leased_until=None,
        last_error="The worker was killed at every attempt.",
        finished_at=timezone.now(),
    )
    freed = expired.update(
        state=MessageState.WAITING, leased_until=None, available_at=timezone.now()
    )
    if buried or freed:
        logger.warning("outbox.reaped", extra={"freed": freed, "buried": buried})
    return buried + freed


def requeue_dead(topic: str = "") -> int:
    """Queue dead letters anew, all of them or one topic's; returns how many."""
    dead = OutboxMessage.objects.filter(state=MessageState.DEAD)
    if topic:
        dead = dead.filter(topic=topic)
    return dead.update(
        state=MessageState.WAITING,
        attempts=0,
        available_at=timezone.now(),
        finished_at=None,
    )


def retry_at(attempts: int, now: datetime) -> datetime:
    """When to try again: 10 s doubled each time up to an hour, spread by ± half."""
    wait: timedelta = min(BACKOFF_BASE * 2 ** (attempts - 1), BACKOFF_CAP)
    return now + wait * random.uniform(0.5, 1.5)  # noqa: S311  # spread, not a secret


def _lease_is_short(message: OutboxMessage) -> bool:
    return (
        message.leased_until is None
        or message.leased_until - timezone.now() < LEASE_RESERVE
    )


def _release(messages: list[OutboxMessage]) -> None:
    """Give back what was not begun; it costs no attempt."""
    for message in messages:
        _held(message).update(
            state=MessageState.WAITING, leased_until=None, attempts=F("attempts") - 1
        )


def _mark_done(message: OutboxMessage) -> None:
    marked = _held(message).update(
        state=MessageState.DONE,
        leased_until=None,
        last_error="",
        finished_at=timezone.now(),
    )
    if not marked:
        raise LeaseLostError


def _fail(message: OutboxMessage, error: Exception) -> None:
    now = timezone.now()
    is_dead = message.attempts >= MAX_ATTEMPTS
    _held(message).update(
        state=MessageState.DEAD if is_dead else MessageState.WAITING,
        leased_until=None,
        last_error=_place_of(error),
        available_at=retry_at(message.attempts, now),
        finished_at=now if is_dead else None,
    )
    event = "outbox.dead" if is_dead else "outbox.failed"
    logger.error(event, extra={**_names(message), "error": _place_of(error)})


def _held(message: OutboxMessage) -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(
        pk=message.pk, state=MessageState.RUNNING, attempts=message.attempts
    )


def _place_of(error: Exception) -> str:
    """What failed and where, without the error's text: that may name a person."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" in {PurePath(frames[-1].filename).name}:{frames[-1].lineno}"
    return type(error).__qualname__ + place


def _names(message: OutboxMessage) -> dict[str, object]:
    return {
        "topic": message.topic,
        "message_id": message.pk,
        "attempt": message.attempts,
    }
