"""The form that an editor works on, drawn as its citizens will see it."""

from dataclasses import dataclass

from django import template

from submissions.forms.applicant import applicant_step
from submissions.forms.compiled import CompiledField, CompiledStep
from submissions.forms.kinds.registry import kind_of
from submissions.forms.models import FormDefinition
from submissions.forms.pages import Question
from submissions.forms.publishing import preview_form

register = template.Library()


@dataclass(frozen=True, slots=True)
class PreviewedStep:
    """A step and its fields without answers."""

    step: CompiledStep
    questions: tuple[Question, ...]


@register.simple_tag
def previewed_steps(definition: FormDefinition) -> tuple[PreviewedStep, ...]:
    """The steps as they would be published now, after the applicant's own."""
    steps = (applicant_step(), *preview_form(definition).steps)
    return tuple(
        PreviewedStep(step, tuple(_question(field) for field in step.fields))
        for step in steps
    )


def _question(field: CompiledField) -> Question:
    kind = kind_of(field.kind)
    return Question(kind.template, kind.preview_input(field))
