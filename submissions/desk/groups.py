"""The key to the admin for those who have no portal's group, from their assignments."""

from typing import Any

from django.contrib.auth.models import Group, Permission

from services_catalog.agencies.models import Agency
from services_catalog.staff.groups import group_name
from services_catalog.staff.models import DESK_ROLES, Role, StaffAssignment
from services_catalog.units.models import AdminUnit

# Portals are provisioned with groups for editors, publishers and administrators only.
_ROLES_WITHOUT_PORTAL = DESK_ROLES | {Role.PROCEDURE_CONTROLLER}


def ensure_desk_group(role: str, place: AdminUnit | Agency) -> Group:
    """The group of such a role at a place. It opens the admin and nothing in it: what
    its members may see is judged dossier by dossier, form by form."""
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
    """The role's group stands before the assignment's groups are worked out."""
    place = instance.unit or instance.agency
    if not raw and instance.role in _ROLES_WITHOUT_PORTAL and place is not None:
        ensure_desk_group(instance.role, place)
