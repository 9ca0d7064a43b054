"""Which agency gives a citizen a procedure, at what level, through which door."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import (
    LocalNote,
    Offering,
    OfferingException,
)
from services_catalog.offerings.reading import OfferedRows, offered_rows
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
    rule covers, then the higher level. One query for an agency, two for a unit.
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
    """The same for agencies already read, as a portal keeps them: one query."""
    by_key = {agency.pk: agency for agency in agencies}
    rows = offered_rows(procedure.pk, list(by_key), on)
    return max(_resolved(rows, by_key), key=_preference, default=None)


def _resolved(
    rows: OfferedRows, agencies: Mapping[int, Agency]
) -> Iterator[OfferedProcedure]:
    for offering in rows.offerings:
        for key, agency in agencies.items():
            exception = rows.exceptions.get((offering.pk, key))
            if _gives(agency, offering, exception):
                yield OfferedProcedure(
                    offering,
                    agency,
                    (exception and exception.level) or offering.level,
                    (exception and exception.intake_channel) or offering.intake_channel,
                    (exception and exception.outside_url) or offering.outside_url,
                    rows.notes.get(key),
                )


def _gives(
    agency: Agency, offering: Offering, exception: OfferingException | None
) -> bool:
    """By its own exception, else named alone or covered by the rule."""
    if exception is not None:
        return exception.is_offered
    return offering.agency_id == agency.pk or (
        (offering.agency_kind, offering.tier) == (agency.kind, agency.tier)
    )


def _preference(offered: OfferedProcedure) -> tuple[bool, int]:
    return offered.offering.agency_id is not None, offered.level


def deciding_agency(
    procedure: Procedure, *, unit: AdminUnit, on: date
) -> Agency | None:
    """Who decides for somebody of that unit: its own agency, else the nearest above.

    Departments stand at the province, so every commune reaches them. One query, and one
    more for each unit asked.
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
