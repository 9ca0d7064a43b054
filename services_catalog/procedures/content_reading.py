"""What versions say, read for many at once: two queries, however many rows they have.

Papers, fees, ways of submitting and audiences are rows of four tables; as one UNION of
JSON objects they are one trip to the database instead of four.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import F, QuerySet, Value
from django.db.models.functions import JSONObject

from services_catalog.procedures.case_types import CaseType, Component, FeeItem, Method
from services_catalog.procedures.content import (
    CaseTypeContent,
    ComponentContent,
    FeeContent,
    MethodContent,
    VersionContent,
    compared,
    version_content,
)
from services_catalog.procedures.models import ProcedureVersion, VersionAudience

_PARTS: dict[str, tuple[type[Any], type[Any]]] = {
    "components": (Component, ComponentContent),
    "fees": (FeeItem, FeeContent),
    "methods": (Method, MethodContent),
}
_CASE_TYPE = [name for name in compared(CaseTypeContent) if name not in _PARTS]
# Of which owner (a case type, or a version for audiences), of which part.
_Rows = Mapping[tuple[str, int], list[dict[str, Any]]]


def read_contents(versions: Iterable[ProcedureVersion]) -> dict[int, VersionContent]:
    """What these versions say, by their keys."""
    found = {version.pk: version for version in versions}
    rows = _rows(list(found))
    case_types: dict[int, list[CaseTypeContent]] = defaultdict(list)
    for row in CaseType.objects.filter(version__in=found).order_by("order", "pk"):
        case_types[row.version_id].append(_case_type(row, rows))
    return {
        key: version_content(
            version,
            audiences=(row["audience"] for row in rows["audiences", key]),
            case_types=case_types[key],
        )
        for key, version in found.items()
    }


def _case_type(row: CaseType, rows: _Rows) -> CaseTypeContent:
    parts: dict[str, Any] = {
        part: tuple(content(**said) for said in rows[part, row.pk])
        for part, (_model, content) in _PARTS.items()
    }
    values = {name: getattr(row, name) for name in _CASE_TYPE}
    return CaseTypeContent(pk=row.pk, **values, **parts)


def _rows(versions: list[int]) -> _Rows:
    audiences = _as_rows(
        VersionAudience.objects.filter(version__in=versions),
        part="audiences",
        owner="version",
        position=Value(0),
        names=("audience",),
    )
    parts = [
        _as_rows(
            model._default_manager.filter(case_type__version__in=versions),
            part=part,
            owner="case_type",
            position=Value(0) if model is Method else F("order"),
            names=compared(content),
        )
        for part, (model, content) in _PARTS.items()
    ]
    rows: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    found = audiences.union(*parts, all=True)
    for part, owner, _position, _pk, said in sorted(found, key=lambda row: row[:4]):
        if "is_required" in said:
            # SQLite's JSON of a column knows 0 and 1 only.
            said["is_required"] = bool(said["is_required"])
        rows[part, owner].append(said)
    return rows


def _as_rows(
    rows: QuerySet[Any], *, part: str, owner: str, position: Any, names: Iterable[str]
) -> Any:
    return (
        rows.order_by()
        .annotate(
            part=Value(part),
            position=position,
            said=JSONObject(**{name: name for name in names}),
        )
        .values_list("part", owner, "position", "pk", "said")
    )
