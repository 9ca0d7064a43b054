"""The diary as people read it: the citizen's part of it, and all of it for the desk."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from submissions.dossiers.events import DossierEvent
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier
from submissions.notifications.subjects import subject_of

# Actions whose text is written to or by the citizen; other notes stay in the house.
NOTES_FOR_CITIZEN = frozenset(
    {
        Action.REFUSE,
        Action.REQUEST_SUPPLEMENT,
        Action.REPLY_SUPPLEMENT,
        Action.CLOSE_UNANSWERED,
        Action.ISSUE_OBLIGATION,
        Action.PAUSE,
        Action.EXTEND,
        Action.REQUEST_WITHDRAWAL,
        Action.WITHDRAW,
        Action.FINISH,
        Action.HAND_OVER,
        Action.RECALL_RESULT,
        Action.MESSAGE,
    }
)
_GOOD = frozenset({Action.ACCEPT, Action.FINISH, Action.HAND_OVER})
_BAD = frozenset({Action.REFUSE, Action.CLOSE_UNANSWERED, Action.RECALL_RESULT})
_WARN = frozenset({Action.REQUEST_SUPPLEMENT, Action.PAUSE, Action.EXTEND})


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """One line of the diary, as the timeline component draws it."""

    at: datetime
    title: str
    text: str
    who: str
    kind: str


def citizen_diary(dossier: Dossier) -> list[DiaryEntry]:
    """What the owner may read, newest first; the agency stands for its people."""
    events = _events(dossier).filter(is_visible_to_citizen=True)
    return [
        DiaryEntry(
            at=event.at,
            title=_("You wrote") if _is_own_message(event) else subject_of(event),
            text=_note_of(event) if event.action in NOTES_FOR_CITIZEN else "",
            who=event.actor_agency.shown_name if event.actor_agency else "",
            kind=_kind_of(event),
        )
        for event in events
    ]


def desk_diary(dossier: Dossier) -> list[DiaryEntry]:
    """Everything, with the names of those who acted, newest first."""
    return [
        DiaryEntry(
            at=event.at,
            title=str(Action(event.action).label),
            text=_note_of(event),
            who=str(event.actor) if event.actor else _("the applicant"),
            kind=_kind_of(event),
        )
        for event in _events(dossier)
    ]


def _events(dossier: Dossier):  # type: ignore[no-untyped-def]  # a queryset of events
    return dossier.events.select_related("actor", "actor_agency", "note").order_by(
        "-sequence"
    )


def _is_own_message(event: DossierEvent) -> bool:
    return event.action == Action.MESSAGE and event.actor_agency_id is None


def _note_of(event: DossierEvent) -> str:
    note = getattr(event, "note", None)
    if note is None:
        return ""
    return _("(erased)") if note.erased_at else str(note.text)


def _kind_of(event: DossierEvent) -> str:
    for actions, kind in ((_GOOD, "ok"), (_BAD, "bad"), (_WARN, "warn")):
        if event.action in actions:
            return kind
    return ""
