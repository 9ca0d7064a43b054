"""Draining the queue: claim with a lease, run, mark; retry, bury, reap.

A message is claimed by a lease that ends by itself, so a worker killed at any moment
loses nothing: the reaper hands its messages out again. The number of attempts is the
fence: a worker that lost its lease marks nothing and rolls its effects back.

A partner that is away costs no attempt: the message that met it waits, and its topic
with it, so that one message a minute asks whether the partner is back.
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
from outbox.registry import PartnerAwayError, handler_of, is_external

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
# A message is begun only while its lease covers the slowest handler's time limit.
LEASE_RESERVE = timedelta(minutes=1)
BATCH = 50
MAX_ATTEMPTS = 8
BACKOFF_BASE = timedelta(seconds=10)
BACKOFF_CAP = timedelta(hours=1)
# What waits for a partner is brought about within this time of its return.
AWAY_CAP = timedelta(minutes=1)
# Begins the last error of a message that found its partner away.
AWAY = "away: "


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
        away: set[str] = set()
        for position, message in enumerate(batch):
            if should_stop():
                _release(batch[position:])
                return tried
            if message.topic in away:
                _release([message])
                continue
            if not run(message):
                away.add(message.topic)
            tried += 1
    return tried


def claim(count: int) -> list[OutboxMessage]:
    """Take messages that are due, the oldest first, for the length of a lease.

    PostgreSQL skips rows another worker holds; SQLite admits one writer at a time.
    """
    now = timezone.now()
    waiting = OutboxMessage.objects.filter(state=MessageState.WAITING)
    asked_later = waiting.filter(available_at__gt=now, last_error__startswith=AWAY)
    due = (
        waiting.filter(available_at__lte=now)
        .exclude(topic__in=asked_later.values("topic"))
        .order_by("id")
    )
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


def run(message: OutboxMessage) -> bool:
    """Bring one claimed message about; a failure is retried later, then buried.

    False says that the partner is away, so the next of the topic need not be tried.
    """
    if _lease_is_short(message):
        _release([message])
        return True
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
    except PartnerAwayError as error:
        _wait_for_partner(message, error)
        return False
    except Exception as error:  # noqa: BLE001  # any failure of a handler is retried
        _fail(message, error)
    else:
        logger.info("outbox.done", extra=_names(message))
    return True


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


def ask_again_at(waited: timedelta, now: datetime) -> datetime:
    """When to see whether a partner is back: it doubles with the time that a message
    has waited, up to a minute, spread downwards."""
    wait = min(max(waited, BACKOFF_BASE), AWAY_CAP)
    return now + wait * random.uniform(0.5, 1.0)  # noqa: S311  # spread, not a secret


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


def _wait_for_partner(message: OutboxMessage, error: PartnerAwayError) -> None:
    """Back into the queue, as if it had not been tried, but later."""
    now = timezone.now()
    place = _place_of(error)
    if error.__cause__ is not None:
        place += f", {type(error.__cause__).__qualname__}"
    _held(message).update(
        state=MessageState.WAITING,
        leased_until=None,
        attempts=F("attempts") - 1,
        last_error=AWAY + place,
        available_at=ask_again_at(now - message.created_at, now),
    )
    logger.warning("outbox.partner_away", extra={**_names(message), "error": place})


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
