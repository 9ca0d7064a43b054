"""The catalogue in the administration: a commune's own staff, and strangers."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from wagtail.permissions import policy_registry

from accounts.models import User
from services_catalog.agencies.models import Agency
from services_catalog.offerings.models import LocalNote
from services_catalog.procedures.models import Procedure
from services_catalog.staff.models import Role, StaffAssignment
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    AgencyFactory,
    LocalNoteFactory,
    OfferingFactory,
    ProcedureFactory,
    StaffAssignmentFactory,
    UnitFactory,
)
from tests.integration.services_catalog.administration import (
    MODELS,
    may_enter,
    signed_in,
)

pytestmark = pytest.mark.django_db


def agency_form(**changes: Any) -> dict[str, Any]:
    return {
        "hours": "Cả ngày",
        "phone": "0234 1",
        "email": "",
        "address": "",
        **changes,
    }


def test_a_publisher_corrects_the_hours_of_the_own_agency_and_nothing_else(
    publisher: Client, own: Agency
) -> None:
    before = own.identifier

    answer = publisher.post(
        reverse("agencies:edit", args=[own.pk]),
        agency_form(identifier="H57.99", name="Tên khác", kind="vertical_agency"),
    )

    own.refresh_from_db()
    assert answer.status_code == 302
    assert (own.hours, own.phone) == ("Cả ngày", "0234 1")
    assert (own.identifier, own.name) == (before, "Của mình")
    assert own.kind == "commune_committee"


def test_a_publisher_sees_and_touches_nothing_of_the_neighbour(
    publisher: Client, own: Agency, neighbour: Agency
) -> None:
    listed = publisher.get(reverse("agencies:index")).content.decode()
    assert own.identifier in listed
    assert neighbour.identifier not in listed
    found = publisher.get(reverse("agencies:index"), {"q": neighbour.name})
    assert neighbour.identifier not in found.content.decode()

    for view in ("edit", "delete", "history", "usage"):
        address = reverse(f"agencies:{view}", args=[neighbour.pk])
        assert publisher.get(address).status_code in {302, 403}, view
    publisher.post(reverse("agencies:edit", args=[neighbour.pk]), agency_form())
    neighbour.refresh_from_db()
    assert neighbour.hours == "Chiều"


def test_a_publisher_of_a_commune_does_not_reach_the_district_above(
    publisher: Client, own: Agency
) -> None:
    district = AgencyFactory.create(district_committee=True, unit=own.unit.parent)

    publisher.post(reverse("agencies:edit", args=[district.pk]), agency_form())

    district.refresh_from_db()
    assert district.hours != "Cả ngày"


def test_an_editor_of_the_district_does_not_reach_the_commune(own: Agency) -> None:
    editor = StaffAssignmentFactory.create(at_unit=True, unit=own.unit.parent)
    client = signed_in(may_enter(editor.user))

    client.post(reverse("agencies:edit", args=[own.pk]), agency_form())

    own.refresh_from_db()
    assert own.hours == "Sáng"


def test_a_publisher_writes_notes_for_the_own_agency_only(
    publisher: Client, own: Agency, neighbour: Agency
) -> None:
    procedure = ProcedureFactory.create()
    note = {"procedure": procedure.pk, "hours": "", "phone": "", "note": "Gửi xe"}

    refused = publisher.post(
        reverse("local-notes:add"), {**note, "agency": neighbour.pk}
    )
    assert refused.status_code == 200
    assert "agency" in refused.context["form"].errors
    accepted = publisher.post(reverse("local-notes:add"), {**note, "agency": own.pk})

    assert accepted.status_code == 302
    assert LocalNote.objects.get().agency == own
    form = publisher.get(reverse("local-notes:add")).content.decode()
    assert neighbour.name not in form


def test_a_neighbours_notes_are_closed(publisher: Client, neighbour: Agency) -> None:
    theirs = LocalNoteFactory.create(agency=neighbour, note="Chuyện nhà hàng xóm")

    listed = publisher.get(reverse("local-notes:index")).content.decode()
    assert theirs.procedure.code not in listed
    for view in ("edit", "delete", "history", "usage"):
        address = reverse(f"local-notes:{view}", args=[theirs.pk])
        answer = publisher.get(address)
        assert answer.status_code in {302, 403}, view
        assert "Chuyện nhà hàng xóm" not in answer.content.decode()
    publisher.post(reverse("local-notes:delete", args=[theirs.pk]))
    assert LocalNote.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize(
    "name", [name for name in MODELS if name not in {"agencies", "local-notes"}]
)
def test_the_provinces_catalogue_is_closed_to_a_commune(
    publisher: Client, name: str
) -> None:
    assert publisher.get(reverse(f"{name}:index")).status_code == 302
    assert publisher.get(reverse(f"{name}:add")).status_code == 302


def test_only_an_administrator_gives_roles(publisher: Client, own: Agency) -> None:
    controller = StaffAssignmentFactory.create(
        at_unit=True,
        unit=UnitFactory.create(province=True),
        role=Role.PROCEDURE_CONTROLLER,
    ).user
    client = signed_in(may_enter(controller))
    before = StaffAssignment.objects.count()

    for somebody in (publisher, client):
        somebody.post(
            reverse("staff-assignments:add"),
            {
                "user": controller.pk,
                "role": Role.SITE_ADMINISTRATOR,
                "unit": own.unit_id,
                "agency": "",
                "valid_from": "2020-01-01",
                "valid_to": "",
            },
        )

    assert StaffAssignment.objects.count() == before
    assert client.get(reverse("procedures:index")).status_code == 200


def test_a_controller_of_a_commune_controls_nothing(own: Agency) -> None:
    assignment = StaffAssignmentFactory.create(
        agency=own, role=Role.PROCEDURE_CONTROLLER
    )
    client = signed_in(may_enter(assignment.user))

    assert client.get(reverse("procedures:index")).status_code == 302


def test_a_role_that_ended_opens_nothing(own: Agency) -> None:
    assignment = StaffAssignmentFactory.create(
        at_unit=True, unit=own.unit, valid_to=date(2021, 1, 1)
    )
    client = signed_in(may_enter(assignment.user))

    client.post(reverse("agencies:edit", args=[own.pk]), agency_form())

    own.refresh_from_db()
    assert own.hours == "Sáng"


def test_a_given_role_puts_the_person_into_the_group(administrator: Client) -> None:
    unit = UnitFactory.create(ward=True, code="19960")
    group = Group.objects.create(name="editor · 19960")
    user = UserFactory.create(staff=True)

    administrator.post(
        reverse("staff-assignments:add"),
        {
            "user": user.pk,
            "role": Role.EDITOR,
            "unit": unit.pk,
            "agency": "",
            "valid_from": "2020-01-01",
            "valid_to": "",
        },
    )

    assert group in user.groups.all()


@pytest.mark.parametrize("name", ["agencies", "procedures", "offerings", "local-notes"])
def test_lists_cost_the_same_for_few_and_many(
    administrator: Client,
    name: str,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    factory: Any = {
        "agencies": AgencyFactory,
        "procedures": ProcedureFactory,
        "offerings": OfferingFactory,
        "local-notes": LocalNoteFactory,
    }[name]
    factory.create_batch(12)
    administrator.get(reverse(f"{name}:index"))

    with django_assert_max_num_queries(26):
        administrator.get(reverse(f"{name}:index"))


def test_the_entries_of_the_menu_ask_twice_who_one_is(publisher: Client) -> None:
    publisher.get(reverse("wagtailadmin_home"))

    with CaptureQueriesContext(connection) as queries:
        page = publisher.get(reverse("wagtailadmin_home"))

    assert page.status_code == 200
    asked = [one["sql"] for one in queries if '"services_catalog_' in one["sql"]]
    # Beside the catalogue's two, the desk's entry and that of forms ask once each; on
    # this page the desk's panel and the head, which names one's places of work, too.
    assert len(asked) == 6, asked


def test_rights_in_the_catalogue_are_read_once_a_person(
    own: Agency,
    publisher: Client,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    def may(user: Any) -> set[str]:
        return {
            f"{action} {model.__name__}"
            for model in (Agency, LocalNote, Procedure, StaffAssignment)
            for action in ("add", "change", "delete", "view")
            if policy_registry.get_by_type(model).user_has_permission(user, action)
        }

    person = User.objects.get(pk=publisher.session["_auth_user_id"])
    with django_assert_num_queries(2):
        assert may(person) == {
            *("change Agency", "view Agency"),
            *(f"{one} LocalNote" for one in ("add", "change", "delete", "view")),
        }
    StaffAssignment.objects.all().update(valid_to=timezone.localdate())
    later = User.objects.get(pk=person.pk)
    with django_assert_num_queries(1):
        assert may(later) == set()
    with django_assert_num_queries(0):
        assert may(AnonymousUser()) == set()
