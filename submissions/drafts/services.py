"""Beginning, opening, keeping and giving up drafts."""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from services_catalog.agencies.models import Agency
from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import ProcedureVersion
from submissions.drafts.conflicts import set_aside
from submissions.drafts.models import Draft
from submissions.files.services import delete_files
from submissions.forms.applicant import STEP_ID, applicant_step
from submissions.forms.compiled import (
    CompiledField,
    CompiledForm,
    CompiledStep,
    compiled_form,
)
from submissions.forms.kinds.registry import kind_of
from submissions.forms.models import FormVersion
from submissions.forms.rules.applying import Outcome, outcome_of
from submissions.forms.validation import (
    Errors,
    Follow,
    Judged,
    context_on,
    split_by_sensitivity,
    too_much,
    validate_applicant,
    validate_step,
)

LIFETIME = timedelta(days=30)
_TOKEN_BYTES = 32


class DraftNotFoundError(LookupError):
    """No such draft for this person: unknown, foreign and expired look alike."""


class DraftConflictError(ValueError):
    """The draft was changed elsewhere since `revision`; `draft` is what is stored."""

    def __init__(self, draft: Draft) -> None:
        super().__init__(str(draft.public_id))
        self.draft = draft


class InvalidAnswersError(ValueError):
    """Answers that cannot stand, and why; nothing was stored."""

    def __init__(self, errors: Errors) -> None:
        super().__init__(", ".join(error.code for error in errors))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class Changes:
    """New answers: applicant's by key, others by field id; None takes one away."""

    applicant: Mapping[str, Any]
    answers: Mapping[str, Any]
    sound: frozenset[str]


def begin_draft(
    *,
    form_version: FormVersion,
    agency: Agency,
    procedure_version: ProcedureVersion | None,
    case_type: CaseType | None,
    portal_path: str,
    user: Any,
    at: datetime,
) -> tuple[Draft, str]:
    """A new draft and its bearer token, which is told this once and never stored."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    draft = Draft.objects.create(
        token_hash=token_hash_of(token),
        user=user if user is not None and user.is_authenticated else None,
        form_version=form_version,
        procedure_version=procedure_version,
        case_type=case_type,
        agency=agency,
        portal_path=portal_path,
        expires_at=at + LIFETIME,
    )
    return draft, token


def open_draft(public_id: UUID | str, *, user: Any, token: str, at: datetime) -> Draft:
    """The draft, for its owner or the bearer of its token; else DraftNotFoundError."""
    drafts = Draft.objects.open(at).with_subject()
    try:
        draft = drafts.filter(public_id=public_id).first()
    except (ValidationError, ValueError) as error:
        raise DraftNotFoundError from error
    if draft is None or not (owns(draft, user) or bears(draft, token)):
        raise DraftNotFoundError
    return draft


def save_step(
    *,
    draft: Draft,
    step: CompiledStep,
    data: Mapping[str, Any],
    revision: int,
    at: datetime,
) -> Judged:
    """Keep what was typed in a step, right or wrong, and say what is wrong with it.

    Raises DraftConflictError if another tab saved something else in between: then what
    was typed here is set aside. Raises InvalidAnswersError if the whole becomes too
    large; then nothing is stored.
    """
    context = context_on(day_of(at))
    if step.id == STEP_ID:
        judged = validate_applicant(data, context=context)
        applicant = {f.key: judged.answers.get(f.key) for f in step.fields}
        changes = Changes(applicant, {}, frozenset())
    else:
        papers = draft.papers.all() if _asks_papers(step) else ()
        follow = following(draft, step, context.on)
        judged = validate_step(
            step, data, context=context, papers=papers, follow=follow
        )
        answers = {f.id: judged.answers.get(f.key) for f in _written(step.fields)}
        sound = frozenset(f.id for f in step.fields if f.key in judged.sound)
        changes = Changes({}, answers, sound)
    try:
        _store(draft, changes, revision, at)
    except DraftConflictError:
        # Too large to be stored is too large to be set aside.
        if not too_much(judged.answers):
            set_aside(draft=draft, step=step, typed=judged.answers)
        raise
    return judged


def save_answers(
    *,
    draft: Draft,
    applicant: Mapping[str, Any],
    answers: Mapping[str, Any],
    revision: int,
    at: datetime,
) -> None:
    """Store answers by key, all or none; null or empty takes an answer away.

    Raises InvalidAnswersError and DraftConflictError.
    """
    context = context_on(day_of(at))
    form = compiled_form(draft.form_version)
    whole = CompiledStep("", "", "", form.fields)
    of_applicant = validate_applicant(applicant, context=context, complete=False)
    of_form = validate_step(whole, answers, context=context, complete=False)
    errors = Errors((*of_applicant.errors, *of_form.errors))
    if errors:
        raise InvalidAnswersError(errors)
    by_key = {field.key: field.id for field in form.fields}
    changes = Changes(
        {key: of_applicant.answers.get(key) for key in applicant},
        {by_key[key]: of_form.answers.get(key) for key in answers},
        frozenset(by_key[key] for key in of_form.sound),
    )
    _store(draft, changes, revision, at)


@transaction.atomic
def claim_draft(*, draft: Draft, user: Any) -> str:
    """A signed-in person takes an anonymous draft over: its new token; the old one
    opens nothing any more."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    draft.user = user
    draft.token_hash = token_hash_of(token)
    draft.save(update_fields=["user", "token_hash", "updated_at"])
    draft.links.all().delete()
    return token


@transaction.atomic
def discard_draft(*, draft: Draft) -> None:
    """Delete a draft with its papers, from the disk too."""
    delete_files(draft.papers.all())
    draft.delete()


def sweep_drafts(*, at: datetime, limit: int = 500) -> int:
    """Delete drafts that have expired; the number of those deleted."""
    expired = list(Draft.objects.expired(at)[:limit])
    for draft in expired:
        discard_draft(draft=draft)
    return len(expired)


def all_answers(draft: Draft) -> dict[str, Any]:
    """Ordinary and sealed answers together, by field id."""
    return {**draft.answers, **draft.sealed_answers}


def answers_by_key(form: CompiledForm, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Answers by field id as rules and other systems name them."""
    return {f.key: answers[f.id] for f in form.fields if f.id in answers}


def outcome_of_draft(draft: Draft, on: date) -> Outcome:
    """What the form's rules make of the answers so far."""
    form = compiled_form(draft.form_version)
    return outcome_of(form.ruled, answers_by_key(form, all_answers(draft)), on)


def step_data(draft: Draft, step: CompiledStep) -> dict[str, Any]:
    """What is stored for a step, by key."""
    if step.id == STEP_ID:
        return dict(draft.applicant)
    stored = all_answers(draft)
    return {f.key: stored[f.id] for f in step.fields if f.id in stored}


def steps_of(version: FormVersion) -> tuple[CompiledStep, ...]:
    """The applicant's step and those of the form, in order."""
    return (applicant_step(), *compiled_form(version).steps)


def steps_of_draft(draft: Draft) -> tuple[CompiledStep, ...]:
    """The steps of the version with which the draft goes on."""
    return steps_of(draft.form_version)


def day_of(at: datetime) -> date:
    """The day in Vietnam of a moment."""
    return timezone.localtime(at).date()


def _store(draft: Draft, changes: Changes, revision: int, at: datetime) -> None:
    with transaction.atomic():
        stored = Draft.objects.select_for_update().get(pk=draft.pk)
        applicant = _merged(stored.applicant, changes.applicant)
        answers = _merged(all_answers(stored), changes.answers)
        is_new = applicant != stored.applicant or answers != all_answers(stored)
        is_moved = stored.form_version_id != draft.form_version_id
        if is_moved or (is_new and stored.revision != revision):
            raise DraftConflictError(stored)
        if errors := too_much({**applicant, **answers}):
            raise InvalidAnswersError(Errors(tuple(errors)))
        sound = (set(stored.answers) - set(changes.answers)) | changes.sound
        form = compiled_form(draft.form_version)
        ordinary, sealed = split_by_sensitivity(form, answers, sound)
        draft.applicant, draft.answers, draft.sealed_answers = (
            applicant,
            ordinary,
            sealed,
        )
        draft.revision = stored.revision + is_new
        draft.expires_at, draft.warned_at = at + LIFETIME, None
        draft.save(
            update_fields=[
                "applicant",
                "answers",
                "sealed_answers",
                "revision",
                "expires_at",
                "warned_at",
                "updated_at",
            ]
        )


def _merged(stored: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    merged = {**stored, **changes}
    return {key: value for key, value in merged.items() if value is not None}


def following(draft: Draft, step: CompiledStep, on: date) -> Follow:
    """What the rules make of new answers to a step beside what is stored of others."""
    form = compiled_form(draft.form_version)
    ours = {field.key for field in step.fields}
    stored = answers_by_key(form, all_answers(draft))
    others = {key: value for key, value in stored.items() if key not in ours}
    return lambda answers: outcome_of(form.ruled, {**others, **answers}, on)


def _written(fields: tuple[CompiledField, ...]) -> list[CompiledField]:
    return [field for field in fields if not kind_of(field.kind).is_file]


def _asks_papers(step: CompiledStep) -> bool:
    return len(_written(step.fields)) < len(step.fields)


def owns(draft: Draft, user: Any) -> bool:
    """Whether it is the draft of this signed-in person."""
    return (
        user is not None
        and user.is_authenticated
        and user.is_active
        and draft.user_id == user.pk
    )


def bears(draft: Draft, token: str) -> bool:
    """Whether the token opens the draft: its own, compared in constant time, or one
    that a link to it gave out."""
    if not token:
        return False
    given = token_hash_of(token)
    if hmac.compare_digest(given, draft.token_hash):
        return True
    return draft.links.filter(token_hash=given).exists()


def token_hash_of(token: str) -> str:
    """What the database keeps of a draft's token."""
    return hashlib.sha256(token.encode()).hexdigest()
