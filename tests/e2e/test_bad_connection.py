"""A file sent over a connection that breaks: nothing is lost, nothing sent twice."""

import os

import pytest
from PIL import Image
from playwright.sync_api import expect

from submissions.files.models import Paper
from tests.e2e.test_photographs import asked
from tests.factories.papers import packed, page_of_text
from tests.integration.submissions.forms.conftest import HOME

__all__ = ["asked"]
pytestmark = pytest.mark.e2e


def large_photograph() -> bytes:
    """Noise does not pack: some 2 MB, so four parts."""
    noise = Image.frombytes("RGB", (1200, 800), os.urandom(1200 * 800 * 3))
    return packed(noise, quality=100)


def begun(page, asked):
    page.goto(f"{asked}{HOME}")
    page.locator("form[method=post] button[type=submit]").first.click()
    page.goto(f"{asked}{HOME}buoc/2/")


def chosen(page, content):
    file = {"name": "giấy.jpg", "mimeType": "image/jpeg", "buffer": content}
    page.locator("input[type=file]").set_input_files(file)


def test_it_goes_on_where_the_connection_broke(page, asked):
    begun(page, asked)
    parts = []

    def breaking(route):
        if route.request.method != "PATCH":
            return route.continue_()
        parts.append(route.request.headers["upload-offset"])
        # The second part is lost on its way, the third's answer on the way back.
        if len(parts) == 2:
            return route.abort("connectionreset")
        if len(parts) == 4:
            route.fetch()
            return route.abort("connectionreset")
        return route.continue_()

    page.route("**/phan/**", breaking)
    content = large_photograph()
    assert len(content) > 3 * 512 * 1024
    chosen(page, content)

    status = page.locator("[data-status] li")
    expect(status).to_contain_text("mất kết nối")
    expect(status).to_have_attribute("data-kind", "ok", timeout=20_000)
    part = 512 * 1024
    assert parts[:3] == ["0", str(part), str(part)]
    assert parts[3:5] == [str(2 * part), str(2 * part)]
    assert Paper.objects.count() == 1


def test_when_it_stays_away_the_citizen_tries_again(page, asked, axe):
    begun(page, asked)
    page.clock.install()
    page.route("**/phan/**", lambda route: route.abort("internetdisconnected"))
    chosen(page, packed(page_of_text()))

    again = page.get_by_role("button", name="Thử lại")
    for _ in range(8):
        page.wait_for_timeout(100)
        page.clock.fast_forward(31_000)
    expect(again).to_be_visible()
    axe(page)
    page.unroute("**/phan/**")
    again.click()

    expect(page.locator("[data-status] li")).to_have_attribute("data-kind", "ok")
    assert Paper.objects.count() == 1
