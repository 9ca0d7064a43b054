"""Giving and ending roles, and asking what somebody may do where."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from services_catalog.agencies.models import Agency
from services_catalog.agencies.querysets import AgencyQuerySet
from services_catalog.staff.groups import sync_groups
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.units.models import AdminUnit
from services_catalog.validity import in_force


@transaction.atomic
def assign(
    *,
    user: Any,
    role: Role,
    unit: AdminUnit | None = None,
    agency: Agency | None = None,
    valid_from: date,
    valid_to: date | None = None,
) -> StaffAssignment:
    """Give a person a role at a unit's portal or in an agency, from a day on.

    The same role at the same place, still in force that day, is returned as it is.
    """
    if (unit is None) == (agency is None):
        raise ValidationError(_("Name either a unit or an agency, not both."))
    held = StaffAssignment.objects.filter(
        user=user, role=role, unit=unit, agency=agency
    )
    assignment = held.filter(in_force(valid_from)).first()
    if assignment is None:
        assignment = StaffAssignment(
            user=user,
            role=role,
            unit=unit,
            agency=agency,
            valid_from=valid_from,
            valid_to=valid_to,
        )
        assignment.full_clean()
        assignment.save()
    sync_groups(user, on=timezone.localdate())
    return assignment


@transaction.atomic
def end_assignment(assignment: StaffAssignment, *, on: date) -> StaffAssignment:
    """End a role; `on` is the first day without it. Rows stay for the record."""
    if on <= assignment.valid_from:
        raise ValidationError(
            {"valid_to": _("A role ends after the day on which it began.")}
        )
    assignment.valid_to = on
    assignment.save(update_fields=["valid_to"])
    sync_groups(assignment.user, on=timezone.localdate())
    return assignment


def agencies_of(user: Any, roles: Collection[str], on: date) -> AgencyQuerySet:
    """The agencies whose work the person does in one of these roles that day.

    Those of the assignment; for a one-stop centre also those that it receives for; for
    a role held at a unit the agencies of that very unit. Never those beside or below.
    """
    held = StaffAssignment.objects.of(user).in_force(on).with_roles(roles)
    own = Agency.objects.filter(assignments__in=held) | Agency.objects.filter(
        unit__assignments__in=held
    )
    return (
        Agency.objects.in_force(on)
        .received_by(own.distinct().values("pk"))
        .order_by("identifier")
    )


def can(
    user: Any,
    roles: Collection[str],
    *,
    unit: AdminUnit | None = None,
    agency: Agency | None = None,
    on: date | None = None,
) -> bool:
    """Whether the person holds one of the roles at that unit, or in that agency.

    A role held at a unit counts for the agencies of that unit. Administrators of the
    whole installation may do everything but this: their rights are Django's own.
    """
    day = on or timezone.localdate()
    if agency is not None:
        return agencies_of(user, roles, day).filter(pk=agency.pk).exists()
    held = StaffAssignment.objects.of(user).in_force(day).with_roles(roles)
    return unit is not None and held.filter(unit=unit).exists()
