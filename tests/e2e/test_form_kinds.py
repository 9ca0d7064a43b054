"""Every kind of field in every state: empty, answered, wrong, with a long label."""

import re
from collections.abc import Iterator

import pytest
from django.test import override_settings
from playwright.sync_api import expect
from pytest_django.live_server_helper import LiveServer

from submissions.forms.kinds.registry import all_kinds
from tests.e2e.test_gallery import overflow

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def kinds_address() -> Iterator[str]:
    with override_settings(
        DEBUG=True,
        MIDDLEWARE=["csp.middleware.CSPMiddleware"],
        ROOT_URLCONF="tests.e2e.kinds_urls",
    ):
        server = LiveServer("localhost")
        yield f"{server.url}/cac-loai-muc/"
        server.stop()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_are_accessible_and_fit_a_phone(scheme, page, kinds_address, axe):
    page.emulate_media(color_scheme=scheme)
    page.goto(kinds_address)

    for name in all_kinds():
        expect(page.locator(f"[id='field-{name}-empty']")).to_be_attached()
    axe(page)
    assert overflow(page) == 0
    # The largest choice of the page, and the browser's own on top: 200 per cent.
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    page.evaluate("document.documentElement.style.fontSize = '143%'")
    assert overflow(page) == 0


def test_kinds_are_accessible_on_a_desktop(desktop_page, kinds_address, axe):
    desktop_page.goto(kinds_address)

    axe(desktop_page)
    assert overflow(desktop_page) == 0


def test_a_box_is_ticked_with_the_keyboard_and_read_with_its_text(page, kinds_address):
    page.goto(kinds_address)
    box = page.locator("[id='field-consent-empty']")

    box.focus()
    page.keyboard.press("Space")

    expect(box).to_be_checked()
    expect(box).to_have_accessible_name("Mục consent")
    expect(box).to_have_accessible_description(re.compile("Thông tin được giữ kín"))


def test_a_signature_is_drawn_into_the_file_field(page, kinds_address):
    page.goto(kinds_address)
    field = page.locator("[data-signature]").first
    attach = field.locator("[data-signature-attach]")
    pad = field.locator("canvas")
    pad.scroll_into_view_if_needed()
    expect(attach).to_be_disabled()

    box = pad.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    page.mouse.move(box["x"] + 150, box["y"] + 90, steps=8)
    page.mouse.up()
    attach.click()

    chosen = "input => [...input.files].map(file => [file.name, file.type])"
    files = field.locator("input[type=file]")
    page.wait_for_function(
        "input => input.files.length === 1", arg=files.element_handle()
    )
    assert files.evaluate(chosen) == [["signature-empty.png", "image/png"]]
    field.locator("[data-signature-clear]").click()
    expect(attach).to_be_disabled()


def test_without_a_script_a_picture_of_the_signature_is_attached(
    page_without_script, kinds_address
):
    page_without_script.goto(kinds_address)
    field = page_without_script.locator("[data-signature]").first

    expect(field.locator("input[type=file]")).to_be_visible()
    expect(field.locator("canvas")).to_be_hidden()
