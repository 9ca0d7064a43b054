"""Bringing the whole index in step with the database, and saying where it is not."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from outbox.models import MessageState, OutboxMessage
from search.documents import Entry
from search.indexing import CHUNK, TOPIC, Written, chunks, forget, projection_of, write
from search.models import SearchDocument, SearchGroup
from search.registry import SearchRecord

# Wraps what is streamed, for a bar that shows how far it is.
Progress = Callable[[Iterable[Any]], Iterable[Any]]


def rebuild(type_: str, *, progress: Progress = iter, dry_run: bool = False) -> Written:
    """Write what is new or changed of a type, forget what is gone.

    It may be stopped and run again; searches find the old until the new is written.
    """
    written = Written()
    seen: set[str] = set()
    for records in chunks(_records(type_, progress), CHUNK):
        written.add(write(records, dry_run=dry_run))
        seen.update(record.key for record in records)
    known = SearchDocument.objects.filter(type=type_).values_list("key", flat=True)
    gone = sorted(set(known) - seen)
    written.deleted = len(gone) if dry_run else forget_all(type_, gone)
    return written


def forget_all(type_: str, keys: list[str]) -> int:
    """Forget what a run did not see, unless it came back in the meantime."""
    projection = projection_of(type_)
    with transaction.atomic():
        returned = {
            key
            for key in keys
            if (instance := projection.load(key)) is not None
            and projection.project(instance) is not None
        }
        return forget(type_, [key for key in keys if key not in returned])


def waiting_messages(topic: str = TOPIC) -> list[int]:
    """What the queue asks of the index now; a rebuild begun after this answers it."""
    waiting = OutboxMessage.objects.filter(topic=topic, state=MessageState.WAITING)
    return list(waiting.values_list("pk", flat=True))


def settle(messages: list[int]) -> int:
    """Count messages as done that a whole rebuild has answered in the meantime."""
    settled = 0
    for some in chunks(messages, CHUNK):
        settled += OutboxMessage.objects.filter(
            pk__in=some, state=MessageState.WAITING
        ).update(state=MessageState.DONE, finished_at=timezone.now())
    return settled


def forget_unused_groups() -> int:
    """Groups that no document is in any more."""
    removed, _ = SearchGroup.objects.filter(documents=None).delete()
    return removed


def _records(type_: str, progress: Progress = iter) -> Iterator[SearchRecord]:
    projection = projection_of(type_)
    for instance in progress(projection.stream()):
        record = projection.project(instance)
        if record is not None:
            yield record


@dataclass(frozen=True, slots=True)
class Drift:
    """Keys by how the index differs from the database; all empty is in step."""

    missing: list[str] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)
    surplus: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.surplus)


def drift_of(type_: str) -> Drift:
    """Compare what each thing says now with what the index holds of it; reads only."""
    known = dict(
        SearchDocument.objects.filter(type=type_).values_list("key", "content_hash")
    )
    missing, stale = [], []
    for record in _records(type_):
        content_hash = known.pop(record.key, None)
        if content_hash is None:
            missing.append(record.key)
        elif content_hash != Entry(record).content_hash:
            stale.append(record.key)
    return Drift(missing, stale, sorted(known))
