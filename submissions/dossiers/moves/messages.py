"""Messages between citizen and officer, recorded in the diary."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.opening import open_citizen_move, open_staff_move
from submissions.dossiers.refusals import DossierRuleError, require_text
from submissions.dossiers.rights import Requester

LONGEST_MESSAGE = 4000


@transaction.atomic
def write_as_citizen(
    *, dossier_id: int, requester: Requester, text: str, at: datetime
) -> Dossier:
    """The owner writes to the agency."""
    move = open_citizen_move(
        dossier_id=dossier_id, requester=requester, action=Action.MESSAGE, at=at
    )
    return move.complete(note=_message(text))


@transaction.atomic
def write_as_staff(
    *, dossier_id: int, lock_version: int, actor: Any, text: str, at: datetime
) -> Dossier:
    """The agency writes to the owner."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.MESSAGE,
        at=at,
    )
    return move.complete(note=_message(text))


def _message(text: str) -> str:
    text = require_text(text, "text", _("Write a message."))
    if len(text) > LONGEST_MESSAGE:
        raise DossierRuleError(
            _("A message has at most %(count)d characters; yours has %(length)d.")
            % {"count": LONGEST_MESSAGE, "length": len(text)},
            "text",
        )
    return text
