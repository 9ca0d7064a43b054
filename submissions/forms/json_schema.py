"""A form for other systems: JSON Schema 2020-12, and hints how to draw it."""

from typing import Any

from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import RULES, CompiledField, CompiledForm, CompiledStep
from submissions.forms.kinds.registry import kind_of, questions

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def json_schema(form: CompiledForm) -> dict[str, Any]:
    """What `applicant` and `answers` of a draft must be; papers are uploaded apart."""
    return {
        "$schema": DIALECT,
        "title": form.title,
        "type": "object",
        "properties": {
            "applicant": _object((applicant_step(),)),
            "answers": _object(form.steps),
        },
        "required": ["applicant", "answers"],
        "additionalProperties": False,
    }


def ui_hints(form: CompiledForm) -> dict[str, Any]:
    """Kind, help, sensitivity and limits of each field by key, step by step."""
    return {
        "applicant": _hints((applicant_step(),)),
        "answers": _hints(form.steps),
        "declaration": form.declaration,
    }


def _object(steps: tuple[CompiledStep, ...]) -> dict[str, Any]:
    fields = [field for step in steps for field in questions(step.fields)]
    asked = [field for field in fields if _is_answered(field)]
    return {
        "type": "object",
        "properties": {
            field.key: {"title": field.label, **_schema(field)} for field in fields
        },
        # What a rule may hide cannot be required of everyone.
        "required": [
            field.key for field in asked if field.required and field.show_when is None
        ],
        "additionalProperties": False,
    }


def _is_answered(field: CompiledField) -> bool:
    return field.formula is None and not kind_of(field.kind).is_file


def _schema(field: CompiledField) -> dict[str, Any]:
    schema = kind_of(field.kind).schema(field)
    return schema if field.formula is None else {**schema, "readOnly": True}


def _hints(steps: tuple[CompiledStep, ...]) -> dict[str, Any]:
    return {
        field.key: {**kind_of(field.kind).ui(field), **_rules(field)}
        for step in steps
        for field in step.fields
    }


def _rules(field: CompiledField) -> dict[str, Any]:
    """Its rules as expressions, for programs that follow them as our own pages do."""
    rules = {name: getattr(field, name) for name in RULES}
    return {name: rule for name, rule in rules.items() if rule is not None}
