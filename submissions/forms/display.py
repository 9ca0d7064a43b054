"""Answers in words, step by step: for the check page, the receipt and the desk."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.rules.applying import outcome_of

if TYPE_CHECKING:
    from submissions.files.models import Paper


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One question with its answer in words; `key` and `value` as the summary list
    draws them, `papers` what was attached."""

    key: str
    value: str
    field_key: str
    sensitivity: str
    url: str = ""
    papers: tuple["Paper", ...] = ()


@dataclass(frozen=True, slots=True)
class StepAnswers:
    """The answers of one step; `number` is its place, 1 for the applicant's."""

    number: int
    title: str
    rows: tuple[AnswerRow, ...]


ChangeUrl = Callable[[int, CompiledField], str]


def answers_in_words(
    form: CompiledForm,
    applicant: Mapping[str, Any],
    answers: Mapping[str, Any],
    papers: Iterable["Paper"],
    *,
    on: date,
    change_url: ChangeUrl | None = None,
) -> tuple[StepAnswers, ...]:
    """All steps: applicant by key, answers (ordinary and unsealed) by field id.

    What the form's rules hide from these answers, on the day of the last of them, is
    left out, a step of which nothing is left too.
    """
    by_field: dict[str, list[Paper]] = defaultdict(list)
    for paper in papers:
        by_field[paper.field_id].append(paper)
    by_key = {f.key: answers[f.id] for f in form.fields if f.id in answers}
    outcome = outcome_of(form.ruled, by_key, on)
    by_id = {f.id: applicant.get(f.key) for f in applicant_step().fields}
    by_id.update(answers)
    by_id.update(
        {f.id: outcome.computed[f.key] for f in form.ruled if f.key in outcome.computed}
    )
    steps = (applicant_step(), *(_without(step, outcome.hidden) for step in form.steps))
    return tuple(
        _step(number, step, by_id, by_field, change_url)
        for number, step in enumerate(steps, start=1)
        if step.fields
    )


def _without(step: CompiledStep, hidden: frozenset[str]) -> CompiledStep:
    """The questions of the step that are asked."""
    asked = tuple(f for f in questions(step.fields) if f.id not in hidden)
    return replace(step, fields=asked)


def _step(
    number: int,
    step: CompiledStep,
    answers: Mapping[str, Any],
    papers: Mapping[str, list["Paper"]],
    change_url: ChangeUrl | None,
) -> StepAnswers:
    rows = tuple(
        AnswerRow(
            key=field.label,
            value=_in_words(field, answers.get(field.id), papers.get(field.id, [])),
            field_key=field.key,
            sensitivity=field.sensitivity,
            url=change_url(number, field) if change_url else "",
            papers=tuple(papers.get(field.id, [])),
        )
        for field in step.fields
    )
    return StepAnswers(number, step.title, rows)


def _in_words(field: CompiledField, answer: Any, papers: list["Paper"]) -> str:
    if papers:
        return "\n".join(paper.name_in_words for paper in papers)
    return kind_of(field.kind).text(field, answer)
