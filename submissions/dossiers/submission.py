"""A draft becomes a dossier: once, whatever is clicked, retried or killed."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from outbox.services import enqueue
from services_catalog.calendars.services import working_time_of
from submissions.clock.due_dates import accept_by
from submissions.clock.working_hours import ZONE
from submissions.copies.services import keep_record
from submissions.dossiers.code_counter import allot_number
from submissions.dossiers.codes import format_code
from submissions.dossiers.diary import record_event
from submissions.dossiers.lifecycle import Action, DossierStatus
from submissions.dossiers.models import Dossier, SubmissionKey
from submissions.dossiers.person_index import person_index
from submissions.dossiers.rights import Requester, is_owner
from submissions.drafts.models import Draft
from submissions.drafts.services import (
    all_answers,
    outcome_of_draft,
    token_hash_of,
)
from submissions.files.infected import infected_papers
from submissions.files.models import Paper
from submissions.files.services import remove_paper
from submissions.forms.applicant import owner_person_id
from submissions.forms.compiled import compiled_form
from submissions.forms.validation import Errors, split_by_sensitivity, validate_all
from submissions.notifications.queue import queue_notice
from submissions.receipts.tokens import (
    known_receipt_token,
    receipt_hash_of,
    receipt_token_of,
)

DIGEST_TOPIC = "submissions.digest"


@dataclass(frozen=True, slots=True)
class Submission:
    """A dossier with the secret of its receipt; `is_repeat` when it stood already."""

    dossier: Dossier
    receipt_token: str
    is_repeat: bool = False


class IdempotencyConflictError(Exception):
    """The key was used for another draft or another request: the caller's fault."""


class DraftGoneError(Exception):
    """The draft is no more, and what became of it is not for this caller to know."""


class InvalidDraftError(Exception):
    """The draft does not hold up; `errors` names the fields."""

    def __init__(self, errors: Errors) -> None:
        self.errors = errors
        super().__init__(f"{len(errors)} answers must be put right")


@transaction.atomic
def submit_draft(
    *, draft: Draft, key: str, user: Any, at: datetime, request_hash: str = ""
) -> Submission:
    """Submit a draft that the caller may open.

    The same key and draft give the same dossier and the same receipt again; the same
    key with another draft raises IdempotencyConflictError. Raises InvalidDraftError
    with nothing changed, DraftGoneError for a draft discarded meanwhile.
    """
    held = Draft.objects.select_for_update().filter(pk=draft.pk).first()
    known = find_submission(
        key=key, draft_id=draft.public_id, token_hash=draft.token_hash
    )
    if known is not None:
        return known
    if held is None:
        raise DraftGoneError
    day = at.astimezone(ZONE).date()
    papers = list(held.papers.all())
    errors = validate_all(
        compiled_form(held.form_version),
        held.applicant,
        all_answers(held),
        papers,
        on=day,
    )
    if errors:
        raise InvalidDraftError(errors)
    papers = _settle(held, papers, day)
    if infected := infected_papers(compiled_form(held.form_version), papers):
        raise InvalidDraftError(infected)
    dossier = _new_dossier(held, user, at)
    dossier.save(force_insert=True)
    Paper.objects.filter(draft=held).update(draft=None, dossier=dossier)
    _keep_key(key, request_hash, held, dossier)
    held.delete()
    record = keep_record(dossier=dossier, papers=papers)
    _tell(dossier, at, record.fingerprint)
    return Submission(dossier, receipt_token_of(dossier.public_id))


def _settle(draft: Draft, papers: list[Paper], day: date) -> list[Paper]:
    """Clear what the form's rules hide, with its papers, and keep what they compute;
    the papers that are left."""
    form = compiled_form(draft.form_version)
    if not form.ruled:
        return papers
    outcome = outcome_of_draft(draft, day)
    hidden = [paper for paper in papers if paper.field_id in outcome.hidden]
    for paper in hidden:
        remove_paper(draft=draft, paper=paper)
    computed = {
        field.id: outcome.computed.get(field.key)
        for field in form.ruled
        # What is only shown or required by a rule was answered by a person.
        if field.formula is not None
    }
    settled = {
        key: value
        for key, value in {**all_answers(draft), **computed}.items()
        if key not in outcome.hidden and value is not None
    }
    draft.answers, draft.sealed_answers = split_by_sensitivity(form, settled)
    return [paper for paper in papers if paper not in hidden]


def find_submission(*, key: str, draft_id: UUID, token_hash: str) -> Submission | None:
    """What a draft became, for whoever held its secret: answers a repeated request.

    By the key, and by the draft itself: two tabs have two keys and one draft.
    """
    body_hash = _body_hash(draft_id, token_hash)
    by_key = SubmissionKey.objects.select_related("dossier").filter(key=key).first()
    if by_key is not None and by_key.body_hash != body_hash:
        raise IdempotencyConflictError
    found = (
        by_key
        or SubmissionKey.objects.select_related("dossier")
        .filter(body_hash=body_hash)
        .first()
    )
    return _repeated(found.dossier) if found else None


def find_repeat(
    *, key: str, draft_id: UUID, token: str, user: Any, request_hash: str
) -> Submission | None:
    """What a draft that is no more became, for the bearer of its secret or its owner.

    Raises IdempotencyConflictError if the key stands for a request that said
    something else.
    """
    kept = SubmissionKey.objects.select_related("dossier").filter(draft_id=draft_id)
    found = kept.first()
    if found is None:
        return None
    bears = bool(token) and hmac.compare_digest(
        _body_hash(draft_id, token_hash_of(token)), found.body_hash
    )
    if not bears and not is_owner(Requester(user), found.dossier):
        return None
    if found.key == key and found.request_hash != request_hash:
        raise IdempotencyConflictError
    return _repeated(found.dossier)


def _repeated(dossier: Dossier) -> Submission:
    token = known_receipt_token(dossier.public_id, dossier.receipt_hash)
    return Submission(dossier, token, is_repeat=True)


def _keep_key(key: str, request_hash: str, draft: Draft, dossier: Dossier) -> None:
    try:
        with transaction.atomic():
            SubmissionKey.objects.create(
                key=key,
                body_hash=_body_hash(draft.public_id, draft.token_hash),
                draft_id=draft.public_id,
                request_hash=request_hash,
                dossier=dossier,
            )
    except IntegrityError as error:
        # Another draft took the key between the look and the write.
        raise IdempotencyConflictError from error


def _new_dossier(draft: Draft, user: Any, at: datetime) -> Dossier:
    desk = draft.agency.desk
    dossier = Dossier(
        form_version=draft.form_version,
        procedure_version=draft.procedure_version,
        case_type=draft.case_type,
        portal_path=draft.portal_path,
        language=(get_language() or "vi")[:2],
        user=draft.user or (user if user and user.is_authenticated else None),
        receiving_agency=desk,
        competent_agency=draft.agency,
        applicant=draft.applicant,
        owner_id_index=person_index(owner_person_id(draft.applicant)),
        answers=draft.answers,
        sealed_answers=draft.sealed_answers,
        status=DossierStatus.SUBMITTED,
        submitted_at=at,
        accept_by=accept_by(at, working_time_of(desk.calendar)),
    )
    dossier.receipt_hash = receipt_hash_of(receipt_token_of(dossier.public_id))
    day = at.astimezone(ZONE).date()
    number = allot_number(desk, day)
    dossier.code = format_code(desk.identifier, day, number)
    if number == 1:
        # The first code of a day closes the days before it; the key makes it one.
        enqueue(DIGEST_TOPIC, {}, key=day.isoformat())
    return dossier


def _tell(dossier: Dossier, at: datetime, record_fingerprint: str) -> None:
    event = record_event(
        dossier=dossier,
        action=Action.SUBMIT,
        from_status="",
        at=at,
        actor=dossier.user,
        record_fingerprint=record_fingerprint,
        clock={
            "accept_by": dossier.accept_by.isoformat() if dossier.accept_by else None
        },
    )
    queue_notice(dossier, event)


def _body_hash(draft_id: UUID, token_hash: str) -> str:
    return hashlib.sha256(f"{draft_id}\0{token_hash}".encode()).hexdigest()
