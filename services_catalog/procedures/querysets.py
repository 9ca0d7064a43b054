"""Reads of procedures and their versions."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import TYPE_CHECKING, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, Subquery

from services_catalog.offerings.querysets import highest_level_at, offered_by_any
from services_catalog.validity import in_force

if TYPE_CHECKING:
    from services_catalog.agencies.models import Agency


class ProcedureQuerySet(models.QuerySet["Procedure"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        """Procedures that have a version in force that day."""
        return self.filter(Exists(_versions(on)))

    def offered(self, on: date) -> Self:
        """Procedures that anybody offers that day."""
        return self.filter(Exists(_offerings(on)))

    def offered_by(self, agencies: Iterable[Agency], on: date) -> Self:
        """Procedures that one of these agencies offers that day."""
        return self.filter(Exists(_offerings(on).filter(offered_by_any(agencies))))

    def at_tiers(self, tiers: Collection[str], on: date) -> Self:
        """Procedures that agencies of these tiers offer."""
        here = Q(tier__in=tiers) | Q(agency__tier__in=tiers)
        return self.filter(Exists(_offerings(on).filter(here)))

    def at_levels(
        self,
        levels: Collection[int],
        on: date,
        agencies: Iterable[Agency] | None = None,
    ) -> Self:
        """Procedures whose highest level, as `with_level` has it, is one of these."""
        return self.with_level(on, agencies).filter(highest_level__in=levels)

    def in_fields(self, slugs: Collection[str]) -> Self:
        return self.filter(field__slug__in=slugs)

    def for_audiences(self, audiences: Collection[str], on: date) -> Self:
        """Procedures for one of these kinds of applicants."""
        meant = _versions(on).filter(audiences__audience__in=audiences)
        return self.filter(Exists(meant))

    def with_level(self, on: date, agencies: Iterable[Agency] | None = None) -> Self:
        """Each with `highest_level` at which one of these agencies, or without them
        anybody, offers it; None if nobody does."""
        if agencies is not None:
            return self.annotate(highest_level=highest_level_at(agencies, on))
        highest = (
            _offerings(on)
            .order_by()
            .values("procedure")
            .annotate(highest=Max("level"))
            .values("highest")
        )
        return self.annotate(highest_level=Subquery(highest))

    def with_name(self, on: date) -> Self:
        """Each with the `name`, `name_en` and `summary` of its version in force."""
        versions = _versions(on)
        return self.annotate(
            name=Subquery(versions.values("name")[:1]),
            name_en=Subquery(versions.values("name_en")[:1]),
            summary=Subquery(versions.values("summary")[:1]),
        )


def _versions(on: date) -> models.QuerySet[models.Model]:
    model = apps.get_model("services_catalog", "ProcedureVersion")
    return model._default_manager.filter(in_force(on), procedure=OuterRef("pk"))


def _offerings(on: date) -> models.QuerySet[models.Model]:
    model = apps.get_model("services_catalog", "Offering")
    return model._default_manager.filter(in_force(on), procedure=OuterRef("pk"))


class ProcedureVersionQuerySet(models.QuerySet["ProcedureVersion"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def not_ended(self, on: date) -> Self:
        """Versions in force that day or to come."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gt=on))

    def with_facts(self) -> Self:
        """Everything that a procedure page prints, in a fixed number of queries."""
        return self.select_related("procedure__field").prefetch_related(
            "audiences",
            "case_types__components",
            "case_types__fees",
            "case_types__methods",
        )
