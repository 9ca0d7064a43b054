"""Forms are made, approved, published and changed through the admin."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import TaskState

from cms_pages.portals.snapshot import forget_portals
from services_catalog.staff.models import Role, StaffAssignment
from submissions.forms.models import FormDefinition, FormVersion
from tests.factories.forms import make_definition
from tests.factories.pages import Province
from tests.factories.services_catalog import SINCE
from tests.integration.submissions.forms.admin_pages import (
    at,
    posted_form,
    signed_in,
    write_form,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    """The whole house, not the one portal of this folder's other journeys."""
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


def test_an_editors_form_goes_live_when_the_publisher_approves_it(
    hue: Province,
) -> None:
    editor = signed_in(hue.phu_bai.editor())
    assert editor.get(at("add")).status_code == 200
    form = write_form(hue.phu_bai, editor, action="submit")
    assert not form.live
    assert form.owner_unit == hue.phu_bai.unit
    assert FormVersion.objects.count() == 0

    person = hue.phu_bai.publisher()
    publisher = signed_in(person)
    state = TaskState.objects.get(status="in_progress")
    assert form.title in publisher.get("/quan-tri/").content.decode()
    publisher.post(at("workflow_action", form.pk, "approve", state.pk))

    form.refresh_from_db()
    assert form.live
    version = FormVersion.objects.get(definition=form)
    assert version.number == 1
    assert version.published_by == person


def test_an_editor_cannot_publish_by_naming_the_action(hue: Province) -> None:
    editor = signed_in(hue.phu_bai.editor())
    form = write_form(hue.phu_bai, editor)

    page = editor.get(at("edit", form.pk)).content.decode()
    editor.post(at("edit", form.pk), posted_form(action="publish"))

    assert "action-publish" not in page
    form.refresh_from_db()
    assert not form.live
    assert FormVersion.objects.count() == 0


def test_a_publisher_publishes_and_changes_and_the_old_version_stays(
    hue: Province,
) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    form = write_form(hue.phu_bai, publisher, action="publish")
    first = FormVersion.objects.get(definition=form)
    page = publisher.get(at("edit", form.pk)).content.decode()
    assert "action-publish" in page
    assert "unpublish" in page

    changed = posted_form(("Họ tên", "Nội dung"), action="publish", draft_policy="move")
    publisher.post(at("edit", form.pk), changed)

    second = FormVersion.objects.get(definition=form, number=2)
    assert '"label":"Nội dung"' in second.canonical
    assert second.draft_policy == "move"
    unchanged = FormVersion.objects.get(pk=first.pk)
    assert unchanged.canonical == first.canonical


def test_a_scheduled_first_publication_freezes_nothing_yet(hue: Province) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    tomorrow = timezone.localtime() + timedelta(days=1)
    form = write_form(
        hue.phu_bai,
        publisher,
        action="publish",
        go_live_at=tomorrow.strftime("%d/%m/%Y %H:%M"),
    )

    assert not form.live
    assert form.latest_revision.approved_go_live_at is not None
    assert FormVersion.objects.count() == 0


def test_a_form_without_fields_is_not_approved(hue: Province) -> None:
    editor, publisher = (
        signed_in(hue.phu_bai.editor()),
        signed_in(hue.phu_bai.publisher()),
    )
    form = write_form(hue.phu_bai, editor, action="submit")
    state = TaskState.objects.get(status="in_progress")
    # What awaits approval is emptied before it is approved.
    publisher.post(at("edit", form.pk), posted_form(()))

    response = publisher.post(
        at("workflow_action", form.pk, "approve", state.pk), follow=True
    )

    assert response.status_code == 200
    form.refresh_from_db()
    assert not form.live
    assert FormVersion.objects.count() == 0
    assert TaskState.objects.get(pk=state.pk).status == "in_progress"


def test_a_form_without_owner_or_with_two_is_refused_by_name(hue: Province) -> None:
    place = hue.phu_bai
    editor = signed_in(place.editor())

    for owners in (
        {},
        {"owner_unit": place.unit.pk, "owner_agency": place.agency.pk},
    ):
        response = editor.post(at("add"), posted_form(**owners))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == ["owner_unit"]
        assert "Đơn hẹn tiếp công dân" in response.content.decode()
    assert FormDefinition.objects.count() == 0


def test_a_key_that_another_field_has_is_refused_at_the_steps(hue: Province) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    data = posted_form(("Họ tên", "Nội dung"), owner_unit=hue.phu_bai.unit.pk)
    for number in (0, 1):
        data[f"steps-0-value-fields-{number}-value-key"] = "ho_ten"

    response = publisher.post(at("add"), data)

    assert response.status_code == 200
    assert "steps" in response.context["form"].errors
    assert "ho_ten" in str(response.context["form"].errors["steps"])


def test_the_owner_of_a_form_stays_whatever_is_posted_or_restored(
    hue: Province,
) -> None:
    administrator = signed_in(hue.province.staff("editor", is_superuser=True))
    form = write_form(hue.phu_bai, administrator, action="publish")

    moved = posted_form(owner_unit=hue.thuy_phuong.unit.pk, action="publish")
    administrator.post(at("edit", form.pk), moved)
    stale = form.revisions.first()
    stale.content["owner_unit"] = hue.thuy_phuong.unit.pk
    stale.save()
    stale.publish()

    form.refresh_from_db()
    assert form.owner_unit == hue.phu_bai.unit


def test_the_preview_shows_the_form_as_citizens_will_see_it(hue: Province) -> None:
    editor = signed_in(hue.phu_bai.editor())
    form = write_form(hue.phu_bai, editor)
    address = at("preview_on_edit", form.pk)

    answer = editor.post(address, posted_form(("Nội dung cần gặp",)))
    assert answer.json() == {"is_valid": True, "is_available": True}
    response = editor.get(address)
    page = response.content.decode()

    assert response["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'none'" not in response.get("Content-Security-Policy", "")
    assert "Nội dung cần gặp" in page
    assert 'name="noi_dung_can_gap"' in page
    assert 'name="person_id"' in page
    assert "nm-" in page
    revision = form.latest_revision
    shown = editor.get(at("revisions_view", form.pk, revision.pk)).content.decode()
    assert "Họ tên" in shown


def test_a_copy_is_a_new_form_of_ones_own(hue: Province) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    form = write_form(hue.phu_bai, publisher, action="publish")

    page = publisher.get(at("copy", form.pk))
    posted = publisher.post(at("copy", form.pk), posted_form())

    assert page.status_code == 200
    assert page.context["form"].instance.pk is None
    assert posted.status_code == 405
    assert FormDefinition.objects.count() == 1


def test_what_was_never_published_may_be_deleted_the_rest_not(hue: Province) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    draft = write_form(hue.phu_bai, publisher)
    live = write_form(hue.phu_bai, publisher, slug="don-khac", action="publish")

    publisher.post(at("delete", draft.pk))
    publisher.post(at("delete", live.pk))

    assert list(FormDefinition.objects.all()) == [live]


def test_a_procedure_controller_publishes_forms_of_the_unit(hue: Province) -> None:
    controller = signed_in(hue.district.staff("procedure_controller"))

    form = write_form(hue.district, controller, action="publish")

    assert form.live
    assert FormVersion.objects.get(definition=form).number == 1


def test_publishing_here_gives_no_right_to_publish_there(hue: Province) -> None:
    """Somebody may hold two roles at two places."""
    person = hue.phu_bai.publisher()
    client = two_roles(person, hue)

    form = write_form(hue.thuy_phuong, client, action="publish")
    page = client.get(at("edit", form.pk)).content.decode()
    client.post(at("edit", form.pk), posted_form(action="publish"))
    client.post(at("unpublish", form.pk))

    form.refresh_from_db()
    assert not form.live
    assert "action-publish" not in page
    assert FormVersion.objects.count() == 0


def two_roles(person: Any, hue: Province) -> Client:
    StaffAssignment.objects.create(
        user=person, role=Role.EDITOR, unit=hue.thuy_phuong.unit, valid_from=SINCE
    )
    return signed_in(person)


def test_the_list_asks_as_much_for_many_forms_as_for_few(hue: Province) -> None:
    publisher = signed_in(hue.phu_bai.publisher())
    asked = []
    for numbers in (range(3), range(3, 12)):
        for number in numbers:
            make_definition(f"don-{number}", owner_unit=hue.phu_bai.unit)
        publisher.get(at("list"))
        with CaptureQueriesContext(connection) as queries:
            response = publisher.get(at("list"))
            asked.append(len(queries))

    assert response.context["page_obj"].paginator.count == 12
    assert asked[0] == asked[1]
    assert asked[1] <= 80
