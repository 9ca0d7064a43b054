"""The desk: one's own agencies' dossiers, every reading logged, nobody else's seen."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from services_catalog.staff.models import Role
from services_catalog.staff.services import assign
from submissions.dossiers.access import AccessLog
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier
from submissions.files.models import Paper
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import PERSON_ID, DossierFactory
from tests.factories.forms import make_version
from tests.factories.papers import paper_of
from tests.factories.services_catalog import AgencyFactory, WorkCalendarFactory

pytestmark = pytest.mark.django_db
SINCE = date(2020, 1, 1)
LIST = "/quan-tri/ho-so/"


@pytest.fixture(autouse=True)
def _calendar() -> None:
    WorkCalendarFactory(default=True)


def staff_of(agency: Any, role: Role = Role.ONE_STOP_OFFICER) -> Any:
    user = UserFactory(staff=True)
    assign(user=user, role=role, agency=agency, valid_from=SINCE)
    return user


def test_an_officer_sees_the_dossiers_of_the_own_agency_only(client: Client) -> None:
    mine, theirs = DossierFactory(), DossierFactory()
    client.force_login(staff_of(mine.competent_agency))

    page = client.get(LIST).content.decode()

    assert mine.code in page
    assert theirs.code not in page


def test_a_centre_sees_what_it_receives_for_others(client: Client) -> None:
    centre = AgencyFactory(service_centre=True)
    dossier = DossierFactory(receiving_agency=centre)
    client.force_login(staff_of(centre))

    assert dossier.code in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{dossier.code}/").status_code == 200


def doors(dossier: Dossier, paper: Paper) -> list[str]:
    return [
        f"{LIST}{dossier.code}/",
        f"{LIST}{dossier.code}/accept/",
        f"{LIST}{dossier.code}/message/",
        f"{LIST}{dossier.code}/tep/{paper.public_id}/",
    ]


def test_every_door_is_shut_to_everyone_else(client: Client) -> None:
    dossier = DossierFactory()
    paper = paper_of(dossier)
    neighbour = AgencyFactory()
    above = AgencyFactory(
        district_committee=True, unit=dossier.competent_agency.unit.parent
    )
    strangers = [
        staff_of(neighbour),
        staff_of(above, Role.LEADER),
        staff_of(dossier.competent_agency, Role.EDITOR),
        staff_of(dossier.competent_agency, Role.AGENCY_ADMINISTRATOR),
        staff_of(dossier.competent_agency, Role.MONITOR),
        UserFactory(administrator=True),
        UserFactory(),
    ]
    before = Dossier.objects.values().get(pk=dossier.pk)

    for stranger in strangers:
        client.force_login(stranger)
        for door in doors(dossier, paper):
            for response in (client.get(door), client.post(door, {"text": "x"})):
                assert response.status_code in (302, 403, 404, 405), door
                assert dossier.code not in response.content.decode()
        listed = client.get(LIST)
        assert dossier.code not in listed.content.decode()
        found = client.post(f"{LIST}tim-nguoi/", {"person_id": PERSON_ID})
        assert dossier.code not in found.content.decode()
    client.logout()
    for door in [LIST, *doors(dossier, paper)]:
        assert client.get(door).status_code == 302

    assert Dossier.objects.values().get(pk=dossier.pk) == before
    assert not AccessLog.objects.exists()


def test_the_menu_shows_the_desk_to_its_staff_only(client: Client) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))
    assert "/quan-tri/ho-so/" in client.get("/quan-tri/account/").content.decode()

    client.force_login(UserFactory(administrator=True))
    assert '"/quan-tri/ho-so/"' not in client.get("/quan-tri/account/").content.decode()


def test_the_first_page_shows_what_waits_to_its_staff_only(client: Client) -> None:
    dossier, other = DossierFactory(), DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))
    page = client.get("/quan-tri/").content.decode()
    assert dossier.code in page
    assert other.code not in page
    assert dossier.competent_agency.name in page

    client.force_login(UserFactory(administrator=True))
    page = client.get("/quan-tri/").content.decode()
    assert dossier.code not in page
    assert 'id="desk' not in page


def test_the_desk_speaks_of_the_applicant_not_to_them(client: Client) -> None:
    dossier = DossierFactory(form_version=make_version())
    client.force_login(staff_of(dossier.competent_agency))

    page = client.get(f"{LIST}{dossier.code}/").content.decode()

    assert "Lê Thị Hoa" in page
    assert "<dt>Họ và tên của bạn</dt>" not in page


def test_every_reading_is_written_down(client: Client) -> None:
    dossier = DossierFactory()
    paper = paper_of(dossier)
    officer = staff_of(dossier.competent_agency)
    client.force_login(officer)

    client.get(f"{LIST}{dossier.code}/")
    client.get(f"{LIST}{dossier.code}/tep/{paper.public_id}/")
    client.post(f"{LIST}tim-nguoi/", {"person_id": PERSON_ID})

    logged = AccessLog.objects.order_by("pk").values_list("user", "dossier", "kind")
    assert list(logged) == [
        (officer.pk, dossier.pk, "dossier"),
        (officer.pk, dossier.pk, "paper"),
        (officer.pk, dossier.pk, "list"),
    ]


def test_a_dossier_is_found_by_code_and_by_exact_personal_number(
    client: Client,
) -> None:
    dossier = DossierFactory(status=DossierStatus.RETURNED)
    client.force_login(staff_of(dossier.competent_agency))

    typed = dossier.code.lower().replace("-", " – ")
    assert dossier.code in client.get(LIST, {"code": typed}).content.decode()
    assert f">{dossier.code}<" not in client.get(LIST).content.decode()
    by_person = client.post(f"{LIST}tim-nguoi/", {"person_id": "0460 9000 0123"})
    assert dossier.code in by_person.content.decode()
    nobody = client.post(f"{LIST}tim-nguoi/", {"person_id": "046090000124"})
    assert dossier.code not in nobody.content.decode()


@pytest.mark.parametrize(
    "query",
    [
        {"status": "khong-co"},
        {"due": "x"},
        {"p": "-1"},
        {"code": "\x00"},
        {"code": "x" * 9999},
    ],
)
def test_odd_filters_are_answered_calmly(client: Client, query: dict[str, str]) -> None:
    client.force_login(staff_of(AgencyFactory()))

    assert client.get(LIST, query).status_code == 200


def test_the_list_takes_the_same_queries_for_one_and_for_forty(
    client: Client,
) -> None:
    agency = AgencyFactory()
    client.force_login(staff_of(agency))
    DossierFactory(competent_agency=agency)
    client.get(LIST)
    with CaptureQueriesContext(connection) as for_one:
        client.get(LIST)
    DossierFactory.create_batch(39, competent_agency=agency)

    with CaptureQueriesContext(connection) as for_forty:
        client.get(LIST)

    assert len(for_forty) == len(for_one)
    about_dossiers = [q for q in for_forty if "submissions_dossier" in q["sql"]]
    assert len(about_dossiers) == 2


def test_buttons_are_those_of_the_transition_table(client: Client) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))

    page = client.get(f"{LIST}{dossier.code}/").content.decode()

    for action in ("accept", "request_supplement", "refuse", "message"):
        assert f"{LIST}{dossier.code}/{action}/" in page
    assert f"{LIST}{dossier.code}/finish/" not in page
    assert "Lê Thị Hoa" not in client.get(LIST).content.decode()


def act(client: Client, dossier: Dossier, action: str, **data: Any) -> Any:
    dossier.refresh_from_db()
    url = f"{LIST}{dossier.code}/{action}/"
    assert client.get(url).status_code == 200
    return client.post(url, {"lock_version": dossier.lock_version, **data})


def test_an_officer_moves_a_dossier_from_acceptance_to_the_citizens_hand(
    client: Client,
) -> None:
    dossier = DossierFactory()
    officer = staff_of(dossier.competent_agency)
    client.force_login(officer)

    for action, data, status in [
        ("accept", {}, "accepted"),
        ("forward", {"note": "Đã đủ giấy tờ."}, "processing"),
        ("finish", {"outcome": "granted"}, "resolved"),
        ("hand_over", {"receiver": "Lê Thị Hoa"}, "returned"),
    ]:
        response = act(client, dossier, action, **data)
        assert (response.status_code, response["Location"]) == (
            302,
            f"{LIST}{dossier.code}/",
        )
        dossier.refresh_from_db()
        assert dossier.status == status

    assert dossier.holder == officer
    assert dossier.events.count() == 5


def test_papers_are_asked_for_component_by_component(client: Client) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))
    component = dossier.case_type.components.get()

    empty = act(client, dossier, "request_supplement")
    assert empty.status_code == 200
    act(
        client,
        dossier,
        "request_supplement",
        **{
            f"paper_{component.pk}": "Thiếu chữ ký.",
            "other_name": "Ảnh 4x6",
            "other_reason": "Chưa có.",
        },
    )

    assert dossier.supplements.get().items == [
        {"name": component.name, "reason": "Thiếu chữ ký."},
        {"name": "Ảnh 4x6", "reason": "Chưa có."},
    ]


def test_a_refusal_without_reason_names_the_field_and_changes_nothing(
    client: Client,
) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))

    response = act(client, dossier, "refuse", reason="")

    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"reason"}
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.SUBMITTED


def test_two_tabs_do_not_overwrite_each_other(client: Client) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))
    act(client, dossier, "message", text="Chào chị.")

    stale = client.post(f"{LIST}{dossier.code}/accept/", {"lock_version": 0})

    assert stale.status_code == 200
    assert stale.context["form"].non_field_errors()
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.SUBMITTED


def test_an_action_out_of_turn_leads_back_to_the_dossier(client: Client) -> None:
    dossier = DossierFactory()
    client.force_login(staff_of(dossier.competent_agency))

    response = client.post(f"{LIST}{dossier.code}/finish/", {"lock_version": 0})

    assert response["Location"] == f"{LIST}{dossier.code}/"
    assert client.get(f"{LIST}{dossier.code}/nuke/").status_code == 404
