"""Forms between installations: written to a file, read from one as a draft.

Ids and keys travel with the fields, so a form that comes back is still the same form:
its answers keep their names, and its versions can be compared.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils.translation import gettext
from wagtail.blocks import StreamBlockValidationError, StreamValue

from services_catalog.agencies.models import Agency
from services_catalog.units.models import AdminUnit
from submissions.forms.kinds.registry import all_kinds
from submissions.forms.models import FormDefinition
from submissions.forms.publishing import (
    assign_keys,
    fixed_keys,
    key_problems,
    rule_problems,
)

FORMAT, VERSION = "ngo-mon/form", 1
_TEXTS = ("slug", "title", "title_en", "intro", "declaration")
# A form of three hundred questions has a hundredth of this.
MOST_BYTES = 5 * 1024 * 1024


class FormFileError(ValueError):
    """A file that is no form for this installation; `problems` say why."""

    def __init__(self, *problems: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def exported_form(definition: FormDefinition) -> str:
    """The form as it stands, as JSON for another installation."""
    keys = assign_keys(definition, fixed_keys(definition))
    steps = definition.steps.get_prep_value()
    for child in _fields(steps):
        child["value"]["key"] = keys[child["id"]]
    told = {name: getattr(definition, name) for name in _TEXTS}
    whole = {"format": FORMAT, "version": VERSION, **told, "steps": steps}
    text = json.dumps(whole, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return text + "\n"


def form_from(text: str | bytes) -> FormDefinition:
    """The form of a file, not saved; raises FormFileError."""
    data = _read(text)
    texts = {name: _text(data, name) for name in _TEXTS}
    definition = FormDefinition(**texts, steps=_steps(data.get("steps")), live=False)
    problems = [*key_problems(definition), *rule_problems(definition)]
    if problems:
        raise FormFileError(*problems)
    return definition


@transaction.atomic
def import_form(
    *,
    text: str | bytes,
    owner_unit: AdminUnit | None = None,
    owner_agency: Agency | None = None,
    user: Any = None,
    replace: bool = False,
) -> FormDefinition:
    """Enter the form of a file as a draft, which its owner reviews and publishes.

    A form that is there already gets the content as a new draft if `replace`, which
    leaves whose it is and what is published. Raises FormFileError.
    """
    read = form_from(text)
    known = FormDefinition.objects.filter(slug=read.slug).first()
    if known is not None and not replace:
        message = gettext(
            "There is a form “%(slug)s” already. Say that its draft is to be replaced."
        )
        raise FormFileError(message % {"slug": read.slug})
    if known is None:
        read.owner_unit, read.owner_agency = owner_unit, owner_agency
        read.save()
        known = read
    else:
        for name in (*_TEXTS, "steps"):
            setattr(known, name, getattr(read, name))
        _refuse(key_problems(known))
    known.save_revision(user=user, changed=True)
    return known


def _refuse(problems: list[str]) -> None:
    if problems:
        raise FormFileError(*problems)


def _read(text: str | bytes) -> Mapping[str, Any]:
    if len(text) > MOST_BYTES:
        raise FormFileError(gettext("The file is too large for a form."))
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        message = gettext("The file is no JSON. Export the form again and choose it.")
        raise FormFileError(message) from error
    is_form = isinstance(data, dict) and data.get("format") == FORMAT
    if not is_form:
        raise FormFileError(gettext("The file is no form that this portal exported."))
    if data.get("version") != VERSION:
        message = gettext("The form was exported by another release (%(version)s).")
        raise FormFileError(message % {"version": data.get("version")})
    found: Mapping[str, Any] = data
    return found


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    field: Any = FormDefinition._meta.get_field(name)
    try:
        cleaned: str = field.clean(value if isinstance(value, str) else None, None)
    except ValidationError as error:
        raise FormFileError(f"{name}: {' '.join(error.messages)}") from error
    return cleaned


def _steps(raw: Any) -> StreamValue:
    if not isinstance(raw, list):
        raise FormFileError(gettext("The form has no steps."))
    unknown = sorted({str(kind) for kind in _kinds(raw) if kind not in all_kinds()})
    if unknown:
        message = gettext("This portal has no fields of the kind %(kinds)s.")
        raise FormFileError(message % {"kinds": ", ".join(unknown)})
    field: Any = FormDefinition._meta.get_field("steps")
    try:
        steps: StreamValue = field.to_python(raw)
        # Cleaning makes a new stream, and must not take the ids away.
        cleaned: StreamValue = field.stream_block.clean(steps)
    except StreamBlockValidationError as error:
        raise FormFileError(*_reasons(error)) from error
    except (TypeError, ValueError, AttributeError, KeyError) as error:
        raise FormFileError(gettext("The steps of the form cannot be read.")) from error
    return cleaned


def _fields(steps: list[Any]) -> Iterator[Any]:
    """Every field of raw steps, those in rows of groups too."""
    for step in steps:
        for child in step["value"]["fields"]:
            yield child
            yield from child["value"].get("fields") or ()


def _kinds(steps: list[Any]) -> Iterator[Any]:
    try:
        yield from (child["type"] for child in _fields(steps))
    except (TypeError, KeyError, AttributeError) as error:
        raise FormFileError(gettext("The steps of the form cannot be read.")) from error


def _reasons(error: Any) -> list[str]:
    """What the blocks say is wrong, each once, however deep it stands."""
    found: list[str] = []
    inner = [
        *(getattr(error, "block_errors", None) or {}).values(),
        *(getattr(error, "non_block_errors", None) or []),
    ]
    for each in inner:
        found += _reasons(each)
    if not inner:
        found += getattr(error, "messages", [str(error)])
    return list(dict.fromkeys(found))
