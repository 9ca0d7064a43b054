"""Who may take a form out and bring one in, by the administration."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from cms_pages.portals.snapshot import forget_portals
from submissions.forms.models import FormDefinition
from tests.factories.pages import Province
from tests.integration.submissions.forms.admin_pages import at, signed_in, write_form

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


@pytest.fixture
def controller(hue: Province) -> Client:
    return signed_in(hue.phu_bai.staff("procedure_controller"))


@pytest.fixture
def form(hue: Province, controller: Client) -> FormDefinition:
    return write_form(hue.phu_bai, controller, action="publish")


def _export(client: Client, form: FormDefinition) -> Any:
    return client.get(reverse("export_form", args=[form.pk]))


def _import(client: Client, text: bytes, **posted: Any) -> Any:
    file = SimpleUploadedFile("bieu-mau.json", text, "application/json")
    return client.post(reverse("import_form"), {"file": file, **posted})


def test_its_editor_takes_a_form_out_and_brings_it_back_as_a_draft(
    controller: Client, form: FormDefinition
) -> None:
    listed = controller.get(at("list")).content.decode()
    assert reverse("export_form", args=[form.pk]) in listed
    assert reverse("import_form") in listed
    exported = _export(controller, form)
    assert exported["Content-Disposition"].endswith('"hen-tiep-cong-dan.json"')

    data = {**json.loads(exported.content), "title": "Đơn mới"}
    answer = _import(controller, json.dumps(data).encode(), replace="on")

    assert answer["Location"] == at("edit", form.pk)
    form.refresh_from_db()
    assert form.title == "Đơn hẹn tiếp công dân"
    assert form.get_latest_revision_as_object().title == "Đơn mới"


def test_a_new_form_belongs_to_a_place_of_the_editors_own(
    hue: Province, controller: Client, form: FormDefinition
) -> None:
    data = {**json.loads(_export(controller, form).content), "slug": "don-khac"}
    text = json.dumps(data).encode()

    assert "don-khac" not in FormDefinition.objects.values_list("slug", flat=True)
    refused = _import(controller, text, owner_unit=hue.thuy_phuong.unit.pk)
    assert refused.status_code == 200
    nobody = _import(controller, text)
    assert "owner_unit" in nobody.context["form"].errors
    _import(controller, text, owner_unit=hue.phu_bai.unit.pk)
    assert FormDefinition.objects.get(slug="don-khac").owner_unit == hue.phu_bai.unit


def test_strangers_take_nothing_out_and_replace_nothing(
    hue: Province, controller: Client, form: FormDefinition
) -> None:
    text = _export(controller, form).content
    for stranger in (
        hue.thuy_phuong.staff("procedure_controller"),
        hue.district.staff("editor"),
    ):
        client = signed_in(stranger)
        assert _export(client, form).status_code == 404
        answer = _import(client, text, replace="on")
        assert answer.status_code == 200
        assert "file" in answer.context["form"].errors
        assert "Phú Bài" not in str(answer.context["form"].errors)
    assert form.revisions.count() == 1


def test_officers_and_strangers_find_no_door(
    hue: Province, form: FormDefinition
) -> None:
    officer = signed_in(hue.phu_bai.staff("officer"))
    for client in (officer, Client()):
        for address in (
            reverse("import_form"),
            reverse("export_form", args=[form.pk]),
        ):
            assert client.get(address).status_code in {302, 403, 404}


def test_what_is_no_form_is_told_at_the_file(controller: Client) -> None:
    answer = _import(controller, b"{}", replace="on")
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]
