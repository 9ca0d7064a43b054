"""What the pages of a form show: inputs, errors and progress, as values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from submissions.drafts.models import Draft
from submissions.drafts.services import outcome_of_draft, step_data, steps_of_draft
from submissions.files.models import Paper
from submissions.forms.compiled import CompiledField, CompiledStep
from submissions.forms.kinds.group import KIND as GROUP
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.places import AnswerContext
from submissions.forms.rules.applying import Outcome
from submissions.forms.rules.expressions import keys_of
from submissions.forms.subject import FormSubject
from submissions.forms.validation import Errors, FieldError, validate_step
from themes.inputs import Attached, Input


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the form a page stands; after the last step the answers are checked.

    `number` is the step's own in the form, `shown` those of the steps that show.
    """

    number: int
    shown: tuple[int, ...]
    step: CompiledStep

    @property
    def position(self) -> int:
        """As people count: the steps that do not show are not there."""
        return sum(each < self.number for each in self.shown) + 1

    @property
    def total(self) -> int:
        return len(self.shown)

    @property
    def is_hidden(self) -> bool:
        return self.number not in self.shown

    @property
    def next(self) -> int | None:
        """The number of the step after this one."""
        return next((each for each in self.shown if each > self.number), None)

    @property
    def previous(self) -> int | None:
        return next((each for each in self.shown[::-1] if each < self.number), None)


@dataclass(frozen=True, slots=True)
class Question:
    """One field with the template of its kind; `key` is its name in rules."""

    template: str
    field: Input
    key: str = ""


def place_of(draft: Draft, number: int, on: date) -> Place | None:
    """The step of that number, counted from 1, be it hidden by the answers so far;
    None if there is none."""
    steps = steps_of_draft(draft)
    if not 1 <= number <= len(steps):
        return None
    shown = _shown(steps, outcome_of_draft(draft, on))
    return Place(number, shown, steps[number - 1])


def _shown(steps: Sequence[CompiledStep], outcome: Outcome) -> tuple[int, ...]:
    """Numbers of the steps that have something to ask; the applicant's always does."""
    return tuple(
        number
        for number, step in enumerate(steps, start=1)
        if number == 1
        # A heading alone is no page; a step of text without any question is one.
        or any(
            f.id not in outcome.hidden for f in questions(step.fields) or step.fields
        )
    )


def unfinished_step(draft: Draft, context: AnswerContext) -> int:
    """The number of the first step that is not complete, else of the last."""
    steps = steps_of_draft(draft)
    papers = list(draft.papers.all())
    outcome = outcome_of_draft(draft, context.on)
    shown = _shown(steps, outcome)
    for number in shown:
        step = steps[number - 1]
        judged = validate_step(
            step,
            step_data(draft, step),
            context=context,
            papers=papers,
            follow=lambda _answers: outcome,
        )
        if judged.errors:
            return number
    return shown[-1]


def questions_of(
    place: Place,
    data: Mapping[str, Any],
    errors: Errors,
    papers: Iterable[Paper],
    *,
    subject: FormSubject,
    context: AnswerContext,
    outcome: Outcome,
    longer: str = "",
) -> list[Question]:
    """The fields of a step ready to be drawn, with all that was typed.

    A field that answers of this very step may still hide or show is drawn in any case:
    the browser hides it by the same rules, and without scripts it stands to be passed.
    `longer` is the key of a group that gets one row more.
    """
    papers = list(papers)
    questions = []
    for field in place.step.fields:
        if field.id in outcome.hidden and not may_change_in(place.step, field):
            continue
        question = question_of(
            field, data, errors, context=context, outcome=outcome, longer=longer
        )
        if kind_of(field.kind).is_file:
            ours = [paper for paper in papers if paper.field_id == field.id]
            drawn = _with_papers(question.field, ours, subject, place.number)
            question = replace(question, field=drawn)
        questions.append(question)
    return questions


def question_of(
    field: CompiledField,
    data: Mapping[str, Any],
    errors: Errors,
    *,
    context: AnswerContext,
    outcome: Outcome,
    longer: str = "",
) -> Question:
    """One field ready to be drawn, without the papers that belong to it."""
    kind = kind_of(field.kind)
    raw = outcome.computed.get(field.key, data.get(field.key))
    asked = replace(field, required=field.required or field.id in outcome.required)
    error = errors.of(field.key)
    if not asked.fields:
        drawn = kind.input(asked, raw, error, context)
        return Question(kind.template, drawn, field.key)
    drawn = GROUP.input_with_rows(
        asked, raw, error, context, errors.by_key, is_longer=longer == field.key
    )
    return Question(kind.template, drawn, field.key)


def may_change_in(step: CompiledStep, field: CompiledField) -> bool:
    """Whether the answers of the step decide whether the field shows."""
    if field.show_when is None:
        return False
    return bool(keys_of(field.show_when) & {each.key for each in step.fields})


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
            name=paper.name_in_words,
            size=paper.size,
            url=f"{subject.base_url}tep/{number}/{paper.public_id}/",
            remove_name="_remove",
            remove_value=str(paper.public_id),
        )
        for paper in papers
    )
    return replace(
        drawn,
        files=files,
        upload_url=f"{subject.base_url}tep/{number}/",
        parts_url=f"{subject.base_url}phan/",
    )
