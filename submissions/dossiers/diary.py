"""Writing the diary (nhật ký): one event per move, in the move's own transaction."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from services_catalog.agencies.models import Agency
from submissions.dossiers.chain import commitment, event_hash
from submissions.dossiers.events import DossierEvent, DossierEventNote
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier


def record_event(
    *,
    dossier: Dossier,
    action: Action,
    from_status: DossierStatus | str,
    at: datetime,
    actor: Any = None,
    actor_agency: Agency | None = None,
    note: str = "",
    record_fingerprint: str = "",
    clock: dict[str, str | None] | None = None,
    is_visible_to_citizen: bool = True,
) -> DossierEvent:
    """Append one event; the caller holds the dossier's row.

    The note may be personal: it stands sealed in a side row, of which the event keeps
    only a salted commitment.
    """
    last = dossier.events.order_by("-sequence").first() if from_status else None
    salt = secrets.token_hex(16) if note else ""
    event = DossierEvent(
        dossier=dossier,
        sequence=last.sequence + 1 if last else 1,
        at=at,
        actor=actor,
        actor_agency=actor_agency,
        action=action,
        from_status=from_status,
        to_status=dossier.status,
        clock=clock or {},
        is_visible_to_citizen=is_visible_to_citizen,
        note_commitment=commitment(salt, note) if note else "",
        record_fingerprint=record_fingerprint,
        previous_hash=last.hash if last else "",
    )
    event.hash = event_hash(event)
    event.save(force_insert=True)
    if note:
        DossierEventNote.objects.create(event=event, salt=salt, text=note)
    return event


@transaction.atomic
def mask_notes(*, dossiers: Iterable[Dossier], at: datetime | None = None) -> int:
    """Erase the personal text of these dossiers' diaries once its term has passed.

    Text and salt go, the event with its commitment stays: the chain still verifies.
    Returns how many notes were erased.
    """
    return DossierEventNote.objects.filter(
        event__dossier__in=[dossier.pk for dossier in dossiers],
        erased_at__isnull=True,
    ).update(text="", salt="", erased_at=at or timezone.now())
