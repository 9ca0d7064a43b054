"""What the public index is told of a procedure."""

import pytest
from django.utils import translation

from services_catalog import projections
from tests.factories.services_catalog import FieldFactory, ProcedureFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["vi", "en"])
def test_fee_term_and_field_are_told_in_both_languages(language):
    field = FieldFactory(name="Hộ tịch", name_en="Civil status", slug="ho-tich")
    code = ProcedureFactory(offered=True, field=field).code

    # Whoever happens to run the worker.
    with translation.override(language):
        record = projections.project(projections.load(code))

    assert (record.fee, record.fee_en) == ("8.000 đồng", "8.000 đồng")
    assert (record.term, record.term_en) == ("1 ngày làm việc", "1 working day")
    assert (record.field_name, record.field_name_en) == ("Hộ tịch", "Civil status")


def test_what_costs_nothing_is_free_in_both_languages():
    procedure = ProcedureFactory(offered=True, version__case_type__fee__amount=0)

    record = projections.project(projections.load(procedure.code))

    assert (record.fee, record.fee_en) == ("Miễn phí", "Free of charge")
