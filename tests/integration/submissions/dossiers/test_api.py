"""The API of dossiers: anyone, owner, staff, stranger."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from services_catalog.staff.models import Role
from services_catalog.staff.services import assign
from submissions.dossiers.access import AccessLog
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier
from submissions.receipts.tokens import receipt_token_of
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.services_catalog import WorkCalendarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar() -> None:
    WorkCalendarFactory(default=True)


def staff_client(dossier: Dossier) -> APIClient:
    user = UserFactory(staff=True)
    assign(
        user=user,
        role=Role.ONE_STOP_OFFICER,
        agency=dossier.competent_agency,
        valid_from=date(2020, 1, 1),
    )
    client = APIClient()
    client.force_login(user)
    return client


def owner_client(dossier: Dossier) -> APIClient:
    client = APIClient()
    token = receipt_token_of(dossier.public_id)
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {token}")
    return client


def test_tracking_answers_code_and_progress_and_nothing_more(client: Client) -> None:
    dossier = DossierFactory(status=DossierStatus.PROCESSING)

    assert client.get(f"/api/v1/tracking/{dossier.code}/").json() == {
        "code": dossier.code,
        "progress": "in_progress",
    }
    unknown = client.get("/api/v1/tracking/H57.12-260101-9999/")
    assert unknown.status_code == 404
    assert unknown["Content-Type"].startswith("application/problem+json")


def test_the_receipts_bearer_token_opens_one_dossier() -> None:
    dossier, other = DossierFactory(), DossierFactory()
    api = owner_client(dossier)

    body = api.get(f"/api/v1/dossiers/{dossier.code}/").json()

    assert body["applicant"]["full_name"] == "Lê Thị Hoa"
    assert set(body["actions"]) == {"withdraw", "message"}
    assert [row["code"] for row in api.get("/api/v1/dossiers/").json()["results"]] == [
        dossier.code
    ]
    assert api.get(f"/api/v1/dossiers/{other.code}/").status_code == 404
    assert not AccessLog.objects.exists()


def test_strangers_learn_nothing() -> None:
    dossier = DossierFactory()
    anonymous, citizen, root = APIClient(), APIClient(), APIClient()
    citizen.force_login(UserFactory())
    root.force_login(UserFactory(administrator=True))

    for api in (anonymous, citizen, root):
        assert api.get(f"/api/v1/dossiers/{dossier.code}/").status_code == 404
        url = f"/api/v1/dossiers/{dossier.code}/actions/accept/"
        assert api.post(url, {"lock_version": 0}).status_code == 404
    assert anonymous.get("/api/v1/dossiers/").status_code in (401, 403)
    assert citizen.get("/api/v1/dossiers/").json()["count"] == 0
    assert root.get("/api/v1/dossiers/").json()["count"] == 0


def test_staff_see_their_agencys_dossiers_and_the_reading_is_logged() -> None:
    dossier = DossierFactory()
    DossierFactory()
    api = staff_client(dossier)

    assert api.get("/api/v1/dossiers/").json()["count"] == 1
    assert api.get(f"/api/v1/dossiers/{dossier.code}/").status_code == 200
    assert AccessLog.objects.get().kind == "api"


def test_staff_move_a_dossier_by_its_verbs() -> None:
    dossier = DossierFactory()
    api = staff_client(dossier)
    url = f"/api/v1/dossiers/{dossier.code}/actions/"

    asked = api.post(
        f"{url}request_supplement/",
        {"lock_version": 0, "items": [{"name": "Giấy chứng sinh", "reason": "mờ"}]},
    )
    assert asked.status_code == 200, asked.content
    assert asked.json()["status"] == "supplement"
    replied = owner_client(dossier).post(f"{url}reply_supplement/", {"reply": "Đây ạ."})
    assert replied.status_code == 200
    version = replied.json()["lock_version"]
    confirmed = api.post(f"{url}confirm_supplement/", {"lock_version": version})
    assert confirmed.json()["status"] == "submitted"


@pytest.mark.parametrize(
    ("action", "data", "status"),
    [
        ("accept", {"lock_version": 99}, 409),
        ("finish", {"lock_version": 0, "outcome": "granted"}, 409),
        ("pause", {"lock_version": 0, "basis": "x"}, 409),
        ("refuse", {"lock_version": 0}, 400),
        ("refuse", {"lock_version": 0, "reason": "\x00"}, 400),
        ("request_supplement", {"lock_version": 0, "items": "x"}, 400),
        ("request_supplement", {"lock_version": 0, "items": []}, 400),
        ("accept", {"lock_version": "x"}, 400),
        ("accept", [1], 400),
        ("nuke", {}, 404),
        ("submit", {}, 409),
    ],
)
def test_wrong_calls_are_problems_and_change_nothing(
    action: str, data: Any, status: int
) -> None:
    dossier = DossierFactory()

    response = staff_client(dossier).post(
        f"/api/v1/dossiers/{dossier.code}/actions/{action}/", data, format="json"
    )

    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/problem+json")
    assert Dossier.objects.get().lock_version == 0


def test_the_owner_withdraws_through_the_api() -> None:
    dossier = DossierFactory()

    response = owner_client(dossier).post(
        f"/api/v1/dossiers/{dossier.code}/actions/withdraw/", {"reason": "Nộp nhầm."}
    )

    assert response.json()["status"] == "withdrawn"
