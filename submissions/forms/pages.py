"""What the pages of a form show: inputs, errors and progress, as values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from submissions.drafts.models import Draft
from submissions.drafts.services import step_data, steps_of_draft
from submissions.files.models import Paper
from submissions.forms.compiled import CompiledStep
from submissions.forms.kinds.registry import kind_of
from submissions.forms.places import AnswerContext
from submissions.forms.subject import FormSubject
from submissions.forms.validation import Errors, FieldError, validate_step
from themes.inputs import Attached, Input


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a page stands; after the last step the answers are checked."""

    number: int
    total: int
    step: CompiledStep

    @property
    def is_last(self) -> bool:
        return self.number == self.total


@dataclass(frozen=True, slots=True)
class Question:
    """One field with the template of its kind."""

    template: str
    field: Input


def place_of(draft: Draft, number: int) -> Place | None:
    """The step of that number, counted from 1; None if there is none."""
    steps = steps_of_draft(draft)
    if not 1 <= number <= len(steps):
        return None
    return Place(number, len(steps), steps[number - 1])


def unfinished_step(draft: Draft, context: AnswerContext) -> int:
    """The number of the first step that is not complete, else of the last."""
    steps = steps_of_draft(draft)
    papers = list(draft.papers.all())
    for number, step in enumerate(steps, start=1):
        data = step_data(draft, step)
        if validate_step(step, data, context=context, papers=papers).errors:
            return number
    return len(steps)


def questions_of(
    place: Place,
    data: Mapping[str, Any],
    errors: Errors,
    papers: Iterable[Paper],
    *,
    subject: FormSubject,
    context: AnswerContext,
) -> list[Question]:
    """The fields of a step ready to be drawn, with all that was typed."""
    papers = list(papers)
    questions = []
    for field in place.step.fields:
        kind = kind_of(field.kind)
        drawn = kind.input(field, data.get(field.key), errors.of(field.key), context)
        if kind.is_file:
            ours = [paper for paper in papers if paper.field_id == field.id]
            drawn = _with_papers(drawn, ours, subject, place.number)
        questions.append(Question(kind.template, drawn))
    return questions


def error_lines(errors: Errors, url: str = "") -> list[dict[str, str]]:
    """Errors as the summary draws them; each leads to its field, on `url` if given."""
    return [
        {
            "text": named_message(error),
            "target": f"field-{error.key}" if error.field_id else "",
            "url": url,
        }
        for error in errors
    ]


def named_message(error: FieldError) -> str:
    """The message with the name of its field, unless it says the name itself."""
    if not error.label or error.label in error.message:
        return error.message
    return f"{error.label}: {error.message}"


def is_fragment(request: HttpRequest) -> bool:
    """Whether the form is drawn inside another page, which asks for the part alone."""
    asked = request.headers.get("X-Fragment") == "form"
    return asked or request.path.endswith("/manh/")


def form_page(
    request: HttpRequest,
    name: str,
    subject: FormSubject,
    context: dict[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of the form; the same part stands alone in a fragment."""
    is_embedded = is_fragment(request)
    folder = "parts/" if is_embedded else ""
    template = f"submissions/forms/{folder}{name}.html"
    trail = [
        {"label": subject.title, "url": subject.back_url},
        {"label": gettext("Submit online"), "url": ""},
    ]
    full = {
        "subject": subject,
        "trail": trail,
        "errors": [],
        "is_embedded": is_embedded,
        **context,
    }
    response = render(request, template, full, status=status)
    if is_embedded:
        response["X-Fragment"] = "form"
    return response


def _with_papers(
    drawn: Input, papers: list[Paper], subject: FormSubject, number: int
) -> Input:
    files = tuple(
        Attached(
            name=paper.original_name,
            size=paper.size,
            url=f"{subject.base_url}tep/{number}/{paper.public_id}/",
            remove_name="_remove",
            remove_value=str(paper.public_id),
        )
        for paper in papers
    )
    return replace(drawn, files=files, upload_url=f"{subject.base_url}tep/{number}/")
