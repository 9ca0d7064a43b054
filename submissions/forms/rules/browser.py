"""What the browser needs to follow a step's rules while one types."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from submissions.drafts.models import Draft
from submissions.drafts.services import (
    all_answers,
    answers_by_key,
    outcome_of_draft,
)
from submissions.forms.compiled import (
    CompiledField,
    CompiledForm,
    CompiledStep,
    compiled_form,
)
from submissions.forms.kinds.registry import kind_of
from submissions.forms.rules.expressions import keys_of


def browser_rules(draft: Draft, step: CompiledStep, on: date) -> dict[str, Any]:
    """The rules of the step's fields in order, how to read the answers that they ask
    for from the page, and those given in other steps; empty if there are no rules.

    Of other steps' answers only those that a rule asks for leave the house.
    """
    form = compiled_form(draft.form_version)
    if not form.ruled:
        return {}
    outcome = outcome_of_draft(draft, on)
    stored = {**answers_by_key(form, all_answers(draft)), **outcome.computed}
    hidden = {field.key for field in form.fields if field.id in outcome.hidden}
    shown = {key: value for key, value in stored.items() if key not in hidden}
    return rules_of_page(form, step.fields, shown, on)


def rules_of_page(
    form: CompiledForm,
    fields: Iterable[CompiledField],
    elsewhere: Mapping[str, Any],
    on: date,
) -> dict[str, Any]:
    """As `browser_rules`, for a page with these fields; `elsewhere` are the answers
    that stand on no such page, by key."""
    ours = {field.key: field for field in fields}
    ruled = [field for field in form.ruled if field.key in ours]
    if not ruled:
        return {}
    asked = {key for field in ruled for rule in _rules(field) for key in keys_of(rule)}
    return {
        "today": on.isoformat(),
        "rules": [_rule(field) for field in ruled],
        "readers": {key: _reader(ours[key]) for key in asked & ours.keys()},
        "answers": {
            key: value
            for key, value in elsewhere.items()
            if key in asked and key not in ours
        },
    }


def _reader(field: CompiledField) -> Any:
    """How the page holds the answer: its type, or those of each row's questions."""
    if field.fields:
        return {each.key: _reader(each) for each in field.fields}
    return kind_of(field.kind).rule_type_of(field)


def _rules(field: CompiledField) -> list[Any]:
    rules = (field.show_when, field.require_when, field.formula)
    return [rule for rule in rules if rule is not None]


def _rule(field: CompiledField) -> dict[str, Any]:
    told = {
        "id": field.id,
        "key": field.key,
        "show": field.show_when,
        "require": field.require_when,
        "compute": field.formula,
    }
    return {name: value for name, value in told.items() if value is not None}
