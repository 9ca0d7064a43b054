"""Putting effects into the queue; draining them stands beside, in `worker`."""

from collections.abc import Iterable
from typing import Any

from outbox.models import OutboxMessage

Payload = dict[str, Any]


def enqueue(topic: str, payload: Payload, *, key: str = "") -> None:
    """Write an effect into the caller's transaction: it happens if, and only if, that
    commits. A second message of the same topic and key is dropped by the database."""
    enqueue_many(topic, [(payload, key)])


def enqueue_many(topic: str, messages: Iterable[tuple[Payload, str]]) -> None:
    """Write many effects of one topic at once: payloads, each with its key or ""."""
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(topic=topic, payload=payload, key=key)
            for payload, key in messages
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
