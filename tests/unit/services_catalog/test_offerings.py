"""Offerings: rules, exceptions, local notes, tokens and counts."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.offerings.counts import (
    count_by_agency,
    count_by_field,
    count_by_level,
    count_by_tier,
)
from services_catalog.offerings.models import IntakeChannel, Offering
from services_catalog.offerings.scopes import (
    excluded_of_agencies,
    scopes_of_agencies,
    scopes_of_offerings,
)
from services_catalog.offerings.services import (
    AmbiguousPlaceError,
    best_offering,
    deciding_agency,
    offering_of,
)
from services_catalog.procedures.models import Procedure
from services_catalog.units.models import Tier
from tests.factories.services_catalog import (
    AgencyFactory,
    LocalNoteFactory,
    OfferingExceptionFactory,
    OfferingFactory,
    ProcedureFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 22)


def test_a_rule_covers_every_agency_of_the_kind_at_the_tier() -> None:
    commune, neighbour = AgencyFactory.create_batch(2)
    centre = AgencyFactory.create(service_centre=True)
    rule = OfferingFactory.create()

    for agency in (commune, neighbour):
        assert list(Offering.objects.for_agency(agency, TODAY)) == [rule]
        assert list(Procedure.objects.offered_by([agency], TODAY)) == [rule.procedure]
    assert not Offering.objects.for_agency(centre, TODAY).exists()
    assert not Procedure.objects.offered_by([centre], TODAY).exists()


def test_an_agency_that_is_left_out_does_not_offer_and_its_neighbour_does() -> None:
    commune, neighbour = AgencyFactory.create_batch(2)
    rule = OfferingFactory.create()
    OfferingExceptionFactory.create(offering=rule, agency=commune)

    assert not Procedure.objects.offered_by([commune], TODAY).exists()
    assert Procedure.objects.offered_by([neighbour], TODAY).exists()
    # Somebody among both offers it.
    assert Procedure.objects.offered_by([commune, neighbour], TODAY).count() == 1
    assert offering_of(rule.procedure, agency=commune, on=TODAY) is None
    assert offering_of(rule.procedure, agency=neighbour, on=TODAY) is not None


def test_an_exception_may_offer_at_another_level_and_door() -> None:
    commune = AgencyFactory.create()
    rule = OfferingFactory.create(level=2)
    OfferingExceptionFactory.create(
        offering=rule,
        agency=commune,
        is_offered=True,
        level=4,
        intake_channel=IntakeChannel.NATIONAL_PORTAL,
        outside_url="https://dichvu.example.vn/khai-sinh",
    )

    offered = offering_of(rule.procedure, unit=commune.unit, on=TODAY)

    assert offered is not None
    assert (offered.level, offered.intake_channel) == (4, "national_portal")
    assert offered.outside_url == "https://dichvu.example.vn/khai-sinh"


def test_an_exception_may_add_an_agency_of_another_kind() -> None:
    centre = AgencyFactory.create(service_centre=True)
    rule = OfferingFactory.create()
    OfferingExceptionFactory.create(offering=rule, agency=centre, is_offered=True)

    assert list(Offering.objects.for_agency(centre, TODAY)) == [rule]
    offered = offering_of(rule.procedure, agency=centre, on=TODAY)
    assert offered is not None
    assert offered.agency == centre


def test_an_offering_counts_only_while_it_is_in_force() -> None:
    commune = AgencyFactory.create()
    rule = OfferingFactory.create(valid_to=date(2024, 11, 22))

    assert offering_of(rule.procedure, agency=commune, on=date(2024, 11, 21))
    assert offering_of(rule.procedure, agency=commune, on=TODAY) is None
    assert not Procedure.objects.offered_by([commune], TODAY).exists()


def test_an_agency_named_alone_comes_before_a_rule() -> None:
    unit = UnitFactory.create()
    AgencyFactory.create(unit=unit)
    centre = AgencyFactory.create(
        unit=unit, kind=AgencyKind.SERVICE_CENTRE, tier=Tier.COMMUNE
    )
    rule = OfferingFactory.create(level=4)
    OfferingFactory.create(
        procedure=rule.procedure, agency=centre, agency_kind="", tier="", level=3
    )

    offered = offering_of(rule.procedure, unit=unit, on=TODAY)

    assert offered is not None
    assert (offered.agency, offered.level) == (centre, 3)


def test_the_local_note_is_that_of_the_agency(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    commune, neighbour = AgencyFactory.create_batch(2)
    rule = OfferingFactory.create()
    note = LocalNoteFactory.create(procedure=rule.procedure, agency=commune)
    LocalNoteFactory.create(procedure=rule.procedure, agency=neighbour)

    with django_assert_num_queries(1):
        offered = best_offering(rule.procedure, [commune], TODAY)

    assert offered is not None
    assert offered.local_note == note


def test_a_place_is_one_place() -> None:
    procedure = ProcedureFactory.create()

    with pytest.raises(AmbiguousPlaceError):
        offering_of(procedure, on=TODAY)


def test_a_citizen_of_a_commune_reaches_the_departments_of_the_province() -> None:
    province = UnitFactory.create(province=True)
    district = UnitFactory.create(district=True, parent=province)
    commune = UnitFactory.create(parent=district)
    AgencyFactory.create(unit=commune)
    department = AgencyFactory.create(department=True, unit=province)
    AgencyFactory.create(department=True)  # of another province
    offering = OfferingFactory.create(agency=department, agency_kind="", tier="")

    assert deciding_agency(offering.procedure, unit=commune, on=TODAY) == department
    unrelated = ProcedureFactory.create()
    assert deciding_agency(unrelated, unit=commune, on=TODAY) is None


def test_tokens_say_rules_agencies_and_those_left_out() -> None:
    rule = OfferingFactory.create()
    left_out = AgencyFactory.create(identifier="H57.31.01")
    added = AgencyFactory.create(service_centre=True, identifier="H57.20")
    OfferingExceptionFactory.create(offering=rule, agency=left_out)
    OfferingExceptionFactory.create(offering=rule, agency=added, is_offered=True)
    alone = AgencyFactory.create(department=True, identifier="H57.04")
    OfferingFactory.create(
        procedure=rule.procedure, agency=alone, agency_kind="", tier=""
    )

    tokens = scopes_of_offerings(rule.procedure.offerings.with_scopes())

    assert tokens.scopes == (
        "agency:H57.04",
        "agency:H57.20",
        "offer:commune:commune_committee",
    )
    assert tokens.excluded == ("agency:H57.31.01",)
    assert scopes_of_agencies([left_out]) == (
        "agency:H57.31.01",
        "offer:commune:commune_committee",
    )
    assert excluded_of_agencies([left_out]) == ("agency:H57.31.01",)


def make_procedures(level: int, count: int) -> None:
    for procedure in ProcedureFactory.create_batch(count):
        OfferingFactory.create(procedure=procedure, level=level)


def test_a_procedure_counts_once_at_its_highest_level(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    make_procedures(2, 3)
    both = OfferingFactory.create(level=2).procedure
    OfferingFactory.create(procedure=both, by_agency=True, level=4)
    ProcedureFactory.create()  # nobody offers it
    OfferingFactory.create(procedure=ProcedureFactory.create(version=None))

    with django_assert_num_queries(1):
        assert count_by_level(TODAY) == {2: 3, 4: 1}
    in_force = Procedure.objects.in_force(TODAY)
    assert in_force.at_levels([4], TODAY).get() == both
    assert in_force.at_levels([2], TODAY).count() == 3


@pytest.mark.both_databases
def test_the_level_at_agencies_is_what_they_themselves_give() -> None:
    commune, neighbour, stranger = AgencyFactory.create_batch(3)
    department = AgencyFactory.create(department=True)
    procedure = OfferingFactory.create(level=3).procedure
    rule = procedure.offerings.get()
    OfferingFactory.create(
        procedure=procedure, agency=department, agency_kind="", tier="", level=4
    )
    OfferingExceptionFactory.create(
        offering=rule, agency=commune, is_offered=True, level=2
    )
    OfferingExceptionFactory.create(offering=rule, agency=neighbour)

    levels = {
        agency: Procedure.objects.with_level(TODAY, [agency]).get().highest_level
        for agency in (commune, neighbour, stranger, department)
    }

    assert levels == {commune: 2, neighbour: None, stranger: 3, department: 4}
    both = Procedure.objects.with_level(TODAY, [commune, department])
    assert both.get().highest_level == 4
    assert Procedure.objects.at_levels([4], TODAY, [commune]).count() == 0
    assert Procedure.objects.at_levels([2], TODAY, [commune]).get() == procedure
    assert Procedure.objects.at_levels([4], TODAY).get() == procedure


def test_the_count_of_an_agency_equals_what_it_offers(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    commune, neighbour = AgencyFactory.create_batch(2)
    centre = AgencyFactory.create(service_centre=True)
    make_procedures(3, 4)
    rule = Offering.objects.all()[0]
    OfferingExceptionFactory.create(offering=rule, agency=neighbour)
    OfferingExceptionFactory.create(offering=rule, agency=centre, is_offered=True)
    OfferingFactory.create(
        procedure=rule.procedure, agency=commune, agency_kind="", tier=""
    )

    with django_assert_num_queries(1):
        counts = count_by_agency(TODAY)

    assert counts == {commune.pk: 4, neighbour.pk: 3, centre.pk: 1}
    for agency in Agency.objects.all():
        offered = Procedure.objects.offered_by([agency], TODAY)
        assert offered.count() == counts[agency.pk]


def test_counts_by_field_and_tier(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    one = OfferingFactory.create().procedure
    OfferingFactory.create(procedure=one, by_agency=True, agency__department=True)
    two = OfferingFactory.create(procedure__field=one.field).procedure

    with django_assert_num_queries(2):
        fields, tiers = count_by_field(TODAY), count_by_tier(TODAY)

    assert fields == {two.field_id: 2}
    assert tiers == {"commune": 2, "province": 1}
    assert Procedure.objects.at_tiers(["province"], TODAY).get() == one
    assert Procedure.objects.in_fields([one.field.slug]).count() == 2
    assert Procedure.objects.for_audiences(["citizen"], TODAY).count() == 2
    assert not Procedure.objects.for_audiences(["foreigner"], TODAY).exists()
    assert Procedure.objects.offered(TODAY).count() == 2
