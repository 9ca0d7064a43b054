"""Daily digests over all events, and finding what was tampered with."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from submissions.clock.working_hours import ZONE
from submissions.dossiers.chain import commitment, day_hash, event_hash
from submissions.dossiers.events import DossierEvent, EventDigest

# A transaction begun before midnight may still commit; no request lives this long.
SETTLING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the diary that is not as it was written."""

    where: str
    what: str


@transaction.atomic
def digest_days(*, until: datetime) -> int:
    """Close every day that is over and not yet digested; returns how many were."""
    last_day = (until - SETTLING).astimezone(ZONE).date() - timedelta(days=1)
    latest = EventDigest.objects.order_by("-day").first()
    first = DossierEvent.objects.order_by("id").first()
    if first is None:
        return 0
    day = latest.day + timedelta(days=1) if latest else _day_of(first)
    previous_hash = latest.hash if latest else ""
    closed = 0
    while day <= last_day:
        hashes = _hashes_of(day)
        digest = EventDigest.objects.create(
            day=day,
            count=len(hashes),
            previous_hash=previous_hash,
            hash=day_hash(previous_hash, day.isoformat(), hashes),
        )
        previous_hash, day, closed = digest.hash, day + timedelta(days=1), closed + 1
    return closed


def digest_when_told(_payload: dict[str, Any]) -> None:
    """The outbox's way in; the first dossier of a day queues it."""
    digest_days(until=timezone.now())


def verify_events() -> Iterator[Finding]:
    """Walk every chain and every digest; yields what does not agree."""
    yield from _verify_chains()
    yield from _verify_digests()


def _verify_chains() -> Iterator[Finding]:
    ends: dict[int, tuple[int, str]] = defaultdict(lambda: (0, ""))
    events = DossierEvent.objects.select_related("note").order_by(
        "dossier_id", "sequence"
    )
    for event in events.iterator(chunk_size=2000):
        sequence, previous_hash = ends[event.dossier_id]
        where = f"event {event.pk}"
        if event.sequence != sequence + 1:
            yield Finding(where, f"follows number {sequence}, not {event.sequence - 1}")
        if event.previous_hash != previous_hash:
            yield Finding(where, "does not follow the event before it")
        if event.hash != event_hash(event):
            yield Finding(where, "was changed after it was written")
        if not _note_agrees(event):
            yield Finding(where, "has a note that was changed")
        ends[event.dossier_id] = (event.sequence, event.hash)


def _note_agrees(event: DossierEvent) -> bool:
    note = getattr(event, "note", None)
    if note is None:
        return not event.note_commitment
    if note.erased_at is not None:
        return True
    return commitment(note.salt, note.text) == event.note_commitment


def _verify_digests() -> Iterator[Finding]:
    previous_hash = ""
    for digest in EventDigest.objects.order_by("day").iterator():
        hashes = _hashes_of(digest.day)
        where = f"day {digest.day}"
        if len(hashes) != digest.count:
            yield Finding(where, f"has {len(hashes)} events, had {digest.count}")
        expected = day_hash(previous_hash, digest.day.isoformat(), hashes)
        if digest.previous_hash != previous_hash or digest.hash != expected:
            yield Finding(where, "does not agree with its digest")
        previous_hash = digest.hash


def _hashes_of(day: date) -> list[str]:
    start = datetime.combine(day, datetime.min.time(), ZONE)
    events = DossierEvent.objects.filter(
        at__gte=start, at__lt=start + timedelta(days=1)
    )
    return list(events.order_by("id").values_list("hash", flat=True))


def _day_of(event: DossierEvent) -> date:
    return event.at.astimezone(ZONE).date()
