"""Publishing a form: its definition compiled, its keys fixed, its bytes frozen."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext

from submissions.forms.canonical import (
    SCHEMA_VERSION,
    WITHOUT_RULES,
    canonical_text,
    sha256_of,
)
from submissions.forms.compiled import RULES, CompiledField, CompiledForm, form_of
from submissions.forms.keys import unique_key
from submissions.forms.kinds.registry import kind_of, questions
from submissions.forms.models import FormDefinition, FormVersion
from submissions.forms.rules.applying import CyclicRulesError
from submissions.forms.rules.compiling import (
    conditions_of,
    names_of,
    problems_of,
    rules_of,
)
from submissions.forms.rules.names import Names


class FormNotLiveError(ValueError):
    """Only what is live is frozen: a scheduled publication is not one yet."""


class EmptyFormError(ValueError):
    """A form without a single field asks nothing."""


@transaction.atomic
def publish_form(definition: FormDefinition, *, user: Any, at: datetime) -> FormVersion:
    """Freeze the definition as its next version; unchanged content gives the last one.

    Raises FormNotLiveError and EmptyFormError.
    """
    if not definition.live:
        raise FormNotLiveError(definition.slug)
    locked = FormDefinition.objects.select_for_update().get(pk=definition.pk)
    last = locked.versions.order_by("-number").first()
    canonical = canonical_text(form_data(definition, keys=fixed_keys(locked)))
    if not questions(form_of(json.loads(canonical)).fields):
        raise EmptyFormError(definition.slug)
    if last is not None and last.sha256 == sha256_of(canonical):
        return last
    return FormVersion.objects.create(
        definition=locked,
        number=last.number + 1 if last else 1,
        canonical=canonical,
        sha256=sha256_of(canonical),
        effective_from=at,
        draft_policy=definition.draft_policy,
        published_by=user,
    )


def current_version(definition: FormDefinition, on: datetime) -> FormVersion | None:
    """The version with which a dossier begins at that moment, if the form is live."""
    if not definition.live:
        return None
    versions = definition.versions.filter(effective_from__lte=on)
    return versions.order_by("-number").first()


def preview_form(definition: FormDefinition) -> CompiledForm:
    """The form as it would be published now, saved or not."""
    keys = fixed_keys(definition) if definition.pk else {}
    return form_of(form_data(definition, keys=keys))


def fixed_keys(definition: FormDefinition) -> dict[str, str]:
    """Keys by field id, of every field that was ever published in this form."""
    texts = definition.versions.order_by("number").values_list("canonical", flat=True)
    return {
        field["id"]: field["key"]
        for text in texts
        for step in json.loads(text)["steps"]
        for outer in step["fields"]
        for field in (outer, *outer.get("fields", ()))
    }


def form_data(definition: FormDefinition, *, keys: Mapping[str, str]) -> dict[str, Any]:
    """The definition as plain JSON; fields once published keep the key they had.

    Raises RuleError and CyclicRulesError, which the editor's form has told before.
    """
    compiled = {
        field.id: (field, value) for field, value in _compiled(definition, keys)
    }
    names = names_of(field for field, _value in compiled.values())
    steps = [
        {
            "id": step.id,
            "title": step.value.get("title") or "",
            "intro": step.value.get("intro") or "",
            **conditions_of(step.value, names),
            "fields": [
                _field_data(*compiled[child.id], names)
                for child in step.value.get("fields") or []
            ],
        }
        for step in _with_ids(definition)
    ]
    return {
        "schema_version": SCHEMA_VERSION if _have_rules(steps) else WITHOUT_RULES,
        "slug": definition.slug,
        "title": definition.title,
        "title_en": definition.title_en,
        "intro": definition.intro,
        "declaration": definition.declaration,
        "steps": steps,
    }


def assign_keys(definition: FormDefinition, keys: Mapping[str, str]) -> dict[str, str]:
    """A key for every field by id: the fixed one, the editor's, or one of the label.

    The key of a field that was taken out of the form is never given to another.
    """
    chosen: dict[str, str] = {}
    outer = list(fields_of(definition))
    _choose(outer, keys, chosen)
    for child in outer:
        # The keys of a row are its own: two groups may both ask for a name.
        _choose(kind_of(child.block_type).inner(child.value), keys, chosen)
    return chosen


def _choose(
    children: Iterable[Any], keys: Mapping[str, str], chosen: dict[str, str]
) -> None:
    taken = set(keys.values())
    # What asks nothing leaves its words to questions, and chooses after them.
    for child in sorted(children, key=lambda each: not kind_of(each.block_type).asks):
        wanted = child.value.get("key") or child.value.get("label") or ""
        if not kind_of(child.block_type).asks:
            wanted = child.block_type
        key = keys.get(child.id) or unique_key(wanted, taken)
        chosen[child.id] = key
        taken.add(key)


def key_problems(definition: FormDefinition) -> list[str]:
    """What an editor must put right about keys before the form can be published."""
    fixed = fixed_keys(definition) if definition.pk else {}
    problems: list[str] = []
    owners: dict[str, str] = {key: field_id for field_id, key in fixed.items()}
    for child in fields_of(definition):
        key, label = child.value.get("key") or "", child.value.get("label") or ""
        known = fixed.get(child.id)
        if key and known and key != known:
            message = gettext(
                "The key of “%(label)s” was fixed when it was published: %(key)s."
            )
            problems.append(message % {"label": label, "key": known})
        elif key and owners.setdefault(key, child.id) != child.id:
            message = gettext("The key “%(key)s” of “%(label)s” belongs to another.")
            problems.append(message % {"label": label, "key": key})
    return problems


def rule_problems(definition: FormDefinition) -> list[str]:
    """What an editor must put right about rules before the form can be saved."""
    fixed = fixed_keys(definition) if definition.pk else {}
    pairs = list(_compiled(definition, fixed))
    steps = [step.value for step in definition.steps]
    problems = list(problems_of(pairs, steps))
    if not problems and (circle := _circle(definition, fixed)):
        problems.append(circle)
    return problems


def _circle(definition: FormDefinition, keys: Mapping[str, str]) -> str:
    """What is wrong if rules wait for each other, "" if none does."""
    data = form_data(definition, keys=keys)
    try:
        form_of(data)
    except CyclicRulesError as error:
        labels = {
            field["key"]: field["label"]
            for step in data["steps"]
            for field in step["fields"]
        }
        circle = " → ".join(f"“{labels[key]}”" for key in error.keys)
        message = gettext("These rules wait for each other: %(circle)s. Change one.")
        return message % {"circle": circle}
    return ""


def fields_of(definition: FormDefinition) -> Iterator[Any]:
    """The field blocks in order, each with its id."""
    for step in _with_ids(definition):
        yield from step.value.get("fields") or []


def _with_ids(definition: FormDefinition) -> Any:
    """The steps, each block with its id: serialising gives one to those without."""
    definition.steps.get_prep_value()
    return definition.steps


def _compiled(
    definition: FormDefinition, keys: Mapping[str, str]
) -> Iterator[tuple[CompiledField, Any]]:
    """Every field without its rules, and its block."""
    chosen = assign_keys(definition, keys)
    for child in fields_of(definition):
        yield _compile(child, chosen), child.value


def _compile(child: Any, keys: Mapping[str, str]) -> CompiledField:
    kind = kind_of(child.block_type)
    field = kind.compile(child.id, child.value, key=keys[child.id])
    inner = tuple(_compile(each, keys) for each in kind.inner(child.value))
    return replace(field, fields=inner)


def _field_data(field: CompiledField, value: Any, names: Names) -> dict[str, Any]:
    return {**_facts(field), **rules_of(field, value, names)}


def _facts(field: CompiledField) -> dict[str, Any]:
    own = ("id", "key", "kind", "label", "help", "required", "sensitivity")
    facts = {**field.settings, **{name: getattr(field, name) for name in own}}
    inner = [_facts(each) for each in field.fields]
    return {**facts, "fields": inner} if inner else facts


def _have_rules(steps: Iterable[Mapping[str, Any]]) -> bool:
    holders = [*steps, *(field for step in steps for field in step["fields"])]
    return any(rule in holder for holder in holders for rule in RULES)
