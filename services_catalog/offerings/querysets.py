"""Reads of offerings: who offers what, rules and exceptions resolved."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from services_catalog.validity import in_force

if TYPE_CHECKING:
    pass


class OfferingQuerySet(models.QuerySet["Offering"]):
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))
