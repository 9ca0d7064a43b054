"""How the people of the admin work on a form: addresses and what they post."""

from typing import Any

from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from submissions.forms.models import FormDefinition
from tests.factories.pages import Place

NAMESPACE = "wagtailsnippets_submissions_formdefinition"
TEXT = {
    "key": "",
    "label": "Họ tên",
    "help": "",
    "required": "on",
    "sensitivity": "personal",
    "max_length": "100",
}


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def at(name: str, *args: Any) -> str:
    """The address of one of the form editor's views."""
    return reverse(f"{NAMESPACE}:{name}", args=args)


def posted_form(
    labels: tuple[str, ...] = ("Họ tên",), *, action: str = "", **values: Any
) -> dict[str, Any]:
    """The editor's form filled in: one step with a text field for every label."""
    fields = streamfield([("text", {**TEXT, "label": label}) for label in labels])
    step = {"title": "Người đề nghị", "intro": "", "fields": fields}
    data: dict[str, Any] = nested_form_data(
        {
            "title": "Đơn hẹn tiếp công dân",
            "title_en": "",
            "slug": "hen-tiep-cong-dan",
            "intro": "",
            "steps": streamfield([("step", step)]),
            "declaration": "",
            "draft_policy": "keep",
            "owner_unit": "",
            "owner_agency": "",
            "go_live_at": "",
            "expire_at": "",
            **values,
        }
    )
    return {**data, **({f"action-{action}": "1"} if action else {})}


def write_form(place: Place, writer: Client, **posted: Any) -> FormDefinition:
    """A form made by the place's own staff through the admin."""
    data = posted_form(owner_unit=place.unit.pk, **posted)
    response = writer.post(at("add"), data)
    assert response.status_code == 302, response.context["form"].errors
    return FormDefinition.objects.get(slug=data["slug"])
