"""Editors try a form; nothing of it is kept, and no stranger sees it."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms_pages.portals.snapshot import forget_portals
from submissions.drafts.models import Draft
from submissions.files.models import Paper
from submissions.forms.importing import steps_of
from submissions.forms.models import FormDefinition
from tests.factories.pages import Province
from tests.integration.submissions.forms.admin_pages import signed_in
from tests.integration.submissions.forms.conftest import png
from tests.integration.submissions.forms.test_groups import STEPS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _portal(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = "portal.urls"
    forget_portals()
    yield
    forget_portals()


@pytest.fixture
def form(hue: Province) -> FormDefinition:
    paper = {
        "kind": "file",
        "key": "paper",
        "label": "Giấy khai sinh",
        "required": True,
        "accept": ["png"],
    }
    steps = [{**STEPS[0], "fields": [*STEPS[0]["fields"], paper]}]
    form = FormDefinition.objects.create(
        slug="thu",
        title="Đơn thử",
        steps=steps_of("thu", steps),
        owner_unit=hue.phu_bai.unit,
        live=False,
    )
    form.save_revision()
    return form


@pytest.fixture
def editor(hue: Province) -> Client:
    return signed_in(hue.phu_bai.staff("editor"))


def _address(form: FormDefinition) -> str:
    return reverse("try_form", args=[form.pk])


def test_an_unpublished_form_is_tried_with_rows_rules_and_papers(
    editor: Client, form: FormDefinition
) -> None:
    page = editor.get(_address(form)).content.decode()
    assert "Đơn thử" in page
    assert 'name="children.1.name"' in page
    assert "data-form-rules" in page

    rows = {"children.rows": "1", "children.1.name": "An", "children.1.share": "5"}
    missed = editor.post(_address(form), rows).content.decode()
    assert 'href="#field-paper"' in missed
    assert 'value="An"' in missed

    stands = editor.post(_address(form), {**rows, "paper": png()}).content.decode()
    assert "1. Họ tên: An; Phần góp: 5" in stands
    assert "data-error-summary" not in stands


def test_a_row_more_is_no_judgement(editor: Client, form: FormDefinition) -> None:
    rows = {"children.rows": "1", "children.1.name": "", "_add_row": "children"}
    page = editor.post(_address(form), rows).content.decode()
    assert "data-error-summary" not in page


def test_nothing_of_a_trial_is_kept(editor: Client, form: FormDefinition) -> None:
    rows = {"children.rows": "1", "children.1.name": "An"}
    answer = editor.post(_address(form), {**rows, "paper": png()})
    assert "no-store" in answer["Cache-Control"]
    assert not Draft.objects.exists()
    assert not Paper.objects.exists()
    assert not form.versions.exists()


def test_strangers_find_no_trial(hue: Province, form: FormDefinition) -> None:
    for user, status in (
        (hue.thuy_phuong.staff("editor"), 404),
        (hue.district.staff("publisher"), 404),
        (hue.phu_bai.staff("officer"), 302),
    ):
        assert signed_in(user).get(_address(form)).status_code in {status, 403}
    assert Client().get(_address(form)).status_code == 302
