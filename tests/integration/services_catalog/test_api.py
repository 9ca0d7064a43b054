"""Units and procedures for other systems."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services_catalog.procedures.facts import forget_facts
from services_catalog.units.models import UnitSuccession
from tests.factories.services_catalog import (
    AgencyFactory,
    LocalNoteFactory,
    OfferingFactory,
    ProcedureFactory,
    UnitFactory,
)
from themes import addresses

pytestmark = [pytest.mark.django_db, pytest.mark.urls("services_catalog.api_urls")]


@contextmanager
def catalogue_queries(expected: int) -> Iterator[None]:
    """Counts queries of the catalogue; hosts and sessions are read by other rooms."""
    with CaptureQueriesContext(connection) as captured:
        yield
    asked = [
        one["sql"]
        for one in captured
        if "services_catalog_" in one["sql"]
        and "wagtailcore_" not in one["sql"]
        and "cms_pages_" not in one["sql"]
    ]
    assert len(asked) == expected, asked


@pytest.fixture(autouse=True)
def _plain_addresses(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Addresses are the upper rooms' affair; here they only have to be asked for."""
    monkeypatch.setattr(
        addresses, "_builder", lambda asked: f"http://testserver/{asked.key}/"
    )
    forget_facts()
    yield
    forget_facts()


def test_units_are_listed_for_a_day(client: Client) -> None:
    province = UnitFactory.create(province=True, code="46")
    UnitFactory.create_batch(5, district=True, parent=province)
    ended = UnitFactory.create(parent=province, valid_to=date(2022, 1, 1))

    client.get("/units/")  # hosts and portals are read once a process
    with catalogue_queries(2):
        answer = client.get("/units/", {"at": "2024-11-22"}).json()

    assert answer["count"] == 6
    assert [unit["parent"] for unit in answer["results"]].count("46") == 5
    codes = {row["code"] for row in answer["results"]}
    assert ended.code not in codes
    below = client.get("/units/", {"parent": "46", "at": "2021-01-01"}).json()
    assert below["count"] == 6
    tier = client.get("/units/", {"tier": "province"}).json()
    assert [row["code"] for row in tier["results"]] == ["46"]


def test_a_code_is_read_with_its_date(client: Client) -> None:
    ward = UnitFactory.create(
        ward=True, code="19768", name="Phường Đông Ba", valid_to=date(2025, 7, 1)
    )
    successor = UnitFactory.create(
        ward=True,
        code="19768",
        name="Phường Phú Xuân",
        valid_from=date(2025, 7, 1),
        parent=ward.parent,
    )
    UnitSuccession.objects.create(predecessor=ward, successor=successor)

    client.get("/units/")  # hosts and portals are read once a process
    with catalogue_queries(5):
        then = client.get("/units/19768/", {"at": "2024-12-31"}).json()
    now = client.get("/units/19768/", {"at": "2025-07-01"}).json()

    assert (then["name"], now["name"]) == ("Phường Đông Ba", "Phường Phú Xuân")
    assert [unit["name"] for unit in then["successors"]] == ["Phường Phú Xuân"]
    assert [unit["name"] for unit in now["predecessors"]] == ["Phường Đông Ba"]
    assert [unit["tier"] for unit in then["above"]] == ["province", "district"]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/units/99999/", {}, 404),
        ("/units/x%00y/", {}, 404),
        ("/units/", {"parent": "x\x00"}, 400),
        ("/units/", {"at": "hôm nay"}, 400),
        ("/units/", {"parent": "99999"}, 400),
        ("/units/", {"tier": "planet"}, 400),
        ("/procedures/9.999999/", {}, 404),
        ("/procedures/x%00y/", {}, 404),
        ("/procedures/", {"unit": "99999"}, 400),
        ("/procedures/", {"level": "9"}, 400),
        ("/procedures/", {"audience": "' OR 1=1"}, 400),
        ("/procedures/", {"at": "0000-00-00"}, 400),
    ],
)
def test_wrong_questions_are_answered_as_such(
    client: Client, path: str, query: dict[str, str], status: int
) -> None:
    assert client.get(path, query).status_code == status


def test_procedures_are_listed_and_filtered(client: Client) -> None:
    commune = AgencyFactory.create()
    rules = [
        OfferingFactory.create(procedure=procedure, level=3)
        for procedure in ProcedureFactory.create_batch(8)
    ]
    alone = OfferingFactory.create(by_agency=True, agency__department=True, level=4)
    ProcedureFactory.create()  # nobody offers it

    client.get("/units/")  # hosts and portals are read once a process
    with catalogue_queries(2):
        answer = client.get("/procedures/").json()

    assert answer["count"] == 9
    first = answer["results"][0]
    assert first["code"] == rules[0].procedure.code
    assert first["level"] == 3
    assert first["url"] == f"http://testserver/{first['code']}/"
    for query, count in (
        ({"unit": commune.unit.code}, 8),
        ({"level": "4"}, 1),
        ({"tier": "province"}, 1),
        ({"field": rules[0].procedure.field.slug}, 1),
        ({"audience": "citizen"}, 9),
        ({"audience": "foreigner"}, 0),
        ({"at": "2019-01-01"}, 0),
    ):
        assert client.get("/procedures/", query).json()["count"] == count, query
    assert alone.procedure.code not in str(
        client.get("/procedures/", {"unit": commune.unit.code}).json()
    )


@pytest.mark.parametrize("written", ["1.001193", "1-001193"])
def test_a_procedure_is_told_as_a_unit_offers_it(client: Client, written: str) -> None:
    commune = AgencyFactory.create()
    procedure = ProcedureFactory.create(code="1.001193", offered=True)
    LocalNoteFactory.create(procedure=procedure, agency=commune, note="Gửi xe cổng sau")

    answer = client.get(f"/procedures/{written}/", {"unit": commune.unit.code}).json()

    assert answer["code"] == "1.001193"
    assert answer["case_types"][0]["fees"][0]["amount"] == 8000
    assert answer["offering"]["level"] == 4
    assert answer["offering"]["agency"]["identifier"] == commune.identifier
    assert answer["offering"]["local_note"]["note"] == "Gửi xe cổng sau"
    assert client.get(f"/procedures/{written}/").json()["offering"] is None


def test_a_procedure_costs_few_queries(client: Client) -> None:
    commune = AgencyFactory.create()
    procedure = ProcedureFactory.create(offered=True)
    client.get(f"/procedures/{procedure.code}/")

    with catalogue_queries(1):
        client.get(f"/procedures/{procedure.code}/")
    with catalogue_queries(4):
        client.get(f"/procedures/{procedure.code}/", {"unit": commune.unit.code})


@pytest.mark.parametrize("path", ["/units/", "/procedures/"])
def test_who_has_the_answer_already_gets_no_body(client: Client, path: str) -> None:
    UnitFactory.create()
    ProcedureFactory.create(offered=True)

    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.content == b""
