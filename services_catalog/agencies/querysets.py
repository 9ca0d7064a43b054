"""Reads of agencies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from services_catalog.validity import in_force

if TYPE_CHECKING:
    from services_catalog.units.models import AdminUnit


class AgencyQuerySet(models.QuerySet["Agency"]):
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def at(self, unit: AdminUnit) -> Self:
        """The agencies of that very unit, none of those below."""
        return self.filter(unit=unit)
