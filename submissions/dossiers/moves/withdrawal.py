"""Taking an application back: alone before acceptance, later with the one-stop."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier, PaymentState
from submissions.dossiers.moves.opening import (
    Move,
    open_citizen_move,
    open_staff_move,
)
from submissions.dossiers.refusals import DossierRuleError
from submissions.dossiers.rights import Requester


@transaction.atomic
def withdraw_own(
    *, dossier_id: int, requester: Requester, reason: str = "", at: datetime
) -> Dossier:
    """The owner takes back a dossier that nobody has accepted yet."""
    move = open_citizen_move(
        dossier_id=dossier_id, requester=requester, action=Action.WITHDRAW, at=at
    )
    return _withdraw(move, reason)


@transaction.atomic
def request_withdrawal(
    *, dossier_id: int, requester: Requester, reason: str = "", at: datetime
) -> Dossier:
    """The owner asks to stop an accepted dossier; the one-stop confirms."""
    move = open_citizen_move(
        dossier_id=dossier_id,
        requester=requester,
        action=Action.REQUEST_WITHDRAWAL,
        at=at,
    )
    if move.dossier.withdrawal_requested_at is not None:
        raise DossierRuleError(_("You have asked for this already."))
    move.dossier.withdrawal_requested_at = at
    return move.complete(changed=("withdrawal_requested_at",), note=reason.strip())


@transaction.atomic
def confirm_withdrawal(
    *, dossier_id: int, lock_version: int, actor: Any, reason: str = "", at: datetime
) -> Dossier:
    """Stop at the applicant's request, before a decision (Circular 03/2025 art. 7)."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.WITHDRAW,
        at=at,
    )
    if move.dossier.withdrawal_requested_at is None:
        raise DossierRuleError(_("The applicant has not asked to withdraw."))
    return _withdraw(move, reason)


def _withdraw(move: Move, reason: str) -> Dossier:
    dossier = move.dossier
    if dossier.payment_state == PaymentState.PAID:
        raise DossierRuleError(_("The fee has been paid; it must be refunded first."))
    changed = ["accept_by", "clock_stopped_at"]
    if dossier.payment_state == PaymentState.WAITING:
        dossier.payment_state = PaymentState.CANCELLED
        changed.append("payment_state")
    dossier.accept_by = dossier.clock_stopped_at = None
    return move.complete(changed=tuple(changed), note=reason.strip())
