"""Photographs of one paper, chosen together on a phone, arrive as one document."""

import re

import pytest
from playwright.sync_api import expect

from submissions.files.models import Paper
from tests.factories.forms import make_version
from tests.factories.papers import packed, page_of_text
from tests.factories.services_catalog import AgencyFactory, WorkCalendarFactory
from tests.integration.submissions.forms.conftest import HOME

pytestmark = pytest.mark.e2e


@pytest.fixture
def asked(live_server, settings):
    """A form with one question, whose photographs are joined."""
    settings.ROOT_URLCONF = "tests.integration.submissions.forms.urls"
    WorkCalendarFactory(default=True)
    AgencyFactory()
    field = {
        "kind": "file",
        "key": "certificate",
        "label": "Giấy chứng sinh",
        "accept": ["pdf", "jpg", "png"],
        "join_photographs": True,
    }
    make_version(steps=[{"title": "Giấy tờ", "fields": [field]}])
    return live_server.url


def test_two_photographs_chosen_together_are_one_document(page, asked, axe):
    page.goto(f"{asked}{HOME}")
    page.locator("form[method=post] button[type=submit]").first.click()
    page.goto(f"{asked}{HOME}buoc/2/")
    sheet = packed(page_of_text())
    photographs = [
        {"name": name, "mimeType": "image/jpeg", "buffer": sheet}
        for name in ("trước.jpg", "sau.jpg")
    ]

    page.locator("input[type=file]").set_input_files(photographs)

    status = page.locator("[data-status] li")
    expect(status).to_have_attribute("data-kind", "ok")
    expect(status).to_have_text(re.compile("nhận"))
    axe(page)
    paper = Paper.objects.get()
    assert (paper.original_name, paper.pages) == ("trước.pdf", 2)
    page.reload()
    expect(page.locator(".nm-drop__file")).to_contain_text("trước.pdf")
