"""The applicant step, the system's own: who submits, whose matter, how to reach them.

Submitter, owner of the matter and the person it is about may be three (domain 2).
Its answers stand sealed as a whole, by key; the keys are fixed for ever.
"""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language, gettext

from submissions.forms.compiled import CompiledField, CompiledStep
from submissions.forms.sensitivity import Sensitivity

STEP_ID = "applicant"
LONGEST_NAME = 150


def _field(
    key: str, kind: str, label: str, text: str = "", *, required: bool, **settings: Any
) -> CompiledField:
    return CompiledField(
        id=f"{STEP_ID}.{key}",
        key=key,
        kind=kind,
        label=label,
        help=text,
        required=required,
        sensitivity=Sensitivity.SENSITIVE,
        settings=MappingProxyType(settings),
    )


def _name(key: str, label: str, text: str = "", *, required: bool) -> CompiledField:
    known = {"autocomplete": "name"} if key == "full_name" else {}
    return _field(
        key, "text", label, text, required=required, max_length=LONGEST_NAME, **known
    )


def _submitter() -> tuple[CompiledField, ...]:
    return (
        _name(
            "full_name",
            gettext("Your full name"),
            gettext("As on your identity card, with all tone marks."),
            required=True,
        ),
        _field(
            "person_id",
            "person_id",
            gettext("Your personal number"),
            gettext("12 digits, on the front of the identity card."),
            required=True,
        ),
        _field(
            "birth_date",
            "date",
            gettext("Your date of birth"),
            required=True,
            when="past",
            autocomplete="bday",
        ),
        _field(
            "phone",
            "phone",
            gettext("Your telephone"),
            gettext("The officer calls this number if something is unclear."),
            required=True,
            autocomplete="tel",
        ),
        _field(
            "email",
            "email",
            gettext("Your e-mail"),
            gettext("The dossier code and every step are sent there."),
            required=False,
            autocomplete="email",
        ),
        _field(
            "address",
            "address",
            gettext("Where you live"),
            required=True,
            autocomplete="street-address",
        ),
    )


def _owner_and_subject() -> tuple[CompiledField, ...]:
    return (
        _field(
            "owner_is_submitter",
            "yes_no",
            gettext("Is the matter your own?"),
            gettext("Answer no if you submit for somebody else."),
            required=True,
        ),
        _name(
            "owner_full_name",
            gettext("Full name of the person for whom you submit"),
            gettext("Only if the matter is not your own."),
            required=False,
        ),
        _field(
            "owner_person_id",
            "person_id",
            gettext("Personal number of that person"),
            gettext("Only if the matter is not your own."),
            required=False,
        ),
        _name(
            "subject_full_name",
            gettext("Full name of the person it is about"),
            gettext("Only if it is about a third person, such as a child."),
            required=False,
        ),
    )


@lru_cache(maxsize=8)
def _step(_language: str) -> CompiledStep:
    return CompiledStep(
        id=STEP_ID,
        title=gettext("Who submits"),
        intro=gettext("So that the result goes to the right person."),
        fields=(*_submitter(), *_owner_and_subject()),
    )


def applicant_step() -> CompiledStep:
    """The step in the language of the reader."""
    return _step(get_language() or "")


def required_when(applicant: Mapping[str, Any]) -> frozenset[str]:
    """Keys that must be answered because of other answers."""
    if applicant.get("owner_is_submitter") is False:
        return frozenset({"owner_full_name", "owner_person_id"})
    return frozenset()


def owner_name(applicant: Mapping[str, Any]) -> str:
    """Whose matter it is."""
    if applicant.get("owner_is_submitter") is False:
        return str(applicant.get("owner_full_name") or "")
    return str(applicant.get("full_name") or "")


def owner_person_id(applicant: Mapping[str, Any]) -> str:
    """The personal number of the person whose matter it is."""
    if applicant.get("owner_is_submitter") is False:
        return str(applicant.get("owner_person_id") or "")
    return str(applicant.get("person_id") or "")
