"""The key to the admin for those who work at a desk, derived from their assignments."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from services_catalog.agencies.models import Agency
from services_catalog.staff.groups import group_name
from services_catalog.staff.models import DESK_ROLES, StaffAssignment
from services_catalog.units.models import AdminUnit


def ensure_desk_group(role: str, place: AdminUnit | Agency) -> Group:
    """The group of a desk role at a place. It opens the admin and nothing in it: what
    its members may see is judged dossier by dossier."""
    group, is_new = Group.objects.get_or_create(name=group_name(role, place))
    if is_new:
        group.permissions.add(
            Permission.objects.get(
                content_type__app_label="wagtailadmin", codename="access_admin"
            )
        )
    return group


def make_group_on_assignment(
    *, instance: StaffAssignment, raw: bool = False, **_kwargs: Any
) -> None:
    """A desk role's group stands before the assignment's groups are worked out."""
    place = instance.unit or instance.agency
    if not raw and instance.role in DESK_ROLES and place is not None:
        ensure_desk_group(instance.role, place)
