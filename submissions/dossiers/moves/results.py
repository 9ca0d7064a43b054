"""Finishing, handing over the result, and recalling a wrong one."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.dossiers.lifecycle import Action, Outcome
from submissions.dossiers.models import Dossier, PaymentState
from submissions.dossiers.moves.opening import open_staff_move
from submissions.dossiers.refusals import DossierRuleError, require_text

# Papers of the dossier that are its result, not the citizen's answers, stand here.
RESULT_FIELD = "result"


@transaction.atomic
def finish_dossier(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    outcome: Outcome,
    note: str = "",
    at: datetime,
) -> Dossier:
    """The result is ready: `resolved_at` is what the agency is measured by."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.FINISH,
        at=at,
    )
    dossier = move.dossier
    if outcome == Outcome.REFUSED:
        note = require_text(note, "note", _("A refusal states its reasons."))
    elif _lacks_result(dossier):
        raise DossierRuleError(_("Attach the signed result first."), "result")
    dossier.outcome, dossier.resolved_at = outcome, at
    return move.complete(
        changed=("outcome", "resolved_at"),
        note=note.strip(),
        clock={"due_at": dossier.due_at, "resolved_at": at},
    )


@transaction.atomic
def hand_over(
    *, dossier_id: int, lock_version: int, actor: Any, receiver: str, at: datetime
) -> Dossier:
    """Hand the result to a person whose identity was checked; never blocked as late."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.HAND_OVER,
        at=at,
    )
    if move.dossier.payment_state == PaymentState.WAITING:
        raise DossierRuleError(_("The fee is not paid yet."))
    receiver = require_text(receiver, "receiver", _("Write who received the result."))
    move.dossier.returned_at = at
    return move.complete(changed=("returned_at",), note=receiver)


@transaction.atomic
def recall_result(
    *, dossier_id: int, lock_version: int, actor: Any, reason: str, at: datetime
) -> Dossier:
    """Take back a wrong result; visible to the citizen, with its reason."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.RECALL_RESULT,
        at=at,
    )
    reason = require_text(reason, "reason", _("Write what was wrong with the result."))
    move.dossier.returned_at = None
    return move.complete(changed=("returned_at",), note=reason)


def _lacks_result(dossier: Dossier) -> bool:
    if dossier.case_type is None or not dossier.case_type.result_required:
        return False
    return not dossier.papers.filter(field_id=RESULT_FIELD).exists()
