"""Entering things into the index: a note in the caller's transaction, work later.

The worker reads each thing afresh, so a message says only *which* thing changed; it
does not matter how often or in which order messages arrive.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from outbox import services as outbox
from search.documents import Entry
from search.followers import tell_followers
from search.lexicon.current import enqueue_learning
from search.models import SearchDocument, SearchGroup, SearchText
from search.registry import Projection, SearchRecord, projections

TOPIC = "search.index"
CHUNK = 200

_KEPT = {"id", "type", "key"}
_DOCUMENT_FIELDS = [
    field.name for field in SearchDocument._meta.local_fields if field.name not in _KEPT
]
_TEXT_FIELDS = [
    field.name for field in SearchText._meta.local_fields if not field.primary_key
]
_T = TypeVar("_T")


class UnknownTypeError(LookupError):
    """Nobody registered a projection for this type or model."""


def enqueue(instance: Model) -> None:
    """Have the thing re-read and found, or forgotten, once the transaction commits."""
    by_model = {projection.model: projection for projection in projections().values()}
    for model in type(instance).__mro__:
        if projection := by_model.get(model):
            enqueue_key(projection.type, projection.key_of(instance))
            return
    message = f"No projection is registered for {type(instance).__name__}."
    raise UnknownTypeError(message)


def enqueue_key(type_: str, key: str) -> None:
    """The same by key, for what is deleted already."""
    enqueue_keys(type_, [key])


def enqueue_keys(type_: str, keys: Iterable[str]) -> None:
    """The same for many things of a type, 200 to a message."""
    projection_of(type_)
    for chunk in chunks(dict.fromkeys(keys), CHUNK):
        outbox.enqueue(TOPIC, {"type": type_, "keys": chunk})


def projection_of(type_: str) -> Projection:
    try:
        return projections()[type_]
    except KeyError:
        message = f"No projection is registered for {type_!r}."
        raise UnknownTypeError(message) from None


def chunks(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    rest = iter(items)
    while chunk := list(islice(rest, size)):
        yield chunk


@dataclass(slots=True)
class Written:
    """What a run did to the index, in documents."""

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0

    def add(self, other: "Written") -> None:
        self.created += other.created
        self.changed += other.changed
        self.unchanged += other.unchanged
        self.deleted += other.deleted


def index_message(payload: dict[str, Any]) -> None:
    """The outbox's handler of `search.index`."""
    index_keys(payload["type"], payload["keys"])


def index_keys(type_: str, keys: list[str]) -> Written:
    """Bring these keys of the index in step with what stands in the database now."""
    projection = projection_of(type_)
    with transaction.atomic():
        lock_type(type_)
        records: dict[str, SearchRecord] = {}
        for key in keys:
            instance = projection.load(key)
            record = None if instance is None else projection.project(instance)
            if record is not None:
                records[key] = record
        written = write(list(records.values()))
        gone = [key for key in keys if key not in records]
        written.deleted = forget(type_, gone)
        if written.created or written.changed or written.deleted:
            enqueue_learning()
    return written


def write(records: list[SearchRecord], *, dry_run: bool = False) -> Written:
    """Write the rows of records that are new or say something else than before."""
    written = Written()
    for chunk in chunks(records, CHUNK):
        with transaction.atomic():
            for type_ in sorted({record.type for record in chunk}):
                lock_type(type_)
            written.add(_write_chunk(chunk, dry_run=dry_run))
    return written


def forget(type_: str, keys: list[str]) -> int:
    """Take things out of the index; says how many were in it."""
    forgotten = 0
    for chunk in chunks(keys, CHUNK):
        with transaction.atomic():
            lock_type(type_)
            documents = SearchDocument.objects.filter(type=type_, key__in=chunk)
            gone = list(documents.values_list("key", flat=True))
            if gone:
                documents.delete()
                tell_followers(type_, gone, version=stamp())
            forgotten += len(gone)
    return forgotten


def stamp() -> int:
    """The version of a change made now, later than that of any change before it.

    Taken by the one writer of a type, it also orders the changes after a row was away:
    engines that keep a copy of their own refuse what is older.
    """
    return int(timezone.now().timestamp() * 1_000_000)


def _write_chunk(records: list[SearchRecord], *, dry_run: bool) -> Written:
    entries = {(record.type, record.key): Entry(record) for record in records}
    hashes = {
        (type_, key): content_hash
        for type_, key, content_hash in SearchDocument.objects.filter(
            type__in={type_ for type_, _ in entries},
            key__in=[key for _, key in entries],
        ).values_list("type", "key", "content_hash")
    }
    changed = [
        entry
        for identity, entry in entries.items()
        if hashes.get(identity) != entry.content_hash
    ]
    if changed and not dry_run:
        _upsert(changed)
    created = len(entries.keys() - hashes.keys())
    return Written(
        created=created,
        changed=len(changed) - created,
        unchanged=len(entries) - len(changed),
    )


def _upsert(entries: list[Entry]) -> None:
    groups = {entry.group.pk: entry.group for entry in entries}
    SearchGroup.objects.bulk_create(groups.values(), ignore_conflicts=True)
    version = stamp()
    documents = SearchDocument.objects.bulk_create(
        [entry.document(version=version) for entry in entries],
        update_conflicts=True,
        unique_fields=["type", "key"],
        update_fields=_DOCUMENT_FIELDS,
    )
    SearchText.objects.bulk_create(
        [
            entry.text(document_id=document.pk)
            for entry, document in zip(entries, documents, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["document"],
        update_fields=_TEXT_FIELDS,
    )
    keys: dict[str, list[str]] = {}
    for entry in entries:
        keys.setdefault(entry.record.type, []).append(entry.record.key)
    for type_, changed in keys.items():
        tell_followers(type_, changed, version=version)


def lock_type(type_: str) -> None:
    """One writer a type at a time, or a slow one could write what it read long ago.

    SQLite has one writer anyway (its transactions begin IMMEDIATE).
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_advisory_xact_lock(hashtext(%s))", [f"{TOPIC}:{type_}"]
            )
