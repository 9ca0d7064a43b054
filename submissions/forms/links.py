"""Which form a case type is submitted with.

A new version of a procedure brings new case types. Until somebody binds those, the form
of the same procedure's latest earlier case type of the same name still holds.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import (
    Case,
    Exists,
    Expression,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.utils import timezone

from services_catalog.procedures.case_types import CaseType
from services_catalog.procedures.models import Procedure
from services_catalog.procedures.querysets import ProcedureQuerySet
from services_catalog.validity import in_force
from submissions.forms.models import CaseTypeForm, FormDefinition


class NamedCaseType(Protocol):
    """A case type, or what a page keeps of one."""

    @property
    def pk(self) -> int | None: ...

    @property
    def name(self) -> str: ...


_Named = TypeVar("_Named", bound=NamedCaseType)


def form_link_of(
    procedure_id: int, case_types: Sequence[NamedCaseType]
) -> CaseTypeForm | None:
    """The link of the first of these case types that has a live form, with form and
    case type; else the latest earlier one's. One query."""
    return (
        _links(procedure_id, case_types)
        .select_related("definition", "case_type")
        .order_by(
            Case(When(_own(case_types), then=Value(0)), default=Value(1)),
            "-case_type__version__valid_from",
            "case_type__order",
            "case_type",
        )
        .first()
    )


def has_form(*, procedure: Expression, version: Expression, on: Expression) -> Exists:
    """The condition that there is such a link for the case types of a version.

    Of expressions, so that a page asks it along with its own row.
    """
    theirs = CaseType.objects.filter(version=version)
    earlier = Q(
        case_type__version__procedure=procedure,
        case_type__name__in=theirs.values("name"),
        case_type__version__valid_from__lte=on,
    )
    links = CaseTypeForm.objects.filter(
        Q(case_type__version=version) | earlier, definition__live=True
    )
    return Exists(links.order_by())


def _links(
    procedure_id: int, case_types: Sequence[NamedCaseType]
) -> QuerySet[CaseTypeForm]:
    earlier = Q(
        case_type__version__procedure=procedure_id,
        case_type__name__in={each.name for each in case_types},
        case_type__version__valid_from__lte=timezone.localdate(),
    )
    return CaseTypeForm.objects.filter(
        _own(case_types) | earlier, definition__live=True
    )


def _own(case_types: Iterable[NamedCaseType]) -> Q:
    return Q(case_type__in=[each.pk for each in case_types])


def meant_case_type(case_types: Iterable[_Named], linked: CaseType) -> _Named:
    """The case type of today that the link, perhaps an earlier one's, is about."""
    found = list(case_types)
    same = [each for each in found if each.pk == linked.pk]
    return (same or [each for each in found if each.name == linked.name])[0]


def procedures_of(definition: FormDefinition, on: date) -> ProcedureQuerySet:
    """Procedures that this form submits that day: bound to a case type of today or of
    before, and none of today's bound to another form."""
    links = CaseTypeForm.objects.filter(case_type__version__procedure=OuterRef("pk"))
    of_today = links.filter(in_force(on, "case_type__version__"))
    return Procedure.objects.in_force(on).filter(
        Exists(links.filter(definition=definition)),
        ~Exists(of_today.exclude(definition=definition)),
    )


def without_form(case_types: QuerySet[CaseType]) -> QuerySet[CaseType]:
    """Of these, those for which neither they nor one of their name have a form."""
    links = CaseTypeForm.objects.filter(
        case_type__version__procedure=OuterRef("version__procedure"),
        case_type__name=OuterRef("name"),
    )
    return case_types.exclude(Exists(links))
