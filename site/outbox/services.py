"""Putting effects into the queue; draining them stands beside, in `worker`."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils import timezone

from outbox.models import OutboxMessage

Payload = dict[str, Any]


def enqueue(
    topic: str, payload: Payload, *, key: str = "", not_before: datetime | None = None
) -> None:
    """Write an effect into the caller's transaction: it happens if, and only if, that
    commits. A second message of the same topic and key is dropped by the database."""
    enqueue_many(topic, [(payload, key)], not_before=not_before)


def enqueue_many(
    topic: str,
    messages: Iterable[tuple[Payload, str]],
    *,
    not_before: datetime | None = None,
) -> None:
    """Write many effects of one topic at once: payloads, each with its key or ""."""
    available_at = not_before or timezone.now()
    OutboxMessage.objects.bulk_create(
        [
            OutboxMessage(
                topic=topic, payload=payload, key=key, available_at=available_at
            )
            for payload, key in messages
        ],
        ignore_conflicts=True,
        batch_size=500,
    )
