"""The one judge of answers, for web and API alike. It never raises on bad input."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Protocol

from django.utils import timezone
from django.utils.translation import gettext

from submissions.forms.applicant import applicant_step, required_when
from submissions.forms.compiled import CompiledField, CompiledForm, CompiledStep
from submissions.forms.kinds.base import AnswerError
from submissions.forms.kinds.group import KIND as GROUP
from submissions.forms.kinds.group import Cell, RowsError, cell_key, cell_label
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.places import AnswerContext
from submissions.forms.rules.applying import NOTHING, Outcome, outcome_of
from submissions.forms.typed import lines, storable

# All answers of a form together, in bytes of JSON.
MOST_BYTES = 256 * 1024
_LONGEST_ECHO = 60
# What the rules make of sound answers by key.
Follow = Callable[[Mapping[str, Any]], Outcome]


class HasFieldId(Protocol):
    """A paper, as far as a form minds: which question it answers."""

    @property
    def field_id(self) -> str: ...


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one answer, and how to put it right.

    `field_id` is "" where no field is meant: an unknown key, or the form as a whole.
    """

    field_id: str
    key: str
    label: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Errors:
    """All that is wrong, in the order of the form; false when nothing is."""

    items: tuple[FieldError, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.items)

    def __iter__(self) -> Iterator[FieldError]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of(self, key: str) -> str:
        """The message for a field, "" where there is none."""
        return next((error.message for error in self.items if error.key == key), "")

    @property
    def by_key(self) -> dict[str, str]:
        """Messages by the keys of fields and of cells."""
        return {error.key: error.message for error in self.items}

    def without(self, *codes: str) -> "Errors":
        return Errors(tuple(each for each in self.items if each.code not in codes))


@dataclass(frozen=True, slots=True)
class Judged:
    """Answers by key: canonical where they stand, as typed where they do not."""

    answers: Mapping[str, Any]
    errors: Errors
    # Keys whose answer stands; only those may be stored as ordinary ones.
    sound: frozenset[str]


def context_on(on: date | None = None) -> AnswerContext:
    return AnswerContext(on or timezone.localdate())


def nothing_follows(_answers: Mapping[str, Any]) -> Outcome:
    return NOTHING


def validate_step(
    step: CompiledStep,
    data: Mapping[str, Any],
    *,
    context: AnswerContext,
    papers: Iterable[HasFieldId] = (),
    complete: bool = True,
    follow: Follow = nothing_follows,
) -> Judged:
    """Judge raw answers by key; unless `complete`, nothing is missed yet.

    `follow` says what the form's rules make of the step's sound answers: a hidden
    question is neither missed nor wrong, whatever was typed there before it hid.
    """
    step = replace(step, fields=questions(step.fields))
    counts = Counter(paper.field_id for paper in papers)
    answers, wrong = _cleaned(step, data, context)
    outcome = follow(answers)
    sound = frozenset(answers)
    errors: list[FieldError] = []
    for field in step.fields:
        if field.id in outcome.hidden:
            continue
        if field.key in wrong:
            errors += _errors(field, wrong[field.key])
        elif complete and _is_missed(field, answers, counts, outcome):
            errors.append(_error(*_missing(field)))
        elif complete and field.fields:
            errors += _missed_cells(field, answers.get(field.key) or ())
    errors += _unknown(step.fields, data)
    typed = {key: storable(data[key]) for key in wrong}
    return Judged({**answers, **typed}, Errors(tuple(errors)), sound)


def _cleaned(
    step: CompiledStep, data: Mapping[str, Any], context: AnswerContext
) -> tuple[dict[str, Any], dict[str, AnswerError]]:
    """Sound answers by key, and what is wrong with the others."""
    answers: dict[str, Any] = {}
    wrong: dict[str, AnswerError] = {}
    for field in step.fields:
        try:
            if (answer := _clean(field, data, context)) is not None:
                answers[field.key] = answer
        except AnswerError as error:
            wrong[field.key] = error
    return answers, wrong


def validate_applicant(
    data: Mapping[str, Any], *, context: AnswerContext, complete: bool = True
) -> Judged:
    """As `validate_step`, with what other answers make necessary."""
    step = applicant_step()
    judged = validate_step(step, data, context=context, complete=complete)
    if not complete:
        return judged
    missing = [
        _missing(field)
        for field in step.fields
        if field.key in required_when(judged.answers)
        and field.key not in judged.answers
    ]
    errors = Errors((*judged.errors, *(_error(f, e) for f, e in missing)))
    return Judged(judged.answers, errors, judged.sound)


def validate_all(
    form: CompiledForm,
    applicant: Mapping[str, Any],
    answers: Mapping[str, Any],
    papers: Iterable[HasFieldId],
    *,
    on: date | None = None,
) -> Errors:
    """Everything once more before submission: applicant by key, answers by field id."""
    context = context_on(on)
    papers = list(papers)
    errors = [*validate_applicant(applicant, context=context).errors]
    whole = CompiledStep("", "", "", form.fields)
    ours = {f.key: answers[f.id] for f in form.fields if f.id in answers}
    judged = validate_step(
        whole,
        ours,
        context=context,
        papers=papers,
        follow=lambda sound: outcome_of(form.ruled, sound, context.on),
    )
    errors.extend(judged.errors)
    known = {field.id for field in questions(form.fields)}
    errors.extend(_unknown_key(key) for key in answers if key not in known)
    errors.extend(too_much({**applicant, **answers}))
    return Errors(tuple(errors))


def too_much(data: Mapping[str, Any]) -> list[FieldError]:
    """An error if all answers together pass the limit."""
    size = len(json.dumps(storable(dict(data)), ensure_ascii=False).encode())
    if size <= MOST_BYTES:
        return []
    message = gettext(
        "All answers together are too long (%(size)d KB of %(limit)d). Shorten them or"
        " attach a document instead."
    ) % {"size": size // 1024, "limit": MOST_BYTES // 1024}
    return [FieldError("", "", "", "too_much", message)]


def split_by_sensitivity(
    form: CompiledForm, answers: Mapping[str, Any], sound: Iterable[str] | None = None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Answers by field id, the ordinary ones apart from those to be sealed.

    Given the ids of sound answers, all others are sealed too: nobody knows what a
    person typed into the wrong box.
    """
    open_ids = {field.id for field in form.fields if not field.is_sealed}
    if sound is not None:
        open_ids &= set(sound)
    ordinary = {key: value for key, value in answers.items() if key in open_ids}
    sealed = {key: value for key, value in answers.items() if key not in open_ids}
    return ordinary, sealed


def _clean(
    field: CompiledField, data: Mapping[str, Any], context: AnswerContext
) -> Any:
    """The canonical answer, or None where there is none; raises AnswerError."""
    kind = kind_of(field.kind)
    raw = data.get(field.key)
    # What is computed is nobody's to answer.
    if field.formula is not None or kind.is_empty(raw):
        return None
    return kind.clean(field, raw, context)


def _is_missed(
    field: CompiledField,
    answers: Mapping[str, Any],
    papers: Mapping[str, int],
    outcome: Outcome,
) -> bool:
    is_asked = field.required or field.id in outcome.required
    if not is_asked or field.formula is not None or field.key in answers:
        return False
    return not (kind_of(field.kind).is_file and papers.get(field.id, 0) > 0)


def _missing(field: CompiledField) -> tuple[CompiledField, AnswerError]:
    message = str(kind_of(field.kind).missing_message) % {"label": field.label}
    return field, AnswerError("required", message)


def _errors(field: CompiledField, error: AnswerError) -> list[FieldError]:
    """What is wrong with an answer, cell by cell where it has rows."""
    if not isinstance(error, RowsError):
        return [_error(field, error)]
    return [_cell_error(field, cell, each) for cell, each in error.cells]


def _missed_cells(group: CompiledField, rows: Any) -> list[FieldError]:
    return [
        _cell_error(group, cell, _missing(cell.field)[1])
        for cell in GROUP.missed(group, rows)
    ]


def _cell_error(group: CompiledField, cell: Cell, error: AnswerError) -> FieldError:
    key, label = cell_key(group, cell), cell_label(group, cell)
    return FieldError(group.id, key, label, error.code, error.message)


def _error(field: CompiledField, error: AnswerError) -> FieldError:
    return FieldError(field.id, field.key, field.label, error.code, error.message)


def _unknown(
    fields: Iterable[CompiledField], data: Mapping[str, Any]
) -> list[FieldError]:
    known = {field.key for field in fields}
    return [_unknown_key(key) for key in data if key not in known]


def _unknown_key(key: str) -> FieldError:
    echo = lines(key)[:_LONGEST_ECHO]
    message = gettext("This form has no field “%(key)s”.") % {"key": echo}
    return FieldError("", echo, "", "unknown_field", message)
