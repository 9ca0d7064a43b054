"""Putting effects into the queue; draining them stands beside, in `worker`."""

from typing import Any

from outbox.models import OutboxMessage


def enqueue(topic: str, payload: dict[str, Any], *, key: str = "") -> None:
    """Write an effect into the caller's transaction: it happens if, and only if, that
    commits. A second message of the same topic and key is dropped by the database."""
    OutboxMessage.objects.bulk_create(
        [OutboxMessage(topic=topic, payload=payload, key=key)], ignore_conflicts=True
    )
