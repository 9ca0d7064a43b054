"""How many procedures there are, by level, tier, field and agency; one query each.

A procedure counts once, at the highest level at which anybody offers it; one that
nobody offers is not counted.
"""

from datetime import date

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    Max,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Coalesce

from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import Offering, OfferingException
from services_catalog.procedures.models import Procedure
from services_catalog.validity import in_force


def _counted(on: date) -> QuerySet[Offering]:
    in_version = Procedure.objects.in_force(on).filter(pk=OuterRef("procedure"))
    return Offering.objects.in_force(on).filter(Exists(in_version))


def count_by_level(on: date) -> dict[int, int]:
    """Service level to number of procedures; levels without any are left out."""
    levels = _counted(on).order_by().values("procedure").annotate(highest=Max("level"))
    counts: dict[int, int] = {}
    for highest in levels.values_list("highest", flat=True):
        counts[highest] = counts.get(highest, 0) + 1
    return dict(sorted(counts.items()))


def count_by_field(on: date) -> dict[int, int]:
    """Key of a field to number of procedures offered."""
    rows = (
        _counted(on)
        .order_by()
        .exclude(procedure__field=None)
        .values_list("procedure__field")
        .annotate(Count("procedure", distinct=True))
    )
    return dict(rows)


def count_by_tier(on: date) -> dict[str, int]:
    """Tier to number of procedures that agencies of that tier offer."""
    rows = (
        _counted(on)
        .order_by()
        .values_list("tier", "agency__tier", "procedure")
        .distinct()
    )
    by_tier: dict[str, set[int]] = {}
    for tier, agency_tier, procedure in rows:
        by_tier.setdefault(tier or agency_tier, set()).add(procedure)
    return {tier: len(procedures) for tier, procedures in sorted(by_tier.items())}


def count_by_agency(on: date) -> dict[int, int]:
    """Key of an agency in force to number of procedures; 0 for one without any."""
    left_out = OfferingException.objects.filter(
        offering=OuterRef("pk"), agency=OuterRef(OuterRef("pk")), is_offered=False
    )
    added = OfferingException.objects.filter(
        offering=OuterRef("pk"), agency=OuterRef(OuterRef("pk")), is_offered=True
    )
    offered = (
        _counted(on)
        .order_by()
        .filter(
            Q(agency=OuterRef("pk"))
            | Q(agency_kind=OuterRef("kind"), tier=OuterRef("tier")) & ~Exists(left_out)
            | Exists(added)
        )
        .values(one=Coalesce("level", 0) * 0)
        .annotate(count=Count("procedure", distinct=True))
        .values("count")
    )
    agencies = Agency.objects.filter(in_force(on)).annotate(
        offered=Coalesce(Subquery(offered, output_field=IntegerField()), 0)
    )
    return dict(agencies.values_list("pk", "offered"))
