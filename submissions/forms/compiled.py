"""A form as it runs: immutable, compiled once a version and process."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from submissions.forms.canonical import SCHEMA_VERSION, WITHOUT_RULES
from submissions.forms.rules.applying import in_order
from submissions.forms.rules.expressions import Expression
from submissions.forms.sensitivity import Sensitivity

if TYPE_CHECKING:
    from submissions.forms.models import FormVersion


class FormSchemaError(ValueError):
    """The stored form is of a schema that this release cannot read."""


@dataclass(frozen=True, slots=True)
class CompiledField:
    """One question. `id` is its identity for ever, `key` its readable name."""

    id: str
    key: str
    kind: str
    label: str
    help: str = ""
    required: bool = False
    sensitivity: str = Sensitivity.PERSONAL
    # Asked only when, must be answered when, computed as: see rules/expressions.py.
    show_when: Expression | None = None
    require_when: Expression | None = None
    formula: Expression | None = None
    # Of a repeating group: the questions of each row; their keys are unique in it.
    fields: tuple[CompiledField, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def is_sealed(self) -> bool:
        return self.sensitivity != Sensitivity.ORDINARY


@dataclass(frozen=True, slots=True)
class CompiledStep:
    id: str
    title: str
    intro: str
    fields: tuple[CompiledField, ...]

    def field_by_key(self, key: str) -> CompiledField | None:
        return next((each for each in self.fields if each.key == key), None)


@dataclass(frozen=True, slots=True)
class CompiledForm:
    """All steps of a version but the applicant's, which is the system's own."""

    slug: str
    title: str
    title_en: str
    intro: str
    declaration: str
    steps: tuple[CompiledStep, ...]
    sha256: str = ""
    # The fields that have rules, each after those on which it depends.
    ruled: tuple[CompiledField, ...] = field(
        init=False, repr=False, compare=False, default=()
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "ruled", in_order(self.fields))

    @property
    def fields(self) -> tuple[CompiledField, ...]:
        return tuple(each for step in self.steps for each in step.fields)

    def field_by_key(self, key: str) -> CompiledField | None:
        return next((each for each in self.fields if each.key == key), None)

    def field_by_id(self, field_id: str) -> CompiledField | None:
        return next((each for each in self.fields if each.id == field_id), None)


RULES = ("show_when", "require_when", "formula")
_READABLE = frozenset({WITHOUT_RULES, SCHEMA_VERSION})
# The fields' own facts; whatever else a kind stores are its settings.
_COMMON = frozenset(
    {
        "id",
        "key",
        "kind",
        "label",
        "help",
        "required",
        "sensitivity",
        *RULES,
    },
)


def field_of(data: Mapping[str, Any]) -> CompiledField:
    common = {name: data[name] for name in _COMMON if name in data}
    apart = {*_COMMON, "fields"}
    settings = {name: value for name, value in data.items() if name not in apart}
    inner = tuple(field_of(each) for each in data.get("fields", ()))
    return CompiledField(**common, fields=inner, settings=MappingProxyType(settings))


def _with_step_rule(each: CompiledField, rule: Expression | None) -> CompiledField:
    """A step that does not show shows none of its fields."""
    if rule is None:
        return each
    own = each.show_when
    return replace(each, show_when=rule if own is None else ["and", rule, own])


def form_of(data: Mapping[str, Any], sha256: str = "") -> CompiledForm:
    """Read canonical JSON; every schema version ever used stays readable."""
    if data.get("schema_version") not in _READABLE:
        message = f"Unknown schema version of a form: {data.get('schema_version')!r}"
        raise FormSchemaError(message)
    steps = tuple(
        CompiledStep(
            id=step["id"],
            title=step["title"],
            intro=step["intro"],
            fields=tuple(
                _with_step_rule(field_of(each), step.get("show_when"))
                for each in step["fields"]
            ),
        )
        for step in data["steps"]
    )
    texts = ("slug", "title", "title_en", "intro", "declaration")
    return CompiledForm(**{t: data[t] for t in texts}, steps=steps, sha256=sha256)


@lru_cache(maxsize=512)
def _compiled(sha256: str, canonical: str) -> CompiledForm:
    return form_of(json.loads(canonical), sha256)


def compiled_form(version: FormVersion) -> CompiledForm:
    """The version as it runs; equal bytes give the same object."""
    return _compiled(version.sha256, version.canonical)
