"""Agencies: identifiers in both orders, committees of units."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django import DjangoAssertNumQueries

from services_catalog.agencies.identifiers import (
    IdentifierError,
    canonical,
    level_1,
    older_order,
)
from services_catalog.agencies.models import Agency, AgencyIdentifier, AgencyKind
from services_catalog.agencies.services import (
    NoIdentifierError,
    create_unit_agencies,
    create_unit_agency,
)
from services_catalog.units.models import AdminUnit
from services_catalog.units.services import import_units
from tests.factories.services_catalog import AgencyFactory, UnitFactory

UNITS = Path(__file__).resolve().parents[3] / "site/portal/demo/data/units.csv"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("H57", "H57"),
        ("H57.12", "H57.12"),
        ("h57 . 12", "H57.12"),
        ("000.00.12.H57", "H57.12"),
        ("000.05.31.H57", "H57.31.05"),
        ("000.00.00.H57", "H57"),
        ("12.H57", "H57.12"),
        ("H57.132", "H57.132"),
        ("Z01.0300123456", "Z01.0300123456"),
    ],
)
def test_an_identifier_is_read_in_both_orders(written: str, expected: str) -> None:
    assert canonical(written) == expected


@pytest.mark.parametrize(
    "written", ["", "...", "12.13", "H57/12", "Đ57.1", "H5", "H57" + ".12" * 12]
)
def test_what_is_no_identifier_is_refused(written: str) -> None:
    with pytest.raises(IdentifierError):
        canonical(written)


@pytest.mark.parametrize(
    ("identifier", "older"),
    [
        ("H57", "000.00.00.H57"),
        ("H57.12", "000.00.12.H57"),
        ("H57.31.05", "000.05.31.H57"),
    ],
)
def test_the_older_order_fills_every_level(identifier: str, older: str) -> None:
    assert older_order(identifier) == older
    assert canonical(older) == identifier
    assert level_1(older) == "H57"


@pytest.mark.django_db
def test_every_unit_gets_a_committee_once(
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    import_units(UNITS, valid_from=date(2020, 1, 1))
    units = list(AdminUnit.objects.all())

    with django_assert_max_num_queries(12):
        agencies = create_unit_agencies(units)

    again = create_unit_agencies(units)
    assert len(agencies) == len(again) == Agency.objects.count() == 151
    by_unit = {agency.unit.code: agency for agency in again}
    assert by_unit["46"].identifier == "H57"
    assert by_unit["474"].identifier == "H57.31"
    assert by_unit["479"].identifier == "H57.35"
    assert by_unit["19960"].identifier.startswith("H57.35.")
    assert by_unit["19960"].name == "Ủy ban nhân dân phường Phú Bài"
    assert by_unit["19960"].parent == by_unit["479"]
    assert {agency.kind for agency in again} == {
        AgencyKind.PROVINCE_COMMITTEE,
        AgencyKind.DISTRICT_COMMITTEE,
        AgencyKind.COMMUNE_COMMITTEE,
    }


@pytest.mark.django_db
def test_a_commune_right_below_the_province_has_three_digits() -> None:
    province = UnitFactory.create(province=True, code="46")
    ward = UnitFactory.create(ward=True, parent=province)
    create_unit_agency(province)

    assert create_unit_agency(ward).identifier == "H57.101"


@pytest.mark.django_db
def test_a_number_that_is_taken_is_passed_over() -> None:
    province = UnitFactory.create(province=True, code="46")
    district = UnitFactory.create(district=True, parent=province)
    create_unit_agency(province)
    AgencyFactory.create(department=True, identifier="H57.31", unit=province)

    assert create_unit_agency(district).identifier == "H57.32"


@pytest.mark.django_db
def test_an_unknown_province_must_name_its_identifier() -> None:
    province = UnitFactory.create(province=True, code="12")

    with pytest.raises(NoIdentifierError, match="level-1"):
        create_unit_agency(province)

    assert create_unit_agency(province, identifier="H33").identifier == "H33"


@pytest.mark.django_db
def test_a_commune_without_a_committee_above_is_refused() -> None:
    with pytest.raises(NoIdentifierError, match="above"):
        create_unit_agency(UnitFactory.create())


@pytest.mark.django_db
def test_an_agency_is_found_by_an_identifier_that_it_once_had() -> None:
    agency = AgencyFactory.create(identifier="H57.12")
    AgencyFactory.create()
    AgencyIdentifier.objects.create(
        agency=agency, identifier="H57.09", valid_from=date(2017, 1, 1)
    )

    assert Agency.objects.with_identifier("H57.09").get() == agency
    assert Agency.objects.with_identifier("H57.12").get() == agency
