"""Two windows, one draft: what the later one typed is set aside, and both are kept.

The draft holds what was saved first. What the later window typed for the same step
stands beside it, sealed, until the citizen takes it over question by question or drops
it; a submission takes what the draft holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from submissions.drafts.models import Draft
from submissions.forms.compiled import CompiledField, CompiledStep
from submissions.forms.kinds.registry import kind_of


@dataclass(frozen=True, slots=True)
class Rival:
    """One question that two windows answered differently, in words."""

    key: str
    label: str
    saved: str
    aside: str


def set_aside(*, draft: Draft, step: CompiledStep, typed: Mapping[str, Any]) -> None:
    """Keep what a later window typed for a step, beside what the draft holds."""
    with transaction.atomic():
        held = Draft.objects.select_for_update().get(pk=draft.pk)
        given = {key: value for key, value in typed.items() if value is not None}
        held.set_aside = {**held.set_aside, step.id: given}
        held.save(update_fields=["set_aside", "updated_at"])


def rivals_of(
    draft: Draft, step: CompiledStep, saved: Mapping[str, Any]
) -> list[Rival]:
    """The questions of the step for which something else is set aside."""
    aside = draft.set_aside.get(step.id, {})
    return [
        Rival(field.key, field.label, _said(field, saved), _said(field, aside))
        for field in step.fields
        if field.key in aside and aside[field.key] != saved.get(field.key)
    ]


def take_over(*, draft: Draft, step: CompiledStep, key: str) -> dict[str, Any]:
    """What is set aside for one question of the step, which then no longer is."""
    aside = dict(draft.set_aside.get(step.id, {}))
    taken = {key: aside.pop(key)} if key in aside else {}
    _keep(draft, step, aside)
    return taken


def drop_aside(*, draft: Draft, step: CompiledStep) -> None:
    """The citizen wants none of what is set aside for the step."""
    _keep(draft, step, {})


def _keep(draft: Draft, step: CompiledStep, aside: Mapping[str, Any]) -> None:
    others = {key: each for key, each in draft.set_aside.items() if key != step.id}
    draft.set_aside = {**others, step.id: dict(aside)} if aside else others
    draft.save(update_fields=["set_aside", "updated_at"])


def _said(field: CompiledField, answers: Mapping[str, Any]) -> str:
    return kind_of(field.kind).text(field, answers.get(field.key))
