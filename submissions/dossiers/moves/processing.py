"""Handing a dossier from colleague to colleague; the main clock is untouched."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.clock.working_hours import ZONE
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.opening import Move, open_staff_move
from submissions.dossiers.refusals import DossierRuleError, require_text
from submissions.dossiers.rights import standing_on


@transaction.atomic
def forward_dossier(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    holder: Any = None,
    note: str = "",
    at: datetime,
) -> Dossier:
    """Pass on to a colleague; without a name the one who forwards goes on with it."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.FORWARD,
        at=at,
    )
    # The citizen sees that work has begun, not each desk that the paper crosses.
    is_first = move.source != move.target
    return _hand_to(move, holder or actor, note, is_visible=is_first)


@transaction.atomic
def send_back(
    *, dossier_id: int, lock_version: int, actor: Any, note: str, at: datetime
) -> Dossier:
    """Give back to whoever forwarded it, saying why."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.SEND_BACK,
        at=at,
    )
    note = require_text(note, "note", _("Write why it is sent back."))
    sender = _last_sender(move.dossier)
    if sender is None or sender == actor:
        raise DossierRuleError(_("Nobody forwarded this dossier to you."))
    return _hand_to(move, sender, note, is_visible=False)


@transaction.atomic
def recall_dossier(
    *, dossier_id: int, lock_version: int, actor: Any, at: datetime
) -> Dossier:
    """Take back what was just forwarded, before the next colleague has acted."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.RECALL,
        at=at,
    )
    last = move.dossier.events.order_by("-sequence").first()
    is_own_forward = (
        last is not None and last.action == Action.FORWARD and last.actor == actor
    )
    if not is_own_forward:
        raise DossierRuleError(
            _("Only who forwarded a dossier last may recall it, before others act.")
        )
    return _hand_to(move, actor, "", is_visible=False)


@transaction.atomic
def reassign_dossier(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    holder: Any,
    note: str = "",
    at: datetime,
) -> Dossier:
    """A leader gives the dossier to another colleague."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.REASSIGN,
        at=at,
    )
    return _hand_to(move, holder, note, is_visible=False)


def _hand_to(move: Move, holder: Any, note: str, *, is_visible: bool) -> Dossier:
    day = move.at.astimezone(ZONE).date()
    if holder is None or standing_on(holder, move.dossier, day) is None:
        raise DossierRuleError(
            _("Choose a colleague who works on this agency's dossiers."), "holder"
        )
    move.dossier.holder = holder
    return move.complete(
        changed=("holder",), note=note.strip(), is_visible_to_citizen=is_visible
    )


def _last_sender(dossier: Dossier) -> Any:
    event = (
        dossier.events.filter(action=Action.FORWARD)
        .select_related("actor")
        .order_by("-sequence")
        .first()
    )
    return event.actor if event else None
