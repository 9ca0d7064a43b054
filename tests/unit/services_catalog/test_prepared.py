"""Prepared questions answer as the querysets that they are composed of."""

from datetime import date

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField
from django.test.utils import CaptureQueriesContext

from services_catalog.offerings.models import Offering
from services_catalog.prepared import (
    Asked,
    Question,
    among_asked,
    columns_of,
    instance_of,
)
from services_catalog.validity import in_force
from tests.factories.services_catalog import AgencyFactory, OfferingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2024, 11, 22)


def test_values_are_given_with_each_question() -> None:
    old = OfferingFactory.create(valid_from=date(2020, 1, 1), valid_to=DAY)
    new = OfferingFactory.create(valid_from=DAY)
    question = Question(
        Offering,
        lambda: Offering.objects.filter(in_force(Asked("on", DateField()))).values_list(
            "pk", "valid_from", "valid_to", "is_derived"
        ),
    )

    assert question.ask(on=date(2024, 11, 21)) == [
        (old.pk, date(2020, 1, 1), DAY, False)
    ]
    assert question.ask(on=DAY) == [(new.pk, DAY, None, False)]
    assert question.ask(on=date(2019, 1, 1)) == []


def test_it_is_composed_once() -> None:
    composed = []

    def compose():
        composed.append(1)
        return Offering.objects.filter(tier=Asked("tier", CharField())).values_list(
            "pk"
        )

    question = Question(Offering, compose)
    offering = OfferingFactory.create()

    with CaptureQueriesContext(connection) as queries:
        assert question.ask(tier="commune") == [(offering.pk,)]
        assert question.ask(tier="'; --") == []
    assert (len(queries), len(composed)) == (2, 1)


def test_any_number_of_values_is_one_parameter() -> None:
    agencies = AgencyFactory.create_batch(3, department=True)
    offerings = [
        OfferingFactory.create(agency=agency, agency_kind="", tier="")
        for agency in agencies
    ]
    question = Question(
        Offering,
        lambda: (
            Offering.objects.filter(among_asked("agencies", "agency"))
            .order_by("pk")
            .values_list("pk")
        ),
    )

    def found(*keys: int) -> list[int]:
        return [pk for (pk,) in question.ask(agencies=keys)]

    assert found() == []
    assert found(agencies[1].pk) == [offerings[1].pk]
    assert found(*(one.pk for one in agencies)) == [one.pk for one in offerings]


def test_a_row_becomes_an_instance_as_it_was_read() -> None:
    offering = OfferingFactory.create(level=3)
    question = Question(
        Offering,
        lambda: Offering.objects.filter(
            procedure=Asked("procedure", BigIntegerField())
        ).values_list(*columns_of(Offering)),
    )

    (row,) = question.ask(procedure=offering.procedure_id)
    found = instance_of(Offering, row)

    assert found == offering
    assert (found.level, found.valid_from) == (3, offering.valid_from)
    assert not found._state.adding
    assert found.get_deferred_fields() == set()
