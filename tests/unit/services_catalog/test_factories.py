"""The factories make what the database accepts and readers expect."""

from datetime import date

import pytest

from services_catalog.procedures.models import Procedure, ProcedureVersion
from tests.factories.services_catalog import (
    OfferingExceptionFactory,
    OfferingFactory,
    ProcedureFactory,
    StaffAssignmentFactory,
    UnitFactory,
)


@pytest.mark.django_db
def test_a_commune_stands_below_its_district_and_province() -> None:
    commune = UnitFactory.create()

    assert commune.parent is not None
    assert commune.parent.parent is not None
    assert (
        commune.path == f"{commune.parent.parent_id}/{commune.parent_id}/{commune.pk}/"
    )


@pytest.mark.django_db
def test_a_procedure_has_one_version_with_a_paper_and_a_fee() -> None:
    procedure = ProcedureFactory.create(offered=True, version__name="Đăng ký khai sinh")

    version = ProcedureVersion.objects.get(procedure=procedure)
    case_type = version.case_types.get()
    assert version.name == "Đăng ký khai sinh"
    assert case_type.components.count() == 1
    assert case_type.fees.get().amount == 8000
    assert procedure.offerings.count() == 1
    assert Procedure.objects.in_force(date(2024, 1, 1)).count() == 1


@pytest.mark.django_db
def test_offerings_and_assignments_satisfy_their_constraints() -> None:
    OfferingFactory.create(by_agency=True)
    OfferingExceptionFactory.create()
    StaffAssignmentFactory.create()
    StaffAssignmentFactory.create(at_unit=True)
