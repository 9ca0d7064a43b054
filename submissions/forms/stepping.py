"""Reading a posted step: answers, files, and the revision they were typed upon."""

from typing import Any

from django.http import HttpRequest

from submissions.drafts.models import Draft
from submissions.files.refusals import PaperRefusedError
from submissions.files.services import add_papers
from submissions.forms.compiled import CompiledField, CompiledStep
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.validation import Errors, FieldError


def posted_data(request: HttpRequest, step: CompiledStep) -> tuple[dict[str, Any], int]:
    """Raw answers by key, and the revision of the draft that the page showed."""
    data = {
        field.key: kind_of(field.kind).posted(field, request.POST)
        for field in questions(step.fields)
        if not kind_of(field.kind).is_file
    }
    revision = request.POST.get("_revision", "")
    is_number = revision.isascii() and revision.isdigit() and len(revision) < 10
    return data, int(revision) if is_number else -1


def take_papers(request: HttpRequest, draft: Draft, step: CompiledStep) -> Errors:
    """Attach the files of the post; errors for those that cannot be taken."""
    errors = []
    for field in step.fields:
        if kind_of(field.kind).is_file:
            uploads = request.FILES.getlist(field.key)
            refused = add_papers(draft=draft, field=field, uploads=uploads)
            errors += [refusal(field, each) for each in refused]
    return Errors(tuple(errors))


def refusal(field: CompiledField, error: PaperRefusedError) -> FieldError:
    return FieldError(field.id, field.key, field.label, error.code, error.message)
