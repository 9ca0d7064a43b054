"""What anyone learns by a code: code and progress, and not too often."""

import pytest
from django.test import Client

from submissions.dossiers.lifecycle import DossierStatus
from submissions.tracking.views import LOOK_UPS
from tests.factories.dossiers import DossierFactory

pytestmark = pytest.mark.django_db


def test_anyone_sees_code_and_progress_and_nothing_else(client: Client) -> None:
    dossier = DossierFactory(status=DossierStatus.PROCESSING)

    response = client.get(f"/tra-cuu/{dossier.code}/")

    page = response.content.decode()
    assert response.status_code == 200
    assert dossier.code in page
    assert 'aria-current="step"' in page
    for secret in (
        "Lê Thị Hoa",
        "046090000123",
        "0905123456",
        "hoa@example.vn",
        dossier.procedure_version.name,
        dossier.competent_agency.name,
    ):
        assert secret not in page
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("dash", ["-", " – "])
def test_a_code_is_found_however_it_is_typed(client: Client, dash: str) -> None:
    dossier = DossierFactory(code="H57.31.05-260601-0077")

    response = client.get(
        "/tra-cuu/", {"code": f" h57.31.05{dash}260601{dash}0077"}, follow=True
    )

    assert response.redirect_chain == [(f"/tra-cuu/{dossier.code}/", 302)]
    assert response.status_code == 200


def test_unknown_and_unreadable_codes_get_the_same_message(client: Client) -> None:
    unknown = client.get("/tra-cuu/H57.31.05-260601-9999/")
    unreadable = client.get("/tra-cuu/", {"code": "khai sinh"})

    message = "There is no dossier with this code"
    vietnamese = unknown.context["error"]
    assert unknown.status_code == 404
    assert vietnamese == unreadable.context["error"]
    assert message in vietnamese or "hồ sơ" in vietnamese
    assert "khai" in unreadable.content.decode().lower()


@pytest.mark.parametrize(
    "typed",
    ["x" * 10_000, "' OR 1=1 --", "\x00", "\u202eH57", "🙂", "a\u0301" * 50, "%00"],
)
def test_hostile_codes_are_answered_calmly(client: Client, typed: str) -> None:
    assert client.get("/tra-cuu/", {"code": typed}).status_code == 200


def test_codes_cannot_be_walked_through(client: Client) -> None:
    DossierFactory(code="H57.31.05-260601-0077")
    for number in range(LOOK_UPS.count):
        client.get(f"/tra-cuu/H57.31.05-260601-{number:04}/")

    response = client.get("/tra-cuu/H57.31.05-260601-0077/")

    assert response.status_code == 429
    assert int(response["Retry-After"]) <= LOOK_UPS.seconds


def test_tracking_takes_four_queries_at_most(
    client: Client, django_assert_max_num_queries: object
) -> None:
    dossier = DossierFactory()
    client.get("/tra-cuu/")  # warms what the frame keeps in the process

    with django_assert_max_num_queries(4):  # type: ignore[operator]
        client.get(f"/tra-cuu/{dossier.code}/")
