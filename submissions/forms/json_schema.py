"""A form for other systems: JSON Schema 2020-12, and hints how to draw it."""

from typing import Any

from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import CompiledForm, CompiledStep
from submissions.forms.kinds.registry import kind_of

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
    fields = [field for step in steps for field in step.fields]
    asked = [field for field in fields if not kind_of(field.kind).is_file]
    return {
        "type": "object",
        "properties": {
            field.key: {"title": field.label, **kind_of(field.kind).schema(field)}
            for field in fields
        },
        "required": [field.key for field in asked if field.required],
        "additionalProperties": False,
    }


def _hints(steps: tuple[CompiledStep, ...]) -> dict[str, Any]:
    return {
        field.key: kind_of(field.kind).ui(field)
        for step in steps
        for field in step.fields
    }
