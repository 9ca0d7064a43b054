"""Nobody sees or touches a form of another unit: door by door, by address typed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from cms_pages.portals.snapshot import forget_portals
from submissions.forms.models import FormDefinition, FormVersion
from submissions.forms.rights import editable_forms, usable_forms
from tests.factories.forms import make_definition
from tests.factories.pages import Place, Province
from tests.integration.submissions.forms.admin_pages import (
    at,
    posted_form,
    signed_in,
    write_form,
)

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]

# ASCII: JSON answers escape everything else.
SECRET = "Bieumaukin"
# Who looks, and at whose: neighbours, upwards, and a district downwards.
PAIRS = [
    ("phu_bai", "thuy_phuong"),
    ("phu_bai", "district"),
    ("district", "phu_bai"),
    ("district", "province"),
]
ROLES = ["editor", "publisher", "site_administrator", "procedure_controller"]


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


@dataclass(frozen=True, slots=True)
class Theirs:
    """A live form with a newer draft that awaits approval, and what belongs to it."""

    form: FormDefinition
    first: Revision
    last: Revision
    workflow: WorkflowState
    state: TaskState

    @property
    def addresses(self) -> dict[str, str]:
        """Every address of the form, by the name of its view."""
        key, first, last = self.form.pk, self.first.pk, self.last.pk
        return {
            **{name: at(name, key) for name in _BY_KEY},
            "revisions_view": at("revisions_view", key, first),
            "revisions_revert": at("revisions_revert", key, first),
            "revisions_compare": at("revisions_compare", key, first, last),
            "revisions_unschedule": at("revisions_unschedule", key, last),
            "workflow_action": at("workflow_action", key, "approve", self.state.pk),
            "collect_workflow_action_data": at(
                "collect_workflow_action_data", key, "reject", self.state.pk
            ),
            "workflow_preview": at("workflow_preview", key, self.state.task_id),
            "workflow_history_detail": at(
                "workflow_history_detail", key, self.workflow.pk
            ),
        }

    def snapshot(self) -> tuple[Any, ...]:
        """Whatever a stranger could have changed."""
        row = FormDefinition.objects.filter(pk=self.form.pk).values_list(
            "title", "live", "locked", "latest_revision", "has_unpublished_changes"
        )
        states = TaskState.objects.order_by("pk").values_list("pk", "status")
        return (
            list(row),
            list(states),
            FormVersion.objects.count(),
            FormDefinition.objects.count(),
            Revision.objects.count(),
        )


_BY_KEY = (
    "edit",
    "delete",
    "usage",
    "history",
    "history_results",
    "copy",
    "inspect",
    "preview_on_edit",
    "unpublish",
    "lock",
    "unlock",
    "confirm_workflow_cancellation",
    "workflow_history",
)


def theirs_at(place: Place) -> Theirs:
    publisher, editor = signed_in(place.publisher()), signed_in(place.editor())
    slug = f"kin-{place.unit.code}"
    form = write_form(
        place, publisher, slug=slug, title=f"{SECRET} một", action="publish"
    )
    first = form.latest_revision
    editor.post(
        at("edit", form.pk),
        posted_form(slug=slug, title=f"{SECRET} hai", action="submit"),
    )
    form.refresh_from_db()
    workflow = form.current_workflow_state
    return Theirs(
        form, first, form.latest_revision, workflow, workflow.current_task_state
    )


def test_the_addresses_tried_are_all_that_a_form_has(hue: Province) -> None:
    viewset = FormDefinition.snippet_viewset
    tried = {*theirs_at(hue.phu_bai).addresses}

    assert {pattern.name for pattern in viewset.get_urlpatterns()} == tried | {
        "list",
        "list_results",
        "add",
        "preview_on_add",
    }


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_no_address_of_a_form_answers_a_stranger(
    hue: Province, mine: str, theirs: str
) -> None:
    target = theirs_at(getattr(hue, theirs))
    before = target.snapshot()
    for role in ROLES:
        client = signed_in(getattr(hue, mine).staff(role))
        for name, address in target.addresses.items():
            for response in (
                client.get(address),
                client.post(address, posted_form(title="Đã bị sửa", action="publish")),
            ):
                assert response.status_code in {302, 403, 405}, (role, name)
                assert SECRET not in response.content.decode(), (role, name)
                if response.status_code == 302:
                    assert response["Location"] == "/quan-tri/", (role, name)
    assert target.snapshot() == before


def test_the_same_addresses_open_to_the_forms_own_people(hue: Province) -> None:
    target = theirs_at(hue.phu_bai)
    client = signed_in(hue.phu_bai.publisher())
    closed = {"delete", "lock", "unlock", "revisions_unschedule"}

    answers = {
        name: client.get(address).status_code
        for name, address in target.addresses.items()
        if name not in closed
    }

    assert answers == dict.fromkeys(answers, 200)


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_lists_and_choosers_name_no_form_of_strangers(
    hue: Province, mine: str, theirs: str
) -> None:
    form = make_definition("kin", title=SECRET, owner_unit=getattr(hue, theirs).unit)
    client = signed_in(getattr(hue, mine).editor())
    chooser = "wagtailsnippetchoosers_submissions_formdefinition"
    # What a unit above made may be used below, and no more than used.
    may_use = (mine, theirs) in {("phu_bai", "district"), ("district", "province")}

    for address in (at("list"), at("list_results"), f"{at('list')}?q={SECRET}"):
        response = client.get(address)
        assert response.status_code == 200
        assert at("edit", form.pk) not in response.content.decode()
        assert f"{SECRET}<" not in response.content.decode()
    for address in (
        reverse(f"{chooser}:choose"),
        reverse(f"{chooser}:choose_results"),
        reverse(f"{chooser}:chosen", args=[form.pk]),
        reverse(f"{chooser}:chosen_multiple") + f"?id={form.pk}",
    ):
        response = client.get(address)
        assert (SECRET in response.content.decode()) == may_use, address


def test_deleting_several_forms_leaves_strangers_alone_and_unnamed(
    hue: Province,
) -> None:
    form = make_definition("kin", title=SECRET, owner_unit=hue.thuy_phuong.unit)
    own = make_definition("rieng", title="Cua ta", owner_unit=hue.phu_bai.unit)
    client = signed_in(hue.phu_bai.publisher())
    address = reverse(
        "wagtail_bulk_action", args=["submissions", "formdefinition", "delete"]
    )
    for asked in (f"?id={form.pk}&id={own.pk}", "?id=all"):
        page = client.get(address + asked).content.decode()
        assert "Cua ta" in page
        assert SECRET not in page

    client.post(f"{address}?id=all")

    assert list(FormDefinition.objects.all()) == [form]


def test_approving_beside_ones_own_form_approves_no_other(hue: Province) -> None:
    """The address names one's own form, and the state of a neighbour's."""
    ours, target = theirs_at(hue.phu_bai), theirs_at(hue.thuy_phuong)
    before = target.snapshot()
    client = signed_in(hue.phu_bai.publisher())

    for action in ("approve", "reject"):
        client.post(at("workflow_action", ours.form.pk, action, target.state.pk))

    assert target.snapshot() == before


def test_revisions_of_another_form_do_not_open_beside_ones_own(hue: Province) -> None:
    ours, target = theirs_at(hue.phu_bai), theirs_at(hue.thuy_phuong)
    client = signed_in(hue.phu_bai.publisher())
    key, foreign = ours.form.pk, target.last.pk

    for address in (
        at("revisions_view", key, foreign),
        at("revisions_revert", key, foreign),
        at("revisions_compare", key, foreign, "latest"),
        at("workflow_history_detail", key, target.workflow.pk),
    ):
        assert client.get(address).status_code == 404, address


def test_a_form_cannot_be_made_in_the_name_of_another_unit(hue: Province) -> None:
    client = signed_in(hue.phu_bai.publisher())

    for owner in (
        {"owner_unit": hue.thuy_phuong.unit.pk},
        {"owner_unit": hue.district.unit.pk},
        {"owner_agency": hue.thuy_phuong.agency.pk},
    ):
        response = client.post(at("add"), posted_form(action="publish", **owner))
        assert response.status_code == 200
        assert response.context["form"].errors
        assert hue.thuy_phuong.unit.name not in client.get(at("add")).content.decode()
    assert FormDefinition.objects.count() == 0


def test_desk_staff_and_citizens_reach_no_form_at_all(
    hue: Province, client: Client
) -> None:
    target = theirs_at(hue.phu_bai)
    officer = signed_in(hue.phu_bai.staff("officer"))

    for person in (officer, client):
        for name, address in {**target.addresses, "list": at("list")}.items():
            response = person.get(address)
            assert response.status_code in {302, 403}, name
            assert SECRET not in response.content.decode(), name


def test_a_role_that_ended_or_has_not_begun_gives_no_form(hue: Province) -> None:
    make_definition("kin", owner_unit=hue.phu_bai.unit)
    person = hue.phu_bai.publisher()
    assignment = person.assignments.get()
    assert editable_forms(person).count() == 1

    assignment.valid_to = timezone.localdate()
    assignment.save()

    assert editable_forms(person).count() == 0
    assert usable_forms(person).count() == 0
