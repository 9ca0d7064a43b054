"""A new index beside the live one, filled from the rows and put in its place.

It may be stopped at any moment: until the alias is moved nothing has changed, and what
is left half done is swept by the next run. What changes meanwhile is written again into
the new index from the notes in the outbox.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import NamedTuple

from django.utils import timezone

from outbox.models import OutboxMessage
from search.engines.elasticsearch import indices
from search.engines.elasticsearch.connection import alias, patient_client
from search.engines.elasticsearch.exclusion import only_one
from search.engines.elasticsearch.writing import (
    Operation,
    operation_of,
    operations_of,
    send,
)
from search.indexing import CHUNK, chunks
from search.models import SearchDocument, SearchGroup
from search.rebuilding import settle, waiting_messages

TOPIC = "search.elasticsearch"
# A note is dated when it is written and seen when its transaction commits.
MARGIN = timedelta(seconds=60)
# So many requests are under way while the next rows are read.
_AT_ONCE = 2
_ROWS = 500

Rows = Iterable[SearchDocument]
# Wraps the rows, whose number it is told, for a bar that shows how far it is.
Progress = Callable[[Rows, int], Rows]


class Rebuilt(NamedTuple):
    """What a run made, in documents; `removed` are indices that were outlived."""

    name: str
    documents: int
    replayed: int
    removed: list[str]


def _without_bar(items: Rows, _count: int) -> Rows:
    return items


def rebuild(*, progress: Progress = _without_bar) -> Rebuilt:
    """Make Elasticsearch's copy anew; raises RebuildUnderWayError, ServerAwayError,
    or what the server answers."""
    with only_one():
        removed = indices.sweep()
        waiting = waiting_messages(TOPIC)
        begun_at = timezone.now()
        name = indices.begin()
        documents = _fill(indices.writing_alias(name), progress)
        replay_at = timezone.now()
        replayed = _replay(indices.writing_alias(name), since=begun_at - MARGIN)
        indices.finish(name)
        indices.put_in_place(name)
        # From here on the worker writes into the new index; what it wrote into the old
        # one since the first replay is repeated.
        replayed += _replay(alias(), since=replay_at - MARGIN)
        settle(waiting)
        return Rebuilt(name, documents, replayed, removed)


def rows() -> Iterator[SearchDocument]:
    """All rows with their texts and groups, in the order of their ids."""
    groups: dict[int, SearchGroup] = {}
    last = 0
    while chunk := list(
        SearchDocument.objects.filter(pk__gt=last, text__isnull=False)
        .select_related("text")
        .order_by("pk")[:_ROWS]
    ):
        unknown = {row.group_id for row in chunk} - groups.keys()
        groups |= SearchGroup.objects.in_bulk(unknown)
        for row in chunk:
            row.group = groups[row.group_id]
        yield from chunk
        last = chunk[-1].pk


def _fill(target: str, progress: Progress) -> int:
    """Read here, send there: the database and the server work at the same time."""
    server = patient_client()
    count = 0

    def write(batch: list[Operation]) -> None:
        send(server, target, batch, alias=True)

    with ThreadPoolExecutor(_AT_ONCE) as senders:
        under_way: deque[Future[None]] = deque()
        for batch in chunks(progress(rows(), SearchDocument.objects.count()), _ROWS):
            if len(under_way) == _AT_ONCE:
                under_way.popleft().result()
            under_way.append(senders.submit(write, list(map(operation_of, batch))))
            count += len(batch)
        for sent in under_way:
            sent.result()
    return count


def _replay(target: str, *, since: datetime) -> int:
    """Write again whatever notes of that time were about, as it is now."""
    notes = OutboxMessage.objects.filter(topic=TOPIC, created_at__gte=since)
    versions: dict[str, dict[str, int]] = {}
    for note in notes.order_by("pk").values_list("payload", flat=True).iterator():
        of_type = versions.setdefault(note["type"], {})
        for key in note["keys"]:
            of_type[key] = max(of_type.get(key, 0), int(note["version"]))
    for type_, of_type in versions.items():
        for chunk in chunks(of_type.items(), CHUNK):
            operations = operations_of(type_, dict(chunk))
            send(patient_client(), target, operations, alias=True)
    return sum(map(len, versions.values()))
