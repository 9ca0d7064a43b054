"""Who edits, publishes and uses which forms: those of one's own unit or agency.

Rights follow the assignments, never Django's model permissions: those know no objects.
"""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from services_catalog.agencies.models import Agency
from services_catalog.staff.models import CONTENT_ROLES, Role, StaffAssignment
from services_catalog.staff.querysets import StaffAssignmentQuerySet
from services_catalog.units.models import AdminUnit
from services_catalog.validity import in_force
from submissions.forms.models import CaseTypeForm, FormDefinition, FormVersion

# Procedure controllers answer for procedures and the forms that belong to them.
EDITING = CONTENT_ROLES | {Role.PROCEDURE_CONTROLLER}
PUBLISHING = EDITING - {Role.EDITOR}
_ROLES: dict[str, frozenset[str]] = {
    "add": EDITING,
    "view": EDITING,
    "change": EDITING,
    "delete": EDITING,
    "publish": PUBLISHING,
    "lock": PUBLISHING,
    "unlock": PUBLISHING,
}


def _held(user: Any, roles: Collection[str]) -> StaffAssignmentQuerySet:
    day = timezone.localdate()
    return StaffAssignment.objects.of(user).in_force(day).with_roles(roles)


def _is_administrator(user: Any) -> bool:
    return bool(user.is_active and user.is_superuser)


def own_units(user: Any) -> QuerySet[AdminUnit]:
    """The units in whose name the person may make a form."""
    units = AdminUnit.objects.in_force(timezone.localdate())
    if _is_administrator(user):
        return units
    held = _held(user, EDITING).filter(unit__isnull=False)
    return units.filter(pk__in=held.values("unit"))


def own_agencies(user: Any) -> QuerySet[Agency]:
    """The agencies in whose name the person may make a form: a role held at a unit
    counts for the agencies of that very unit."""
    agencies = Agency.objects.in_force(timezone.localdate())
    if _is_administrator(user):
        return agencies
    return agencies.filter(_of_agencies(_held(user, EDITING)))


def editable_forms(
    user: Any, roles: Collection[str] = EDITING
) -> QuerySet[FormDefinition]:
    """The forms on which the person may exercise one of the roles; an administrator of
    the whole installation on all."""
    forms = FormDefinition.objects.all()
    if _is_administrator(user):
        return forms
    held = _held(user, roles)
    agencies = Agency.objects.filter(_of_agencies(held)).values("pk")
    units = held.filter(unit__isnull=False).values("unit")
    return forms.filter(Q(owner_unit__in=units) | Q(owner_agency__in=agencies))


def usable_forms(user: Any) -> QuerySet[FormDefinition]:
    """Live forms that the person may put on a page: their own and of units above."""
    forms = FormDefinition.objects.filter(live=True)
    if _is_administrator(user):
        return forms
    units: set[int] = set()
    agencies: set[int] = set()
    for assignment in _held(user, EDITING).select_related("unit", "agency__unit"):
        if assignment.agency:
            agencies.add(assignment.agency.pk)
        unit = assignment.unit or assignment.agency.unit
        units |= {int(key) for key in unit.path.split("/") if key}
    return forms.filter(
        Q(owner_unit__in=units)
        | Q(owner_agency__in=agencies)
        | Q(owner_agency__unit__in=units)
    )


def is_bound() -> Q:
    """That something stands on a form for ever: a version, a case type."""
    return Q(Exists(FormVersion.objects.filter(definition=OuterRef("pk")))) | Q(
        Exists(CaseTypeForm.objects.filter(definition=OuterRef("pk")))
    )


def _of_agencies(held: StaffAssignmentQuerySet) -> Q:
    units = held.filter(unit__isnull=False).values("unit")
    agencies = held.filter(agency__isnull=False).values("agency")
    return Q(pk__in=agencies) | Q(unit__in=units)


class FormPolicy(BasePermissionPolicy):
    """What Wagtail's admin asks about forms, of the kind and of each one."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return self.user_has_any_permission(user, [action])

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        return not self.allowed_actions(user).isdisjoint(actions)

    def allowed_actions(self, user: Any) -> frozenset[str]:
        """What the person may do to forms somewhere; one query."""
        if _is_administrator(user):
            return frozenset(_ROLES)
        held = set(_held(user, EDITING).values_list("role", flat=True))
        return frozenset(
            action for action, roles in _ROLES.items() if not held.isdisjoint(roles)
        )

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if instance.pk is None:
            return self.user_has_permission(user, action)
        # Asked of the stored row: what a draft says of its owner counts for nothing.
        return self._rows(user, action).filter(pk=instance.pk).exists()

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        rows = FormDefinition.objects.none()
        for action in sorted(set(actions)):
            rows = rows | self._rows(user, action)
        return rows

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        held = StaffAssignment.objects.filter(
            in_force(timezone.localdate()), role__in=_roles_for(actions)
        )
        users = get_user_model()._default_manager.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | Q(pk__in=held.values("user")))

    def users_with_any_permission_for_instance(
        self, actions: Collection[str], instance: Any
    ) -> QuerySet[Any]:
        place = Q(unit=instance.owner_unit_id) if instance.owner_unit_id else Q()
        if instance.owner_agency_id:
            agency = instance.owner_agency
            place = Q(agency=agency) | Q(unit=agency.unit_id)
        held = StaffAssignment.objects.filter(
            place, in_force(timezone.localdate()), role__in=_roles_for(actions)
        )
        users = get_user_model()._default_manager.filter(is_active=True)
        return users.filter(Q(is_superuser=True) | Q(pk__in=held.values("user")))

    def _rows(self, user: Any, action: str) -> QuerySet[FormDefinition]:
        if action not in _ROLES:
            return FormDefinition.objects.none()
        rows = editable_forms(user, _ROLES[action])
        if action == "delete":
            # Dossiers and drafts hold on to what was published.
            return rows.exclude(is_bound())
        return rows


class OneFormPolicy(FormPolicy):
    """The policy in views of one form, where every question is about that form."""

    def __init__(self, form: FormDefinition) -> None:
        super().__init__(FormDefinition)
        self._form = form

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        # To add is to make another one.
        if "add" in actions and super().user_has_any_permission(user, ["add"]):
            return True
        return any(
            self.user_has_permission_for_instance(user, action, self._form)
            for action in set(actions) - {"add"}
        )


def _roles_for(actions: Collection[str]) -> set[str]:
    return {role for action in actions for role in _ROLES.get(action, ())}


def register() -> None:
    """Enter the policy with Wagtail: lists, views, choosers and menus ask it."""
    register_permission_policy(FormDefinition, FormPolicy(FormDefinition))
