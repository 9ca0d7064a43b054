"""From the rules that editors write beside fields and steps to what is frozen."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.translation import gettext

from submissions.forms.compiled import CompiledField
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.rules.expressions import Expression
from submissions.forms.rules.names import Name, Names
from submissions.forms.rules.parsing import condition
from submissions.forms.rules.tokens import RuleError

CONDITIONS = ("show_when", "require_when")
Rules = dict[str, Expression]


def names_of(fields: Iterable[CompiledField]) -> Names:
    """What the rules of a form may speak of."""
    return Names(name for field in questions(fields) for name in _names(field))


def conditions_of(value: Mapping[str, Any], names: Names) -> Rules:
    """The conditions of a field's or step's block, only those that it has.

    Raises RuleError.
    """
    return {
        rule: condition(text, names)
        for rule in CONDITIONS
        if (text := (value.get(rule) or "").strip())
    }


def rules_of(field: CompiledField, value: Mapping[str, Any], names: Names) -> Rules:
    """All rules of a field's block, by their names in the version; raises RuleError."""
    return {
        **conditions_of(value, names),
        **kind_of(field.kind).formulas(field, value, names),
    }


def problems_of(
    fields: Iterable[tuple[CompiledField, Mapping[str, Any]]],
    steps: Iterable[Mapping[str, Any]],
) -> Iterator[str]:
    """What an editor must put right in the rules of a form, each with its place."""
    pairs = list(fields)
    names = names_of(field for field, _value in pairs)
    for step in steps:
        try:
            conditions_of(step, names)
        except RuleError as error:
            message = gettext("Rule of the step “%(title)s”: %(problem)s")
            said = {"title": step.get("title") or "", "problem": error}
            yield message % said
    for field, value in pairs:
        try:
            rules_of(field, value, names)
        except RuleError as error:
            message = gettext("Rule of “%(label)s”: %(problem)s")
            yield message % {"label": field.label, "problem": error}


def _names(field: CompiledField, group: str = "") -> Iterator[Name]:
    kind = kind_of(field.kind)
    type_, options = kind.rule_type_of(field), kind.rule_options(field)
    yield Name(field.key, field.label, type_, options, group)
    for each in field.fields:
        yield from _names(each, group=field.key)
