"""Which agency gives a citizen a procedure, at what level, through which door."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import (
    LocalNote,
    Offering,
    OfferingException,
)
from services_catalog.procedures.models import Procedure
from services_catalog.units.models import AdminUnit


@dataclass(frozen=True, slots=True)
class OfferedProcedure:
    """A procedure as one agency offers it: rule, exception and local note resolved."""

    offering: Offering
    agency: Agency
    level: int
    intake_channel: str
    outside_url: str
    local_note: LocalNote | None = None


class AmbiguousPlaceError(TypeError):
    """A place is asked for by a unit or by an agency, never by both or neither."""


def offering_of(
    procedure: Procedure,
    *,
    unit: AdminUnit | None = None,
    agency: Agency | None = None,
    on: date,
) -> OfferedProcedure | None:
    """How the procedure is offered by that agency, or by one at that very unit.

    Where several agencies of a unit offer it, one named alone comes before one that a
    rule covers, then the higher level. Three queries for an agency, four for a unit.
    """
    if (unit is None) == (agency is None):
        message = "Ask for a unit or for an agency."
        raise AmbiguousPlaceError(message)
    if agency is not None:
        return best_offering(procedure, [agency], on)
    agencies = Agency.objects.in_force(on).filter(unit=unit).select_related("unit")
    return best_offering(procedure, list(agencies), on)


def best_offering(
    procedure: Procedure, agencies: Sequence[Agency], on: date
) -> OfferedProcedure | None:
    """The same for agencies already read, as a portal keeps them: three queries."""
    offered = _resolved(
        # A procedure has a handful of offerings: reading them all costs less than to
        # ask the database which cover these agencies, which is settled here anyway.
        procedure.offerings.in_force(on)
        .order_by("tier", "id")
        .prefetch_related(
            Prefetch(
                "exceptions",
                OfferingException.objects.filter(agency__in=list(agencies)),
            )
        ),
        agencies,
    )
    best = max(offered, key=_preference, default=None)
    if best is None:
        return None
    note = LocalNote.objects.filter(procedure=procedure, agency=best.agency).first()
    return OfferedProcedure(
        best.offering,
        best.agency,
        best.level,
        best.intake_channel,
        best.outside_url,
        note,
    )


def _resolved(
    offerings: Iterable[Offering], agencies: Sequence[Agency]
) -> list[OfferedProcedure]:
    return [
        offered
        for offering in offerings
        for agency in agencies
        if (offered := resolve(offering, agency)) is not None
    ]


def resolve(offering: Offering, agency: Agency) -> OfferedProcedure | None:
    """The offering as this agency gives it, None if it does not give it."""
    exception = next(
        (one for one in offering.exceptions.all() if one.agency_id == agency.pk), None
    )
    if exception and not exception.is_offered:
        return None
    covered = offering.agency_id == agency.pk or (
        (offering.agency_kind, offering.tier) == (agency.kind, agency.tier)
    )
    if not covered and not exception:
        return None
    if exception is None:
        return OfferedProcedure(
            offering,
            agency,
            offering.level,
            offering.intake_channel,
            offering.outside_url,
        )
    return OfferedProcedure(
        offering,
        agency,
        exception.level or offering.level,
        exception.intake_channel or offering.intake_channel,
        exception.outside_url or offering.outside_url,
    )


def _preference(offered: OfferedProcedure) -> tuple[bool, int]:
    return offered.offering.agency_id is not None, offered.level


def deciding_agency(
    procedure: Procedure, *, unit: AdminUnit, on: date
) -> Agency | None:
    """Who decides for somebody of that unit: its own agency, else the nearest above.

    Departments stand at the province, so every commune reaches them. Five queries at
    most.
    """
    above = [int(part) for part in unit.path.split("/") if part]
    agencies = list(
        Agency.objects.in_force(on).filter(unit__in=above).select_related("unit")
    )
    for key in reversed(above):
        at_unit = [agency for agency in agencies if agency.unit_id == key]
        if at_unit and (offered := best_offering(procedure, at_unit, on)):
            return offered.agency
    return None
