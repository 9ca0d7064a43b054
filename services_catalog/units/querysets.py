"""Reads of administrative units."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from services_catalog.validity import in_force

if TYPE_CHECKING:
    from services_catalog.units.models import AdminUnit


class AdminUnitQuerySet(models.QuerySet["AdminUnit"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def with_code(self, code: str, *, on: date) -> Self:
        """The unit that carried this code that day; codes are reused over time."""
        # What is typed into an address may hold anything, NUL too.
        if not code.isdecimal():
            return self.none()
        return self.in_force(on).filter(code=code)

    def within(self, unit: AdminUnit) -> Self:
        """The unit itself and everything below it."""
        return self.filter(path__startswith=unit.path)

    def containing(self, unit: AdminUnit) -> Self:
        """The unit and those above it, from the top down."""
        above = [int(part) for part in unit.path.split("/") if part]
        return self.filter(pk__in=above).order_by("path")
