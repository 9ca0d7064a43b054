"""Reads of agencies."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

from services_catalog.validity import in_force

if TYPE_CHECKING:
    from services_catalog.units.models import AdminUnit


class AgencyQuerySet(models.QuerySet["Agency"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def at(self, unit: AdminUnit) -> Self:
        """The agencies of that very unit, none of those below."""
        return self.filter(unit=unit)

    def within(self, unit: AdminUnit) -> Self:
        """The agencies of the unit and of everything below it."""
        return self.filter(unit__path__startswith=unit.path)

    def with_identifier(self, identifier: str) -> Self:
        """The agency that has, or once had, this canonical identifier."""
        return self.filter(
            Q(identifier=identifier) | Q(older_identifiers__identifier=identifier)
        ).distinct()

    def received_by(self, desks: models.QuerySet[Any, Any]) -> Self:
        """Those whose dossiers one of these desks receives, and the desks."""
        return self.filter(Q(pk__in=desks) | Q(receives_at__in=desks))
