"""Wagtail's groups follow the assignments; nobody is put into them by hand.

The rooms above make a group and its permissions when they provision a portal; its name
says the role and where it is held. A person is in exactly those that stand for an
assignment in force.
"""

from datetime import date
from typing import Any

from django.contrib.auth.models import Group

from services_catalog.agencies.models import Agency
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.units.models import AdminUnit

SEPARATOR = " · "


def group_name(role: str, place: AdminUnit | Agency) -> str:
    """`publisher · 19960` at a unit, `officer · H57.12` in an agency."""
    where = place.code if isinstance(place, AdminUnit) else place.identifier
    return f"{Role(role).value}{SEPARATOR}{where}"


def is_derived(name: str) -> bool:
    """Whether a group's name says that it follows assignments."""
    role, separator, where = name.partition(SEPARATOR)
    return bool(separator and where) and role in Role.values


def group_names_of(user: Any, on: date) -> set[str]:
    """The groups that the person's assignments of that day stand for."""
    held = StaffAssignment.objects.of(user).in_force(on)
    return {
        group_name(assignment.role, assignment.unit or assignment.agency)
        for assignment in held.select_related("unit", "agency")
    }


def sync_groups(user: Any, *, on: date) -> None:
    """Put the person into the groups of their assignments and out of all others of that
    kind; a group that is not made yet is joined when the portal is provisioned."""
    wanted = set(Group.objects.filter(name__in=group_names_of(user, on)))
    held = {group for group in user.groups.all() if is_derived(group.name)}
    user.groups.remove(*(held - wanted))
    user.groups.add(*(wanted - held))
