"""The catalogue in the administration: usable by clerks, closed to strangers."""

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from services_catalog.agencies.models import Agency
from services_catalog.offerings.counts import count_by_agency, count_by_level
from services_catalog.offerings.models import LocalNote, Offering
from services_catalog.procedures.facts import facts_of
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.staff.models import Role, StaffAssignment
from services_catalog.units.models import AdminUnit
from tests.factories.accounts import UserFactory
from tests.factories.services_catalog import (
    AgencyFactory,
    FieldFactory,
    LocalNoteFactory,
    OfferingFactory,
    ProcedureFactory,
    ProcedureVersionFactory,
    StaffAssignmentFactory,
    UnitFactory,
    WorkCalendarFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 11, 22)
MODELS = [
    "units",
    "agencies",
    "fields",
    "procedures",
    "procedure-versions",
    "offerings",
    "local-notes",
    "work-calendars",
    "staff-assignments",
]


def may_enter(user: User) -> User:
    group, _created = Group.objects.get_or_create(name="Vào trang quản trị")
    group.permissions.add(
        Permission.objects.get(
            codename="access_admin", content_type__app_label="wagtailadmin"
        )
    )
    user.groups.add(group)
    return user


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def administrator() -> Client:
    return signed_in(UserFactory.create(administrator=True))


@pytest.fixture
def own() -> Agency:
    return AgencyFactory.create(hours="Sáng", name="Của mình")


@pytest.fixture
def neighbour() -> Agency:
    return AgencyFactory.create(hours="Chiều", name="Hàng xóm")


@pytest.fixture
def publisher(own: Agency) -> Client:
    assignment = StaffAssignmentFactory.create(
        at_unit=True, unit=own.unit, role=Role.PUBLISHER
    )
    return signed_in(may_enter(assignment.user))


def rows(prefix: str, *forms: dict[str, Any]) -> dict[str, Any]:
    """The posted fields of rows below a thing."""
    posted: dict[str, Any] = {
        f"{prefix}-TOTAL_FORMS": len(forms),
        f"{prefix}-INITIAL_FORMS": 0,
        f"{prefix}-MIN_NUM_FORMS": 0,
        f"{prefix}-MAX_NUM_FORMS": 1000,
    }
    for number, form in enumerate(forms):
        for name, value in {"DELETE": "", "id": "", **form}.items():
            posted[f"{prefix}-{number}-{name}"] = value
    return posted


@pytest.mark.parametrize("name", MODELS)
def test_the_administrator_opens_every_list_and_form(
    administrator: Client, name: str
) -> None:
    made = {
        "units": UnitFactory,
        "agencies": AgencyFactory,
        "fields": FieldFactory,
        "procedures": ProcedureFactory,
        "procedure-versions": ProcedureVersionFactory,
        "offerings": OfferingFactory,
        "local-notes": LocalNoteFactory,
        "work-calendars": WorkCalendarFactory,
        "staff-assignments": StaffAssignmentFactory,
    }[name].create()

    assert administrator.get(reverse(f"{name}:index")).status_code == 200
    assert administrator.get(reverse(f"{name}:add")).status_code == 200
    for view in ("edit", "history", "usage"):
        address = reverse(f"{name}:{view}", args=[made.pk])
        assert administrator.get(address).status_code == 200, view
    assert b"Traceback" not in administrator.get(reverse(f"{name}:add")).content


@pytest.mark.parametrize("name", MODELS)
def test_nothing_of_the_catalogue_is_deleted_but_notes(
    administrator: Client, name: str
) -> None:
    note = LocalNoteFactory.create()
    made = {
        "local-notes": note,
        "agencies": note.agency,
        "procedures": note.procedure,
        "units": note.agency.unit,
    }.get(name)
    if made is None:
        return

    answer = administrator.post(reverse(f"{name}:delete", args=[made.pk]))

    gone = not type(made)._default_manager.filter(pk=made.pk).exists()
    assert gone == (name == "local-notes")
    assert answer.status_code == 302


def test_a_procedure_with_a_version_and_a_fee_is_made_without_code(
    administrator: Client,
) -> None:
    field = FieldFactory.create()
    administrator.post(
        reverse("procedures:add"),
        {
            "code": "1.001193",
            "field": field.pk,
            "popularity": 90,
            "life_events": "having-a-child\n",
            "source": "",
        },
    )
    procedure = Procedure.objects.get()
    ProcedureVersionFactory.create(procedure=procedure, valid_from=date(2020, 1, 1))

    answer = administrator.post(
        reverse("procedure-versions:add"),
        {
            "procedure": procedure.pk,
            "valid_from": "2024-01-01",
            "valid_to": "",
            "name": "Đăng ký khai sinh",
            "name_en": "",
            "summary": "Cho trẻ mới sinh",
            "phrases": "làm giấy khai sinh\nkhai sinh cho bé",
            "steps": "Nộp hồ sơ [citizen; 15 phút]\nTại quầy.\n---\nNhận kết quả",
            "legal_bases": "60/2014/QH13 — Luật Hộ tịch",
            "conditions": "",
            "result": "Giấy khai sinh",
            "authority": "",
            "decision": "",
            "ministry": "",
            **rows("audiences", {"audience": "citizen"}),
            **rows(
                "case_types",
                {
                    "order": 0,
                    "name": "Đúng hạn",
                    "term_value": 1,
                    "term_unit": "working_day",
                    "supplement_policy": "restart",
                    "supplement_term_days": 15,
                },
            ),
            **rows(
                "case_types-0-components",
                {
                    "order": 0,
                    "name": "Giấy chứng sinh",
                    "originals": 1,
                    "copies": 0,
                    "kind": "paper",
                    "is_required": "on",
                },
            ),
            **rows(
                "case_types-0-fees", {"order": 0, "kind": "charge", "amount": "8000"}
            ),
            **rows("case_types-0-methods", {"channel": "online"}),
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    assert procedure.life_events == ["having-a-child"]
    facts = facts_of("1.001193", TODAY)
    assert facts is not None
    content = facts.content
    assert content.phrases == ("làm giấy khai sinh", "khai sinh cho bé")
    assert [(one.title, one.who, one.duration) for one in content.steps] == [
        ("Nộp hồ sơ", "citizen", "15 phút"),
        ("Nhận kết quả", "", ""),
    ]
    assert content.legal_bases[0].number == "60/2014/QH13"
    assert content.case_types[0].fees[0].amount == 8000
    assert content.case_types[0].components[0].name == "Giấy chứng sinh"
    first = ProcedureVersion.objects.earliest("valid_from")
    assert first.valid_to == date(2024, 1, 1)


def test_a_wrong_entry_names_the_field_and_keeps_what_was_typed(
    administrator: Client,
) -> None:
    answer = administrator.post(
        reverse("procedures:add"),
        {"code": "1193", "popularity": 1, "life_events": "một dòng", "source": ""},
    )

    assert answer.status_code == 200
    assert "code" in answer.context["form"].errors
    assert "một dòng" in answer.content.decode()
    assert not Procedure.objects.exists()


def test_a_unit_made_in_the_administration_has_its_place(administrator: Client) -> None:
    province = UnitFactory.create(province=True)

    administrator.post(
        reverse("units:add"),
        {
            "code": "479",
            "tier": "district",
            "kind": "town",
            "name": "Thị xã Hương Thủy",
            "name_en": "",
            "parent": province.pk,
            "legal_basis": "",
            "valid_from": "2020-01-01",
            "valid_to": "",
        },
    )

    unit = AdminUnit.objects.get(code="479")
    assert unit.path == f"{province.pk}/{unit.pk}/"


def test_the_twelfth_agency_of_a_second_province(administrator: Client) -> None:
    province = UnitFactory.create(province=True)
    agencies = AgencyFactory.create_batch(11, department=True, unit=province)
    procedures = ProcedureFactory.create_batch(50)
    for number, procedure in enumerate(procedures):
        OfferingFactory.create(
            procedure=procedure,
            agency=agencies[number % 11],
            agency_kind="",
            tier="",
            level=4 if number < 8 else 2,
        )
    assert count_by_level(TODAY) == {2: 42, 4: 8}
    assert len(count_by_agency(TODAY)) == 11
    assert sum(count_by_agency(TODAY).values()) == 50

    answer = administrator.post(
        reverse("agencies:add"),
        {
            "identifier": "H33.12",
            "name": "Sở Du lịch",
            "name_en": "",
            "short_name": "",
            "kind": "province_department",
            "tier": "province",
            "unit": province.pk,
            "parent": "",
            "receives_at": "",
            "calendar": "",
            "counts_in_statistics": "on",
            "hours": "",
            "phone": "",
            "email": "",
            "address": "",
            "valid_from": "2020-01-01",
            "valid_to": "",
            **rows("older_identifiers"),
        },
    )

    assert answer.status_code == 302, answer.context["form"].errors
    twelfth = Agency.objects.get(identifier="H33.12")
    assert count_by_agency(TODAY)[twelfth.pk] == 0
    assert len(count_by_agency(TODAY)) == 12


def test_an_offering_touched_by_hand_is_no_longer_derived(
    administrator: Client,
) -> None:
    offering = OfferingFactory.create(is_derived=True)

    administrator.post(
        reverse("offerings:edit", args=[offering.pk]),
        {
            "procedure": offering.procedure_id,
            "agency": "",
            "agency_kind": offering.agency_kind,
            "tier": offering.tier,
            "level": 3,
            "intake_channel": "local_form",
            "outside_url": "",
            "valid_from": "2020-01-01",
            "valid_to": "",
            **rows("exceptions"),
        },
    )

    offering = Offering.objects.get()
    assert (offering.level, offering.is_derived) == (3, False)


# A commune's own staff


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
