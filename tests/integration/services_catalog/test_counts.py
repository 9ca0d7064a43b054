"""The counts that provinces published, reproduced: 2,283 and 2,343 procedures."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from services_catalog.agencies.models import AgencyKind
from services_catalog.offerings.counts import (
    count_by_agency,
    count_by_level,
    count_by_tier,
)
from services_catalog.offerings.models import Offering
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.units.models import Tier
from tests.factories.services_catalog import AgencyFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
SINCE, TODAY = date(2020, 1, 1), date(2024, 11, 22)
KINDS = {
    Tier.PROVINCE: AgencyKind.PROVINCE_DEPARTMENT,
    Tier.DISTRICT: AgencyKind.DISTRICT_COMMITTEE,
    Tier.COMMUNE: AgencyKind.COMMUNE_COMMITTEE,
}


def make(counts: dict[tuple[Tier, int], int]) -> None:
    """So many procedures by tier and level, each offered by a rule."""
    wanted = [place for place, count in counts.items() for _one in range(count)]
    procedures = Procedure.objects.bulk_create(
        [Procedure(code=f"1.{number:06}") for number in range(len(wanted))]
    )
    ProcedureVersion.objects.bulk_create(
        ProcedureVersion(procedure=one, name=one.code, valid_from=SINCE)
        for one in procedures
    )
    Offering.objects.bulk_create(
        Offering(
            procedure=one,
            agency_kind=KINDS[tier],
            tier=tier,
            level=level,
            valid_from=SINCE,
        )
        for one, (tier, level) in zip(procedures, wanted, strict=True)
    )


def test_1349_and_530_and_404_by_level_and_by_tier(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    communes = AgencyFactory.create_batch(2)
    make({(Tier.PROVINCE, 2): 1349, (Tier.DISTRICT, 3): 530, (Tier.COMMUNE, 4): 404})

    with django_assert_num_queries(3):
        levels = count_by_level(TODAY)
        tiers, agencies = count_by_tier(TODAY), count_by_agency(TODAY)

    assert levels == {2: 1349, 3: 530, 4: 404}
    assert tiers == {"commune": 404, "district": 530, "province": 1349}
    assert [agencies[one.pk] for one in communes] == [404, 404]


def test_1841_at_levels_1_and_2_and_502_at_levels_3_and_4() -> None:
    make(
        {
            (Tier.PROVINCE, 1): 941,
            (Tier.DISTRICT, 2): 900,
            (Tier.PROVINCE, 3): 300,
            (Tier.COMMUNE, 4): 202,
        }
    )

    counts = count_by_level(TODAY)

    assert counts[1] + counts[2] == 1841
    assert counts[3] + counts[4] == 502
    assert sum(counts.values()) == 2343
