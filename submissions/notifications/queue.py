"""Queueing notices: one message per event of a dossier, in the move's transaction."""

from outbox.services import enqueue
from submissions.dossiers.events import DossierEvent
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier

TOPIC = "notifications.email"

# Moves that the citizen is told of (domain 7.1). The rest is work between colleagues.
NOTIFIED_ACTIONS = frozenset(
    {
        Action.SUBMIT,
        Action.ENTER,
        Action.ACCEPT,
        Action.REQUEST_SUPPLEMENT,
        Action.CONFIRM_SUPPLEMENT,
        Action.CLOSE_UNANSWERED,
        Action.REFUSE,
        Action.FORWARD,
        Action.ISSUE_OBLIGATION,
        Action.SETTLE_OBLIGATION,
        Action.PAUSE,
        Action.RESUME,
        Action.EXTEND,
        Action.WITHDRAW,
        Action.FINISH,
        Action.HAND_OVER,
        Action.RECALL_RESULT,
    }
)


def queue_notice(dossier: Dossier, event: DossierEvent) -> None:
    """Queue the notice of an event that its citizen is told of; once per event."""
    is_told = event.is_visible_to_citizen and (
        event.action in NOTIFIED_ACTIONS
        or (event.action == Action.MESSAGE and event.actor_agency_id is not None)
    )
    if is_told:
        key = f"{dossier.public_id}:{event.sequence}"
        enqueue(TOPIC, {"event": event.pk, "message_id": key}, key=key)
