"""What a large form costs: saving, and showing one of its steps."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms_pages.portals.snapshot import forget_portals
from submissions.forms.models import FormVersion
from tests.factories.pages import Province
from tests.integration.submissions.forms.admin_pages import (
    TEXT,
    at,
    posted_form,
    signed_in,
    write_form,
)

pytestmark = pytest.mark.django_db
QUESTIONS, STEPS = 95, 5
HOME = "/huong-thuy/phu-bai/bieu-mau/hen-tiep-cong-dan/"


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


def _large(**posted: Any) -> dict[str, Any]:
    """Ninety-five questions in five steps, every third with a rule."""
    per_step = QUESTIONS // STEPS
    steps = []
    for step in range(STEPS):
        fields = []
        for place in range(per_step):
            number = step * per_step + place
            rule = f"[Câu hỏi {number - 1}] = “có”" if number % 3 == 1 else ""
            field = {**TEXT, "label": f"Câu hỏi {number}", "show_when": rule}
            fields.append(("text", field))
        value = {"title": f"Bước {step}", "intro": "", "fields": streamfield(fields)}
        steps.append(("step", value))
    data: dict[str, Any] = nested_form_data({"steps": streamfield(steps)})
    small = {
        key: value
        for key, value in posted_form(**posted).items()
        if not key.startswith("steps-")
    }
    return {**small, **data}


def test_a_form_of_ninety_five_questions_is_saved_by_few_writes(hue: Province) -> None:
    controller = signed_in(hue.phu_bai.staff("procedure_controller"))
    form = write_form(hue.phu_bai, controller, action="publish")

    with CaptureQueriesContext(connection) as queries:
        answer = controller.post(at("edit", form.pk), _large(action="publish"))

    assert answer.status_code == 302, answer.context["form"].errors
    written = [
        query["sql"]
        for query in queries
        if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))
        and "wagtail" not in query["sql"].split("(")[0]
        and "django_session" not in query["sql"]
    ]
    assert len(written) <= 5, written
    assert len(FormVersion.objects.latest("number").canonical) > 10_000


def test_a_step_of_it_is_drawn_by_eight_queries(hue: Province, client: Client) -> None:
    controller = signed_in(hue.phu_bai.staff("procedure_controller"))
    form = write_form(hue.phu_bai, controller, action="publish")
    controller.post(at("edit", form.pk), _large(action="publish"))
    client.post(HOME)
    client.get(f"{HOME}buoc/3/")

    with CaptureQueriesContext(connection) as queries:
        page = client.get(f"{HOME}buoc/3/")

    assert page.status_code == 200
    assert "Câu hỏi 20" in page.content.decode()
    assert len(queries) <= 8, [query["sql"][:90] for query in queries]
