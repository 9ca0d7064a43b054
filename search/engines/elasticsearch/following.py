"""Elasticsearch follows the rows: a note in the transaction of each change, sent later.

The note says only *which* rows changed; they are read afresh when it is brought about.
While the server is away the notes wait in the outbox, however long.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from outbox import services as outbox
from outbox.models import MessageState, OutboxMessage
from outbox.registry import PartnerAwayError
from search.engines.elasticsearch.connection import (
    FAILURES,
    alias,
    is_configured,
    patient_client,
)
from search.engines.elasticsearch.exclusion import RebuildUnderWayError
from search.engines.elasticsearch.rebuilding import TOPIC, rebuild
from search.engines.elasticsearch.writing import (
    NoIndexError,
    ServerAwayError,
    operations_of,
    send,
)
from search.indexing import CHUNK, chunks

# Seconds; the outbox's lease covers it, and no other effect waits longer.
_PATIENCE = 15
# A note that has waited longer says that what the server knows is out of date.
LAG = timedelta(seconds=30)


def note_change(type_: str, keys: list[str], version: int) -> None:
    """Have these keys written, or deleted under this version, after the commit."""
    if is_configured():
        outbox.enqueue_many(
            TOPIC,
            [
                ({"type": type_, "keys": chunk, "version": version}, "")
                for chunk in chunks(keys, CHUNK)
            ],
        )


def follow_change(payload: dict[str, Any]) -> None:
    """The outbox's handler of `search.elasticsearch`."""
    if not is_configured():
        return
    versions = dict.fromkeys(payload["keys"], int(payload["version"]))
    # Another host is asked where one is gone, not where one is slow: the worker has
    # other things to do.
    server = patient_client().options(
        request_timeout=_PATIENCE, retry_on_timeout=False, retry_on_status=()
    )
    try:
        try:
            operations = operations_of(payload["type"], versions)
            send(server, alias(), operations, alias=True)
        except NoIndexError:
            # The first change after the server was set up, or was set up anew.
            rebuild()
    except (ServerAwayError, RebuildUnderWayError, *FAILURES) as error:
        raise PartnerAwayError from error


def waiting() -> int:
    """How many changes Elasticsearch has not been told of."""
    return _untold().count()


def is_behind() -> bool:
    """Whether the server lacks what was published long ago, as it takes no writes."""
    late = Q(created_at__lt=timezone.now() - LAG) | ~Q(last_error="")
    return _untold().filter(late, attempts=0).exists()


def _untold() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(topic=TOPIC, state=MessageState.WAITING)
