"""Codes are counted by the database, however many submit at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection, transaction

from submissions.dossiers.code_counter import allot_code
from submissions.dossiers.models import CodeCounter
from tests.factories.services_catalog import AgencyFactory

DAY = date(2026, 8, 4)
pytestmark = pytest.mark.both_databases


@pytest.mark.django_db
def test_the_sequence_is_the_agencys_own_and_begins_anew_each_day() -> None:
    phu_bai, huong_tra = (
        AgencyFactory(identifier="H57.31.05"),
        AgencyFactory(identifier="H57.32.08"),
    )

    codes = [
        allot_code(phu_bai, DAY),
        allot_code(phu_bai, DAY),
        allot_code(huong_tra, DAY),
        allot_code(phu_bai, date(2026, 8, 5)),
    ]

    assert codes == [
        "H57.31.05-260804-0001",
        "H57.31.05-260804-0002",
        "H57.32.08-260804-0001",
        "H57.31.05-260805-0001",
    ]


@pytest.mark.django_db
def test_the_sequence_grows_past_9999() -> None:
    agency = AgencyFactory(identifier="H57.31.05")
    CodeCounter.objects.create(agency=agency, day=DAY, last=9999)

    assert allot_code(agency, DAY) == "H57.31.05-260804-10000"


@pytest.mark.django_db(transaction=True)
def test_200_concurrent_submissions_get_200_consecutive_codes() -> None:
    agency = AgencyFactory(identifier="H57.31.05")

    def submit(_number: int) -> str:
        try:
            with transaction.atomic():
                return allot_code(agency, DAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=16) as threads:
        codes = list(threads.map(submit, range(200)))

    assert sorted(codes) == [f"H57.31.05-260804-{n:04}" for n in range(1, 201)]
    assert CodeCounter.objects.get().last == 200
