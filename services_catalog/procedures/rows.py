"""Writing what versions say into rows, many versions at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from services_catalog.procedures.case_types import (
    CaseType,
    Component,
    FeeItem,
    Method,
)
from services_catalog.procedures.content import (
    CaseTypeContent,
    VersionContent,
    compared,
)
from services_catalog.procedures.models import (
    Procedure,
    ProcedureVersion,
    VersionAudience,
)

BATCH = 500
_CHILDREN = ("components", "fees", "methods")
_CASE_TYPE = tuple(name for name in compared(CaseTypeContent) if name not in _CHILDREN)
VERSION_FIELDS = tuple(
    name for name in compared(VersionContent) if name not in {"audiences", "case_types"}
)
_JSON = ("phrases", "recorded_tiers")
_JSON_OBJECTS = ("steps", "legal_bases")


def version_values(content: VersionContent) -> dict[str, Any]:
    """The columns of a version, the JSON ones as lists."""
    values = {name: getattr(content, name) for name in VERSION_FIELDS}
    values.update((name, list(values[name])) for name in _JSON)
    for name in _JSON_OBJECTS:
        values[name] = [asdict(one) for one in values[name]]
    return values


def new_version(
    procedure: Procedure, content: VersionContent, content_hash: str
) -> ProcedureVersion:
    return ProcedureVersion(
        procedure=procedure, content_hash=content_hash, **version_values(content)
    )


def write_children(pairs: Sequence[tuple[ProcedureVersion, VersionContent]]) -> None:
    """Audiences, case types and all below them, for versions that have none yet."""
    write_audiences(pairs)
    cases = [
        (CaseType(version=version, order=order, **_case_type_values(case)), case)
        for version, content in pairs
        for order, case in enumerate(content.case_types)
    ]
    CaseType.objects.bulk_create((row for row, _case in cases), batch_size=BATCH)
    write_below(cases)


def write_audiences(pairs: Iterable[tuple[ProcedureVersion, VersionContent]]) -> None:
    VersionAudience.objects.bulk_create(
        (
            VersionAudience(version=version, audience=audience)
            for version, content in pairs
            for audience in content.audiences
        ),
        batch_size=BATCH,
    )


def write_below(cases: Sequence[tuple[CaseType, CaseTypeContent]]) -> None:
    """Papers, fees and ways of submitting of case types that have none yet."""
    Component.objects.bulk_create(
        (
            Component(case_type=row, order=order, **_values(paper))
            for row, case in cases
            for order, paper in enumerate(case.components)
        ),
        batch_size=BATCH,
    )
    FeeItem.objects.bulk_create(
        (
            FeeItem(case_type=row, order=order, **_values(fee))
            for row, case in cases
            for order, fee in enumerate(case.fees)
        ),
        batch_size=BATCH,
    )
    Method.objects.bulk_create(
        (
            Method(case_type=row, **_values(method))
            for row, case in cases
            for method in case.methods
        ),
        batch_size=BATCH,
    )


def rewrite_children(version: ProcedureVersion, content: VersionContent) -> None:
    """The same for a version that has rows: case types of the same name stay the same
    rows, as forms and dossiers point at them."""
    version.audiences.all().delete()
    write_audiences([(version, content)])
    known = {row.name: row for row in version.case_types.all()}
    cases = []
    for order, case in enumerate(content.case_types):
        row = known.pop(case.name, None) or CaseType(version=version)
        row.order = order
        for name, value in _case_type_values(case).items():
            setattr(row, name, value)
        row.save()
        cases.append((row, case))
    CaseType.objects.filter(pk__in=[row.pk for row in known.values()]).delete()
    rows = [row for row, _case in cases]
    for model in (Component, FeeItem, Method):
        model._default_manager.filter(case_type__in=rows).delete()
    write_below(cases)


def _case_type_values(case: CaseTypeContent) -> dict[str, Any]:
    return {name: getattr(case, name) for name in _CASE_TYPE}


def _values(content: Any) -> dict[str, Any]:
    return {name: getattr(content, name) for name in compared(type(content))}
