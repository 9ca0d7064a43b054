"""Reads of procedures and their versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Self

from django.db import models

from services_catalog.validity import in_force

if TYPE_CHECKING:
    pass


class ProcedureQuerySet(models.QuerySet["Procedure"]):
    def in_force(self, on: date) -> Self:
        """Procedures that have a version in force that day."""
        return self.filter(in_force(on, "versions__"))


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def with_facts(self) -> Self:
        """Everything that a procedure page prints, in a fixed number of queries."""
        return self.select_related("procedure__field").prefetch_related(
            "audiences",
            "case_types__components",
            "case_types__fees",
            "case_types__methods",
        )
