"""Who edits the catalogue: the province all of it, a unit's own staff what is theirs.

Rights follow the assignments, never Django's model permissions: those know no objects.
Nothing of the catalogue is deleted (validity ends instead) but local notes.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.utils import timezone
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from services_catalog.agencies.models import Agency
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.staff.services import agencies_of
from services_catalog.units.models import Tier
from services_catalog.validity import in_force

# Those who may correct hours, telephone and local notes of their own agency.
OWN_ROLES = frozenset(
    {
        Role.EDITOR,
        Role.PUBLISHER,
        Role.SITE_ADMINISTRATOR,
        Role.AGENCY_ADMINISTRATOR,
    }
)

_KEPT = "_standing_in_catalogue"


def _is_working(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a person is to the catalogue on a day."""

    day: date
    is_province_wide: bool = False
    # Whether there is an agency whose rows the person may touch for its own staff.
    is_own_staff: bool = False


def standing_of(user: Any) -> Standing:
    """Kept on the person, as Wagtail keeps its own: every entry of the menu asks, and a
    request makes the person anew. Two queries at most."""
    day = timezone.localdate()
    standing: Standing | None = getattr(user, _KEPT, None)
    if standing is None or standing.day != day:
        standing = _read_standing(user, day)
        setattr(user, _KEPT, standing)
    return standing


def _read_standing(user: Any, day: date) -> Standing:
    if not _is_working(user):
        return Standing(day)
    if user.is_superuser:
        return Standing(day, is_province_wide=True)
    held = StaffAssignment.objects.of(user).in_force(day)
    tiers = held.values_list("role", "unit__tier", "agency__tier")
    roles = {role for role, *_tiers in tiers}
    is_own_staff = not roles.isdisjoint(OWN_ROLES) and (
        agencies_of(user, OWN_ROLES, day).exists()
    )
    controls = {
        tier
        for role, *places in tiers
        for tier in places
        if role == Role.PROCEDURE_CONTROLLER
    }
    return Standing(day, Tier.PROVINCE in controls, is_own_staff)


def is_province_wide(user: Any) -> bool:
    """Administrators, and procedure controllers of the province."""
    return standing_of(user).is_province_wide


class CataloguePolicy(BasePermissionPolicy):
    """What is the same for the whole province."""

    actions = frozenset({"add", "change", "view"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and is_province_wide(user)

    def user_has_any_permission(self, user: Any, actions: Collection[str]) -> bool:
        return any(self.user_has_permission(user, action) for action in actions)

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        users = get_user_model()._default_manager.filter(is_active=True)
        if not self.actions & set(actions):
            return users.none()
        day = timezone.localdate()
        controls = StaffAssignment.objects.in_force(day).filter(
            Q(unit__tier=Tier.PROVINCE) | Q(agency__tier=Tier.PROVINCE),
            role=Role.PROCEDURE_CONTROLLER,
        )
        return users.filter(Q(is_superuser=True) | Q(pk__in=controls.values("user")))


class AdministratorPolicy(CataloguePolicy):
    """What only administrators touch: who gives roles gives oneself any right."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action in self.actions and _is_working(user) and user.is_superuser

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        users = get_user_model()._default_manager.filter(is_active=True)
        if not self.actions & set(actions):
            return users.none()
        return users.filter(is_superuser=True)


class OwnAgencyPolicy(CataloguePolicy):
    """The province, and each agency's own staff for the rows of that agency.

    `agency_path` leads from the model to its agency, "" for the agency itself.
    """

    own_actions = frozenset({"change", "view"})

    def __init__(self, model: type[Model], agency_path: str = "") -> None:
        super().__init__(model)
        self._path = agency_path

    def agencies(self, user: Any) -> QuerySet[Agency]:
        """The agencies whose rows the user may touch."""
        day = timezone.localdate()
        if is_province_wide(user):
            return Agency.objects.in_force(day)
        return agencies_of(user, OWN_ROLES, day)

    def user_has_permission(self, user: Any, action: str) -> bool:
        if super().user_has_permission(user, action):
            return True
        return action in self.own_actions and standing_of(user).is_own_staff

    def user_has_permission_for_instance(
        self, user: Any, action: str, instance: Any
    ) -> bool:
        if super().user_has_permission(user, action):
            return True
        agency_id = getattr(instance, f"{self._path}_id") if self._path else instance.pk
        own = self.agencies(user).filter(pk=agency_id)
        return action in self.own_actions and own.exists()

    def user_has_any_permission_for_instance(
        self, user: Any, actions: Collection[str], instance: Any
    ) -> bool:
        return any(
            self.user_has_permission_for_instance(user, action, instance)
            for action in actions
        )

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.model._default_manager.all()
        if is_province_wide(user):
            return rows if self.actions & set(actions) else rows.none()
        if not self.own_actions & set(actions):
            return rows.none()
        own = self.agencies(user).order_by().values("pk")
        return rows.filter(**{f"{self._path or 'pk'}__in": own})

    def users_with_any_permission(self, actions: Collection[str]) -> QuerySet[Any]:
        province = super().users_with_any_permission(actions)
        if not self.own_actions & set(actions):
            return province
        own = StaffAssignment.objects.filter(
            in_force(timezone.localdate()), role__in=OWN_ROLES
        )
        users = get_user_model()._default_manager.filter(is_active=True)
        return province | users.filter(pk__in=own.values("user"))


class LocalNotePolicy(OwnAgencyPolicy):
    """Local notes are the unit's own: written, corrected and removed by its staff."""

    actions = frozenset({"add", "change", "delete", "view"})
    own_actions = actions


def register() -> None:
    """Enter the policies with Wagtail: lists, forms, choosers and menus ask them."""
    from services_catalog import models

    for model in (
        models.AdminUnit,
        models.Field,
        models.Offering,
        models.Procedure,
        models.ProcedureVersion,
        models.WorkCalendar,
    ):
        register_permission_policy(model, CataloguePolicy(model))
    register_permission_policy(StaffAssignment, AdministratorPolicy(StaffAssignment))
    register_permission_policy(Agency, OwnAgencyPolicy(Agency))
    register_permission_policy(
        models.LocalNote, LocalNotePolicy(models.LocalNote, "agency")
    )
