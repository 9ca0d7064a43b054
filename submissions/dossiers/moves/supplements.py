"""Asking the citizen for papers, their answer, and what becomes of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from submissions.clock.due_dates import accept_by
from submissions.clock.waiting import answer_by, due_after_wait
from submissions.clock.working_hours import local
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier, SupplementRequest
from submissions.dossiers.moves.opening import (
    Move,
    open_citizen_move,
    open_staff_move,
)
from submissions.dossiers.moves.terms import (
    supplement_days_of,
    supplement_policy_of,
    term_of,
)
from submissions.dossiers.refusals import DossierRuleError, require_text
from submissions.dossiers.rights import Requester


class SupplementItem(TypedDict):
    """A paper that is missing or wrong, and what is wrong with it."""

    name: str
    reason: str


@transaction.atomic
def request_supplement(
    *,
    dossier_id: int,
    lock_version: int,
    actor: Any,
    items: Sequence[SupplementItem],
    reason: str = "",
    at: datetime,
) -> Dossier:
    """Ask for everything that is missing, in one request; the main clock stops.

    After acceptance only once (kept by the 2025 decree, domain 4.1).
    """
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.REQUEST_SUPPLEMENT,
        at=at,
    )
    dossier = move.dossier
    is_before = move.source == DossierStatus.SUBMITTED
    _check_request(dossier, items, is_before)
    request = SupplementRequest.objects.create(
        dossier=dossier,
        before_acceptance=is_before,
        reason=reason.strip(),
        items=[dict(item) for item in items],  # type: ignore[misc]  # sealed JSON
        requested_by=actor,
        requested_at=at,
        answer_by=answer_by(at, supplement_days_of(dossier), move.working_time),
        due_before=dossier.due_at,
    )
    dossier.clock_stopped_at = None if is_before else at
    return move.complete(
        changed=("clock_stopped_at",),
        note=_list_of(items, reason),
        clock={"answer_by": request.answer_by, "due_at": dossier.due_at},
    )


@transaction.atomic
def reply_supplement(
    *, dossier_id: int, requester: Requester, reply: str, at: datetime
) -> Dossier:
    """Send what was asked for; papers were attached before, the officer confirms."""
    move = open_citizen_move(
        dossier_id=dossier_id,
        requester=requester,
        action=Action.REPLY_SUPPLEMENT,
        at=at,
    )
    request = _open_request(move.dossier)
    if request.answered_at is not None:
        raise DossierRuleError(
            _("Your answer has been sent already; the officer is looking at it.")
        )
    has_papers = move.dossier.papers.filter(uploaded_at__gte=request.requested_at)
    if not reply.strip() and not has_papers.exists():
        raise DossierRuleError(_("Attach a file or write an answer."), "reply")
    request.reply, request.answered_at = reply.strip(), at
    request.save(update_fields=["reply", "answered_at"])
    return move.complete(note=request.reply)


@transaction.atomic
def confirm_supplement(
    *, dossier_id: int, lock_version: int, actor: Any, at: datetime
) -> Dossier:
    """Confirm that the papers are complete: the clock runs again (domain 4.3).

    Papers asked for before acceptance lead back to `submitted` and renew `accept_by`.
    """
    dossier = Dossier.objects.get(pk=dossier_id)
    request = dossier.supplements.filter(confirmed_at__isnull=True).last()
    is_before = request is not None and request.before_acceptance
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.CONFIRM_SUPPLEMENT,
        at=at,
        target=DossierStatus.SUBMITTED if is_before else DossierStatus.PROCESSING,
    )
    request = _open_request(move.dossier)
    if is_before:
        move.dossier.accept_by = accept_by(at, move.working_time)
        changed: tuple[str, ...] = ("accept_by",)
    else:
        _restart_clock(move)
        changed = ("due_at", "clock_stopped_at")
    request.confirmed_at, request.due_after = at, move.dossier.due_at
    request.save(update_fields=["confirmed_at", "due_after"])
    return move.complete(
        changed=changed,
        clock={"due_before": request.due_before, "due_at": move.dossier.due_at},
    )


@transaction.atomic
def close_unanswered(
    *, dossier_id: int, lock_version: int, actor: Any, reason: str, at: datetime
) -> Dossier:
    """End a dossier whose citizen sent nothing within the term to supplement."""
    request = SupplementRequest.objects.filter(
        dossier=dossier_id, confirmed_at__isnull=True
    ).last()
    is_before = request is not None and request.before_acceptance
    move = open_staff_move(
        dossier_id=dossier_id,
        lock_version=lock_version,
        actor=actor,
        action=Action.CLOSE_UNANSWERED,
        at=at,
        target=DossierStatus.NOT_ACCEPTED if is_before else DossierStatus.STOPPED,
    )
    request = _open_request(move.dossier)
    if request.answered_at is not None:
        raise DossierRuleError(_("The citizen has answered; look at the answer first."))
    if local(at).date() <= local(request.answer_by).date():
        raise DossierRuleError(
            _("The citizen may still answer until %(day)s.")
            % {"day": f"{local(request.answer_by):%d/%m/%Y}"}
        )
    reason = require_text(reason, "reason", _("Write why the dossier is closed."))
    # A dossier closed for good: nothing is waiting that could be resumed.
    move.dossier.clock_stopped_at = None
    return move.complete(changed=("clock_stopped_at",), note=reason)


def _check_request(
    dossier: Dossier, items: Sequence[SupplementItem], is_before: bool
) -> None:
    if not items:
        raise DossierRuleError(_("Name at least one paper."), "items")
    for item in items:
        require_text(item["name"], "items", _("Name each paper."))
        require_text(
            item["reason"], "items", _("Say of each paper what is wrong with it.")
        )
    if not is_before and dossier.supplements.filter(before_acceptance=False).exists():
        raise DossierRuleError(
            _("Papers may be asked for only once after acceptance."), "items"
        )


def _restart_clock(move: Move) -> None:
    dossier, term = move.dossier, term_of(move.dossier)
    stopped_at, dossier.clock_stopped_at = dossier.clock_stopped_at, None
    if term is None or dossier.due_at is None or stopped_at is None:
        return
    dossier.due_at = due_after_wait(
        policy=supplement_policy_of(dossier),
        term=term,
        due=dossier.due_at,
        stopped_at=stopped_at,
        complete_at=move.at,
        working_time=move.working_time,
    )


def _open_request(dossier: Dossier) -> SupplementRequest:
    request = dossier.supplements.filter(confirmed_at__isnull=True).last()
    if request is None:
        raise DossierRuleError(_("No papers have been asked for."))
    return request


def _list_of(items: Sequence[SupplementItem], reason: str) -> str:
    lines = [f"{item['name']}: {item['reason']}" for item in items]
    return "\n".join([*lines, *filter(None, [reason.strip()])])
