"""A form changes while people use it: what was submitted and begun stays as it was."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from cms_pages.portals.snapshot import forget_portals
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.forms.models import FormDefinition
from tests.factories.pages import Province
from tests.factories.services_catalog import WorkCalendarFactory
from tests.integration.submissions.forms.admin_pages import (
    at,
    posted_form,
    signed_in,
    write_form,
)
from tests.integration.submissions.forms.conftest import posted_applicant

pytestmark = pytest.mark.django_db

HOME = "/huong-thuy/phu-bai/bieu-mau/hen-tiep-cong-dan/"
BEFORE = ("Họ tên người hẹn",)
AFTER = ("Họ tên người hẹn", "Muốn gặp ai")


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


@pytest.fixture(autouse=True)
def _calendar(db: None) -> None:
    WorkCalendarFactory(default=True)


def begin(citizen: Client, hue: Province) -> Draft:
    """A draft whose applicant is told; the form's own first step comes next."""
    citizen.post(HOME)
    posted = {**posted_applicant(hue.phu_bai.unit.code), "_revision": "0"}
    response = citizen.post(f"{HOME}buoc/1/", posted)
    assert response.status_code == 302, response.content.decode()
    return Draft.objects.latest("pk")


def submit(citizen: Client, draft: Draft) -> Dossier:
    answers = {"ho_ten_nguoi_hen": "Lê Thị Hoa", "_revision": str(draft.revision)}
    response = citizen.post(f"{HOME}buoc/2/", answers)
    assert response.status_code == 302, response.content.decode()
    draft.refresh_from_db()
    data = {
        "_key": str(draft.public_id),
        "_revision": str(draft.revision),
        "declaration": "true",
    }
    response = citizen.post(f"{HOME}nop/", data)
    assert "/bien-nhan/" in response["Location"]
    return Dossier.objects.latest("pk")


def change(controller: Client, form: FormDefinition, policy: str) -> None:
    """The same first field, another label beside it, published."""
    page = controller.get(at("edit", form.pk))
    field_id = page.context["form"].instance.steps[0].value["fields"][0].id
    posted = posted_form(AFTER, action="publish", draft_policy=policy)
    posted["steps-0-value-fields-0-id"] = field_id
    response = controller.post(at("edit", form.pk), posted)
    assert response.status_code == 302


def test_dossiers_and_kept_drafts_show_the_form_as_it_was(hue: Province) -> None:
    controller = signed_in(hue.phu_bai.staff("procedure_controller"))
    form = write_form(hue.phu_bai, controller, labels=BEFORE, action="publish")
    dossier = submit(first := Client(), begin(first, hue))
    waiting = Client()
    kept = begin(waiting, hue)

    change(controller, form, "keep")

    officer = signed_in(hue.phu_bai.staff("officer"))
    desk = officer.get(f"/quan-tri/ho-so/{dossier.code}/").content.decode()
    assert "Họ tên người hẹn" in desk
    assert "Lê Thị Hoa" in desk
    assert "Muốn gặp ai" not in desk
    step = waiting.get(f"{HOME}buoc/2/").content.decode()
    assert "Họ tên người hẹn" in step
    assert "Muốn gặp ai" not in step
    assert submit(waiting, kept).form_version == dossier.form_version
    begin(newcomer := Client(), hue)
    assert "Muốn gặp ai" in newcomer.get(f"{HOME}buoc/2/").content.decode()


def test_drafts_move_to_the_new_version_if_the_publisher_says_so(
    hue: Province,
) -> None:
    controller = signed_in(hue.phu_bai.staff("procedure_controller"))
    form = write_form(hue.phu_bai, controller, labels=BEFORE, action="publish")
    draft = begin(citizen := Client(), hue)

    change(controller, form, "move")

    assert "Muốn gặp ai" in citizen.get(f"{HOME}buoc/2/").content.decode()
    draft.refresh_from_db()
    assert draft.form_version.number == 2


def test_a_field_keeps_its_key_when_its_label_changes(hue: Province) -> None:
    controller = signed_in(hue.phu_bai.staff("procedure_controller"))
    form = write_form(hue.phu_bai, controller, labels=BEFORE, action="publish")
    page = controller.get(at("edit", form.pk))
    field_id = page.context["form"].instance.steps[0].value["fields"][0].id

    posted = posted_form(("Tên đầy đủ",), action="publish")
    posted["steps-0-value-fields-0-id"] = field_id
    controller.post(at("edit", form.pk), posted)

    latest = form.versions.get(number=2)
    assert '"key":"ho_ten_nguoi_hen"' in latest.canonical
    assert '"label":"Tên đầy đủ"' in latest.canonical
