"""Drafts as values for the API, and the errors of answers as its problems."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils import timezone
from rest_framework.exceptions import ErrorDetail, ValidationError

from submissions.drafts.models import Draft
from submissions.drafts.moving import Moved
from submissions.drafts.services import all_answers, outcome_of_draft
from submissions.files.models import Paper
from submissions.forms.applicant import STEP_ID
from submissions.forms.compiled import CompiledForm, compiled_form
from submissions.forms.validation import FieldError


def draft_value(draft: Draft, moved: Moved | None = None) -> dict[str, Any]:
    """Everything that its owner may know of a draft, but the token."""
    form = compiled_form(draft.form_version)
    stored = all_answers(draft)
    names = ("public_id", "form_version", "procedure_version", "case_type", "agency")
    return {
        **{name: getattr(draft, name) for name in names},
        "revision": draft.revision,
        "expires_at": draft.expires_at,
        "applicant": draft.applicant,
        "answers": {f.key: stored[f.id] for f in form.fields if f.id in stored},
        "files": [paper_value(paper, form) for paper in draft.papers.all()],
        "asked_again": moved.asked_again if moved else (),
        **_followed(draft, form),
    }


def _followed(draft: Draft, form: CompiledForm) -> dict[str, Any]:
    """What the form's rules make of the answers so far, by key."""
    outcome = outcome_of_draft(draft, timezone.localdate())
    return {
        "hidden": [f.key for f in form.fields if f.id in outcome.hidden],
        "required": [f.key for f in form.fields if f.id in outcome.required],
        "computed": dict(outcome.computed),
    }


def paper_value(paper: Paper, form: CompiledForm) -> dict[str, Any]:
    """A paper with the key of the question that it answers."""
    field = form.field_by_id(paper.field_id)
    names = (
        "public_id",
        "original_name",
        "content_type",
        "size",
        "sha256",
        "scan_state",
        "pages",
        "legibility",
    )
    told = {name: getattr(paper, name) for name in names}
    return {**told, "field": field.key if field else ""}


def invalid_answers(
    errors: Iterable[FieldError], applicant: Mapping[str, Any] | None = None
) -> ValidationError:
    """Every error under the key of its field, the applicant's apart from the form's.

    `applicant` is what was sent for that step: a key known to no form is told there.
    """
    told: dict[str, dict[str, list[ErrorDetail]]] = {}
    for error in errors:
        ours = error.field_id.startswith(f"{STEP_ID}.") or (
            not error.field_id and error.key in (applicant or {})
        )
        part = told.setdefault("applicant" if ours else "answers", {})
        key = error.key or "non_field_errors"
        part.setdefault(key, []).append(ErrorDetail(error.message, error.code))
    return ValidationError(told)
