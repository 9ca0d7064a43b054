"""Reads of offerings: who offers what, rules and exceptions resolved."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.apps import apps
from django.db import models
from django.db.models import Exists, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Greatest, NullIf

from services_catalog.validity import in_force

if TYPE_CHECKING:
    from services_catalog.agencies.models import Agency


class OfferingQuerySet(models.QuerySet["Offering"]):  # type: ignore[name-defined, unused-ignore]  # cycle
    def in_force(self, on: date) -> Self:
        return self.filter(in_force(on))

    def for_agency(self, agency: Agency, on: date) -> Self:
        """What this agency offers that day: named alone, by rule, or by exception."""
        return self.for_agencies([agency], on)

    def for_agencies(self, agencies: Iterable[Agency], on: date) -> Self:
        """What at least one of these agencies offers that day."""
        return self.in_force(on).filter(offered_by_any(agencies))

    def with_scopes(self) -> Self:
        """Everything that the tokens of a procedure are made of, in two queries."""
        return self.select_related("agency").prefetch_related("exceptions__agency")


def offered_by_any(agencies: Iterable[Agency]) -> Q:
    """The condition on an offering that one of these agencies gives it to citizens."""
    keys = [agency.pk for agency in agencies]
    exception_model = apps.get_model("services_catalog", "OfferingException")
    agency_model = apps.get_model("services_catalog", "Agency")
    exceptions = exception_model._default_manager.filter(agency__in=keys)
    left_out = exception_model._default_manager.filter(
        offering=OuterRef(OuterRef("pk")), agency=OuterRef("pk"), is_offered=False
    )
    by_rule = agency_model._default_manager.filter(
        pk__in=keys, kind=OuterRef("agency_kind"), tier=OuterRef("tier")
    ).exclude(Exists(left_out))
    by_exception = exceptions.filter(offering=OuterRef("pk"), is_offered=True)
    return Q(agency__in=keys) | Q(Exists(by_rule)) | Q(Exists(by_exception))


def highest_level_at(agencies: Iterable[Agency], on: date) -> NullIf:
    """The highest level at which one of these agencies gives the procedure of the outer
    query: by its own exception, else by the rule or offering; null if none gives it."""
    keys = [agency.pk for agency in agencies]
    exception_model = apps.get_model("services_catalog", "OfferingException")
    excepted = exception_model._default_manager.filter(
        in_force(on, "offering__"),
        offering__procedure=OuterRef("pk"),
        agency__in=keys,
        is_offered=True,
    )
    by_exception = (
        excepted.order_by()
        .values("offering__procedure")
        .annotate(highest=Max(Coalesce("level", "offering__level")))
        .values("highest")
    )
    return NullIf(
        Greatest(
            Coalesce(Subquery(_levels_by_rule(keys, on)), Value(0)),
            Coalesce(Subquery(by_exception), Value(0)),
        ),
        Value(0),
    )


def _levels_by_rule(keys: list[int], on: date) -> QuerySet[Any, Any]:
    """Of offerings that one of these agencies gives without an exception of its own."""
    exception_model = apps.get_model("services_catalog", "OfferingException")
    agency_model = apps.get_model("services_catalog", "Agency")
    offering_model = apps.get_model("services_catalog", "Offering")
    own = exception_model._default_manager.filter(
        offering=OuterRef(OuterRef("pk")), agency=OuterRef("pk")
    )
    covered = agency_model._default_manager.filter(
        Q(pk=OuterRef("agency"))
        | Q(kind=OuterRef("agency_kind"), tier=OuterRef("tier")),
        pk__in=keys,
    ).exclude(Exists(own))
    offerings: QuerySet[models.Model] = offering_model._default_manager.filter(
        in_force(on), Exists(covered), procedure=OuterRef("pk")
    )
    levels: QuerySet[Any, Any] = offerings.order_by().values("procedure")
    highest: QuerySet[Any, Any] = levels.annotate(highest=Max("level"))
    return highest.values("highest")
