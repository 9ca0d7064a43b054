"""What every move shares: lock the row, judge, change, write an event, tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services_catalog.agencies.models import Agency
from services_catalog.calendars.services import working_time_of
from services_catalog.calendars.working_time import WorkingTime
from submissions.clock.working_hours import local
from submissions.dossiers.diary import record_event
from submissions.dossiers.lifecycle import (
    Action,
    Actor,
    DossierStatus,
    allowed_actions,
    require_transition,
)
from submissions.dossiers.models import Dossier
from submissions.dossiers.refusals import ActionNotYoursError, StaleDossierError
from submissions.dossiers.rights import (
    NoRightError,
    Requester,
    is_owner,
    standing_on,
)
from submissions.notifications.queue import queue_notice


@dataclass(slots=True)
class Move:
    """A move that was judged and may be made, in the transaction that holds the row."""

    dossier: Dossier
    action: Action
    source: DossierStatus
    target: DossierStatus
    at: datetime
    actor: Any = None
    agency: Agency | None = None

    @property
    def working_time(self) -> WorkingTime:
        return working_time_of(self.dossier.competent_agency.calendar)

    def complete(
        self,
        *,
        changed: tuple[str, ...] = (),
        note: str = "",
        clock: dict[str, datetime | None] | None = None,
        is_visible_to_citizen: bool = True,
    ) -> Dossier:
        """Make the move: save the `changed` fields, write the event, queue the notice.

        `clock` says what the move did to the dates, by the names of the fields.
        """
        dossier = self.dossier
        dossier.status = self.target
        dossier.lock_version += 1
        dossier.save(update_fields=["status", "lock_version", *changed])
        event = record_event(
            dossier=dossier,
            action=self.action,
            from_status=self.source,
            at=self.at,
            actor=self.actor,
            actor_agency=self.agency,
            note=note,
            clock={
                name: local(moment).isoformat() if moment else None
                for name, moment in (clock or {}).items()
            },
            is_visible_to_citizen=is_visible_to_citizen,
        )
        queue_notice(dossier, event)
        return dossier


def open_staff_move(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    action: Action,
    at: datetime,
    target: DossierStatus | None = None,
) -> Move:
    """Lock the dossier and judge a colleague's move.

    Raises NoRightError for a dossier of other agencies, StaleDossierError when it was
    moved since `lock_version` was read, TransitionNotAllowedError and
    ActionNotYoursError by the transition table.
    """
    dossier = _locked(dossier_id)
    standing = standing_on(actor, dossier, local(at).date())
    if standing is None:
        raise NoRightError
    if dossier.lock_version != lock_version:
        raise StaleDossierError
    source = DossierStatus(dossier.status)
    target = require_transition(source, action, target)
    if action not in allowed_actions(source, standing.roles):
        raise ActionNotYoursError
    return Move(dossier, action, source, target, at, actor, standing.agency)


def open_citizen_move(
    *, dossier_id: int, requester: Requester, action: Action, at: datetime
) -> Move:
    """Lock the dossier and judge its owner's move."""
    dossier = _locked(dossier_id)
    if not is_owner(requester, dossier):
        raise NoRightError
    source = DossierStatus(dossier.status)
    target = require_transition(source, action)
    if action not in allowed_actions(source, {Actor.CITIZEN}):
        raise ActionNotYoursError
    user = requester.user
    actor = user if user is not None and user.is_authenticated else None
    return Move(dossier, action, source, target, at, actor)


def _locked(dossier_id: int) -> Dossier:
    dossier: Dossier = (
        Dossier.objects.select_for_update(of=("self",))
        .select_related(
            "case_type", "competent_agency__calendar", "receiving_agency__calendar"
        )
        .get(pk=dossier_id)
    )
    return dossier
