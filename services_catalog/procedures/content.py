"""What a version of a procedure says, as one immutable value.

The same value is read from the database, made by an import and printed on pages; its
hash tells whether two versions say the same.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from datetime import time
from typing import Any

from services_catalog.procedures.case_types import (
    CaseType,
    ComponentKind,
    SupplementPolicy,
    TermUnit,
)
from services_catalog.procedures.models import ProcedureVersion


@dataclass(frozen=True, slots=True, kw_only=True)
class StepContent:
    title: str = ""
    text: str = ""
    who: str = ""
    duration: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalBasisContent:
    number: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentContent:
    name: str
    kind: str = ComponentKind.PAPER.value
    group: str = ""
    note: str = ""
    originals: int = 0
    copies: int = 0
    is_required: bool = True
    template_name: str = ""
    # Name in the public storage, "" when there is no file.
    template_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeContent:
    kind: str
    amount: int | None = None
    text: str = ""
    exemption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MethodContent:
    channel: str
    term_text: str = ""
    fee_text: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseTypeContent:
    name: str = ""
    term_value: int | None = None
    term_unit: str = TermUnit.WORKING_DAY.value
    term_text: str = ""
    online_term_value: int | None = None
    has_no_due_date: bool = False
    cut_off: time | None = None
    supplement_policy: str = SupplementPolicy.RESTART.value
    supplement_term_days: int = 15
    result_required: bool = False
    components: tuple[ComponentContent, ...] = ()
    fees: tuple[FeeContent, ...] = ()
    methods: tuple[MethodContent, ...] = ()
    # Where it stands in the database; not part of what it says.
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionContent:
    name: str
    name_en: str = ""
    summary: str = ""
    phrases: tuple[str, ...] = ()
    steps: tuple[StepContent, ...] = ()
    conditions: str = ""
    result: str = ""
    authority: str = ""
    legal_bases: tuple[LegalBasisContent, ...] = ()
    decision: str = ""
    ministry: str = ""
    recorded_tiers: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    case_types: tuple[CaseTypeContent, ...] = ()

    def content_hash(self) -> str:
        text = json.dumps(_plain(self), ensure_ascii=False, default=str)
        return hashlib.sha256(text.encode()).hexdigest()

    def differing_fields(self, other: "VersionContent") -> tuple[str, ...]:
        """Names of what the two say differently, papers and fees by their own names."""
        names = [
            one.name
            for one in fields(self)
            if one.name != "case_types"
            and getattr(self, one.name) != getattr(other, one.name)
        ]
        return (*names, *_differing_case_types(self.case_types, other.case_types))


def _differing_case_types(
    these: tuple[CaseTypeContent, ...], those: tuple[CaseTypeContent, ...]
) -> tuple[str, ...]:
    if len(these) != len(those):
        return ("case_types",)
    names = {
        one.name
        for here, there in zip(these, those, strict=True)
        for one in fields(CaseTypeContent)
        if one.compare and getattr(here, one.name) != getattr(there, one.name)
    }
    return tuple(sorted(names))


def compared(kind: type[Any]) -> tuple[str, ...]:
    """The fields of a content class that say something, in their order."""
    names = _compared.get(kind)
    if names is None:
        names = tuple(one.name for one in fields(kind) if one.compare)
        _compared[kind] = names
    return names


# Few classes, asked about for every row of an import.
_compared: dict[type[Any], tuple[str, ...]] = {}


def _plain(value: Any) -> Any:
    """The value as JSON knows it; dataclasses.asdict copies and is far slower."""
    if isinstance(value, str | int | None):
        return value
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, time):
        return value.isoformat()
    return [_plain(getattr(value, name)) for name in compared(type(value))]


def content_of(version: ProcedureVersion) -> VersionContent:
    """What a version says, read from rows fetched by `with_facts()`."""
    return version_content(
        version,
        audiences=(row.audience for row in version.audiences.all()),
        case_types=(_case_type(row) for row in version.case_types.all()),
    )


def version_content(
    version: ProcedureVersion,
    *,
    audiences: Iterable[str],
    case_types: Iterable[CaseTypeContent],
) -> VersionContent:
    """The version's own columns with what stands in the tables below it."""
    return VersionContent(
        name=version.name,
        name_en=version.name_en,
        summary=version.summary,
        phrases=tuple(version.phrases),
        steps=tuple(StepContent(**step) for step in version.steps),
        conditions=version.conditions,
        result=version.result,
        authority=version.authority,
        legal_bases=tuple(LegalBasisContent(**basis) for basis in version.legal_bases),
        decision=version.decision,
        ministry=version.ministry,
        recorded_tiers=tuple(version.recorded_tiers),
        audiences=tuple(sorted(audiences)),
        case_types=tuple(case_types),
    )


_ROW_FIELDS = [
    name
    for name in compared(CaseTypeContent)
    if name not in {"components", "fees", "methods"}
]


def _case_type(row: CaseType) -> CaseTypeContent:
    return CaseTypeContent(
        **{name: getattr(row, name) for name in _ROW_FIELDS},
        components=tuple(
            ComponentContent(
                name=one.name,
                kind=one.kind,
                group=one.group,
                note=one.note,
                originals=one.originals,
                copies=one.copies,
                is_required=one.is_required,
                template_name=one.template_name,
                template_file=one.template_file.name or "",
            )
            for one in row.components.all()
        ),
        fees=tuple(
            FeeContent(
                kind=one.kind, amount=one.amount, text=one.text, exemption=one.exemption
            )
            for one in row.fees.all()
        ),
        methods=tuple(
            MethodContent(
                channel=one.channel,
                term_text=one.term_text,
                fee_text=one.fee_text,
                note=one.note,
            )
            for one in row.methods.all()
        ),
        pk=row.pk,
    )
