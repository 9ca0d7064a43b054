"""Reads of staff assignments."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models

from services_catalog.validity import in_force

if TYPE_CHECKING:
    pass


class StaffAssignmentQuerySet(models.QuerySet["StaffAssignment"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def of(self, user: Any) -> Self:
        """What this person holds; nothing for an anonymous or inactive one."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        return self.filter(user=user)

    def with_roles(self, roles: Collection[str]) -> Self:
        return self.filter(role__in=list(roles))
