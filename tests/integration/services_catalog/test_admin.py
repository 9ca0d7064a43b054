"""The catalogue in the administration, as the clerks of the province use it."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from services_catalog.agencies.models import Agency
from services_catalog.offerings.counts import count_by_agency, count_by_level
from services_catalog.offerings.models import Offering
from services_catalog.procedures.facts import facts_of
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.units.models import AdminUnit
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
from tests.integration.services_catalog.administration import (
    MODELS,
    TODAY,
    rows,
)

pytestmark = pytest.mark.django_db


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
