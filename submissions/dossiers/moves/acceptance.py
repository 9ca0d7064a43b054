"""Accepting a dossier, or refusing to."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.clock.due_dates import due_at
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier, PaymentState
from submissions.dossiers.moves.opening import open_staff_move
from submissions.dossiers.moves.terms import term_of
from submissions.dossiers.refusals import DossierRuleError, require_text


@transaction.atomic
def accept_dossier(
    *, dossier_id: int, lock_version: int, actor: Any, at: datetime
) -> Dossier:
    """Accept formally: the main clock starts, the day of return is promised."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.ACCEPT,
        at=at,
    )
    dossier = move.dossier
    if dossier.payment_state == PaymentState.WAITING:
        raise DossierRuleError(_("The fee asked for beforehand is not paid yet."))
    term = term_of(dossier)
    dossier.accepted_at = at
    dossier.due_at = due_at(term, at, move.working_time) if term else None
    dossier.original_due_at = dossier.due_at
    return move.complete(
        changed=("accepted_at", "due_at", "original_due_at"),
        clock={"accepted_at": at, "due_at": dossier.due_at},
    )


@transaction.atomic
def refuse_dossier(
    *, dossier_id: int, lock_version: int, actor: Any, reason: str, at: datetime
) -> Dossier:
    """Refuse acceptance with a reason; a technical error is no reason (domain 4.1)."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.REFUSE,
        at=at,
    )
    reason = require_text(reason, "reason", _("Write why it is not accepted."))
    move.dossier.accept_by = None
    return move.complete(changed=("accept_by",), note=reason)
