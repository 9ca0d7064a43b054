"""Stopping the clock, letting it run again, and extending the term."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from services_catalog.procedures.case_types import SupplementPolicy
from submissions.clock.waiting import due_after_wait, may_extend
from submissions.clock.working_hours import ZONE, local
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.opening import Move, open_staff_move
from submissions.dossiers.moves.terms import term_of
from submissions.dossiers.refusals import DossierRuleError, require_text


@transaction.atomic
def issue_obligation(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    amount: int,
    notice: str,
    at: datetime,
) -> Dossier:
    """Ask for a financial obligation, in đồng, by its notice; the clock stops."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.ISSUE_OBLIGATION,
        at=at,
    )
    if amount <= 0:
        raise DossierRuleError(_("Enter the amount in đồng."), "amount")
    notice = require_text(notice, "notice", _("Enter number and date of the notice."))
    move.dossier.obligation_amount = amount
    return _stop(move, notice, "obligation_amount")


@transaction.atomic
def settle_obligation(
    *, dossier_id: int, lock_version: int, actor: Any, at: datetime
) -> Dossier:
    """Note that the obligation is settled; the clock goes on with the days left."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.SETTLE_OBLIGATION,
        at=at,
    )
    return _go_on(move)


@transaction.atomic
def pause_dossier(
    *, dossier_id: int, lock_version: int, actor: Any, basis: str, at: datetime
) -> Dossier:
    """Pause on a legal basis with its document; waiting for a colleague is none."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.PAUSE,
        at=at,
    )
    basis = require_text(basis, "basis", _("Enter the legal basis and its document."))
    return _stop(move, basis)


@transaction.atomic
def resume_dossier(
    *, dossier_id: int, lock_version: int, actor: Any, at: datetime
) -> Dossier:
    """End a pause; a dossier that was closed for want of an answer stays closed."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.RESUME,
        at=at,
    )
    if move.dossier.clock_stopped_at is None:
        raise DossierRuleError(_("This dossier was closed and cannot be resumed."))
    return _go_on(move)


@transaction.atomic
def extend_term(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    new_day: date,
    reason: str,
    at: datetime,
) -> Dossier:
    """Apologise and promise a later day: once, at least a day before it is due."""
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.EXTEND,
        at=at,
    )
    dossier = move.dossier
    before = _check_extension(dossier, new_day, at)
    if not move.working_time.is_working_day(new_day):
        raise DossierRuleError(_("Choose a working day."), "new_day")
    reason = require_text(reason, "reason", _("Write why more time is needed."))
    dossier.due_at = datetime.combine(new_day, local(before).time(), ZONE)
    dossier.was_extended = True
    return move.complete(
        changed=("due_at", "was_extended"),
        note=reason,
        clock={"due_before": before, "due_at": dossier.due_at},
    )


def _check_extension(dossier: Dossier, new_day: date, at: datetime) -> datetime:
    if dossier.due_at is None:
        raise DossierRuleError(_("This dossier has no due date to extend."))
    if dossier.was_extended:
        raise DossierRuleError(_("The term was extended already; once is the limit."))
    if not may_extend(dossier.due_at, at):
        raise DossierRuleError(
            _("A term is extended at least one day before it ends; this is too late.")
        )
    if new_day <= local(dossier.due_at).date():
        raise DossierRuleError(_("Choose a day after the present one."), "new_day")
    return dossier.due_at


def _stop(move: Move, note: str, *changed: str) -> Dossier:
    move.dossier.clock_stopped_at = move.at
    return move.complete(
        changed=("clock_stopped_at", *changed),
        note=note,
        clock={"due_at": move.dossier.due_at},
    )


def _go_on(move: Move) -> Dossier:
    """The clock runs again with the days that were left (domain 4.1: `resumes`)."""
    dossier, term = move.dossier, term_of(move.dossier)
    stopped_at, before = dossier.clock_stopped_at, dossier.due_at
    if term is not None and before is not None and stopped_at is not None:
        dossier.due_at = due_after_wait(
            policy=SupplementPolicy.RESUME,
            term=term,
            due=before,
            stopped_at=stopped_at,
            complete_at=move.at,
            working_time=move.working_time,
        )
    dossier.clock_stopped_at = None
    return move.complete(
        changed=("due_at", "clock_stopped_at"),
        clock={"due_before": before, "due_at": dossier.due_at},
    )
