"""What changed between two versions of a form, field by field, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.translation import gettext

from submissions.forms.compiled import RULES, CompiledField, CompiledForm
from submissions.forms.kinds.registry import kind_of
from submissions.forms.rules.wording import in_words

What = Literal["added", "removed", "retyped", "reworded", "changed"]


@dataclass(frozen=True, slots=True)
class Detail:
    """One thing that was said before and is said otherwise now; "" is nothing."""

    name: str
    before: str
    after: str
    # Whether those who fill the form in would notice.
    is_noticed: bool = False


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one field. A retyped one asks for another kind of answer, a
    reworded one for the same in other words, a changed one by other limits or rules."""

    what: What
    field_id: str
    label: str
    details: tuple[Detail, ...] = ()

    @property
    def noticed(self) -> tuple[Detail, ...]:
        """The details that those who fill the form in would notice."""
        return tuple(detail for detail in self.details if detail.is_noticed)


def differences(before: CompiledForm, after: CompiledForm) -> tuple[Change, ...]:
    """All changes of fields in the order of the newer form, those taken out last."""
    old = {field.id: field for field in before.fields}
    kept = {field.id for field in after.fields}
    found = [
        change
        for field in after.fields
        if (change := _change(before, after, old.get(field.id), field)) is not None
    ]
    gone = [
        Change("removed", field.id, field.label)
        for field in before.fields
        if field.id not in kept
    ]
    return (*found, *gone)


def _change(
    before: CompiledForm,
    after: CompiledForm,
    old: CompiledField | None,
    new: CompiledField,
) -> Change | None:
    if old is None:
        return Change("added", new.id, new.label)
    if old == new:
        return None
    details = tuple(_details(before, after, old, new))
    what: What = "changed"
    if old.kind != new.kind:
        what = "retyped"
    elif {detail.name for detail in details} <= _words():
        what = "reworded"
    return Change(what, new.id, new.label, details)


def _words() -> set[str]:
    return {gettext("Question"), gettext("Help")}


# Settings that are read on the page.
_READ = frozenset({"options", "statement", "html"})


def _noticed() -> set[str]:
    return {*_words(), gettext("Must be answered")}


def _details(
    before: CompiledForm, after: CompiledForm, old: CompiledField, new: CompiledField
) -> Iterator[Detail]:
    told = zip(_told(before, old), _told(after, new), strict=True)
    for (name, was), (_name, now) in told:
        if was != now:
            yield Detail(name, was, now, is_noticed=name in _noticed())
    was, now = (_inner(field) for field in (old, new))
    if was != now:
        yield Detail(gettext("Questions of a row"), was, now, is_noticed=True)
    for name in sorted({*old.settings, *new.settings}):
        was, now = (_setting(field.settings, name) for field in (old, new))
        if was != now:
            yield Detail(_name_of(name), was, now, is_noticed=name in _READ)


def _told(form: CompiledForm, field: CompiledField) -> list[tuple[str, str]]:
    """The facts that every field has, named as its editor knows them."""
    names = {
        "show_when": gettext("Ask only when"),
        "require_when": gettext("Must be answered when"),
        "formula": gettext("Formula"),
    }
    rules = [
        (names[name], in_words(rule, form.fields) if rule else "")
        for name in RULES
        for rule in [getattr(field, name)]
    ]
    return [
        (gettext("Question"), field.label),
        (gettext("Help"), field.help),
        (gettext("Kind"), str(kind_of(field.kind).title)),
        (
            gettext("Must be answered"),
            gettext("yes") if field.required else gettext("no"),
        ),
        (gettext("Sensitivity"), field.sensitivity),
        *rules,
    ]


def _inner(field: CompiledField) -> str:
    return ", ".join(each.label for each in field.fields)


def _setting(settings: Mapping[str, Any], name: str) -> str:
    value = settings.get(name)
    if isinstance(value, list | tuple):
        return ", ".join(_item(each) for each in value)
    return "" if value is None else str(value)


def _item(value: Any) -> str:
    if isinstance(value, Mapping):
        return str(value.get("label", value))
    return str(value)


def _name_of(setting: str) -> str:
    """Settings of a kind, as its block calls them."""
    names = {
        "options": gettext("Answers"),
        "min": gettext("Least"),
        "max": gettext("Most"),
        "max_length": gettext("Longest"),
        "decimals": gettext("Decimal places"),
        "suffix": gettext("Unit of measure"),
        "accept": gettext("Kinds of files"),
        "max_files": gettext("Most files"),
        "join_photographs": gettext("Join photographs into one PDF"),
        "max_megabytes": gettext("Largest file"),
        "when": gettext("Which days"),
        "row_label": gettext("Name of a row"),
        "max_rows": gettext("Most rows"),
        "sample": gettext("For example"),
        "allow_old": gettext("The 9 digits of an old card will do"),
        "units_only": gettext("Of enterprises and organisations only"),
        "min_chosen": gettext("Fewest answers"),
        "max_chosen": gettext("Most answers"),
        "statement": gettext("Text"),
        "html": gettext("Text"),
        "autocomplete": gettext("Offered by the browser"),
    }
    return names.get(setting, setting)
