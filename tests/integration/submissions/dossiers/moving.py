"""How the tests of moves set dossiers up and look at what was refused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from outbox.models import OutboxMessage
from services_catalog.staff.models import Role
from submissions.clock.working_hours import ZONE
from submissions.dossiers.lifecycle import (
    DossierStatus,
)
from submissions.dossiers.models import Dossier
from submissions.dossiers.rights import Requester
from submissions.receipts.tokens import receipt_token_of
from tests.factories.dossiers import MONDAY, DossierFactory, case_type_of, officer_of

ITEMS = [{"name": "Giấy chứng sinh", "reason": "Ảnh chụp bị mờ."}]


def at(day: str, hour: str = "09:00") -> datetime:
    return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZONE)


def owner_of(dossier: Dossier) -> Requester:
    return Requester(receipt_token=receipt_token_of(dossier.public_id))


def staff(dossier: Dossier, actor: Any = None, role: Role | None = None) -> dict:
    """The arguments that every move of the staff shares."""
    dossier.refresh_from_db()
    return {
        "dossier_id": dossier.pk,
        "lock_version": dossier.lock_version,
        "actor": actor or officer_of(dossier, role or Role.ONE_STOP_OFFICER),
    }


def processing(**values: Any) -> Dossier:
    """Accepted on Monday 1 June, ten working days, due on Monday 15 June at 09:00."""
    values.setdefault("due_at", at("2026-06-15"))
    dossier: Dossier = DossierFactory(
        status=DossierStatus.PROCESSING,
        accepted_at=MONDAY,
        original_due_at=values["due_at"],
        **values,
    )
    case_type_of(dossier, term_value=10)
    return dossier


def assert_refused(
    error: type[Exception], move: Callable[..., Dossier], dossier: Dossier, **given: Any
) -> Any:
    """The move is refused and leaves no trace."""
    before = Dossier.objects.filter(pk=dossier.pk).values().get()
    events, messages = dossier.events.count(), OutboxMessage.objects.count()
    with pytest.raises(error) as raised:
        move(**given)
    assert Dossier.objects.filter(pk=dossier.pk).values().get() == before
    assert dossier.events.count() == events
    assert OutboxMessage.objects.count() == messages
    return raised.value


def last_event(dossier: Dossier) -> Any:
    return dossier.events.order_by("-sequence").first()
