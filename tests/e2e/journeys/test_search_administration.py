"""What people open is counted, and what an administrator publishes is found at once."""

import sqlite3
import time
from collections import Counter
from contextlib import closing
from urllib.request import urlopen

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from portal.demo.sign_in import DEMO_PASSWORD
from tests.e2e.birth import COMMUNE
from tests.e2e.demo_server import DemoServer
from tests.e2e.pages.public import PortalHome
from tests.e2e.pages.staff import sign_in

pytestmark = pytest.mark.e2e
BEACON = "/tim-kiem/luot-mo/"
ADMIN = "/quan-tri/tim-kiem/"


def test_a_click_on_a_result_says_what_was_opened_and_nothing_of_who(demo, page):
    told, before = [], _counted(demo)
    page.on("request", lambda sent: told.append(sent) if BEACON in sent.url else None)
    results = PortalHome(page, demo.url + COMMUNE).open().search("dang ky khai sinh")

    # A page that is left does not always hear the answer to its beacon.
    with page.expect_request(f"**{BEACON}"):
        results.open_result("Đăng ký khai sinh")

    assert len(told) == 1
    assert "cookie" not in told[0].all_headers()
    clicked = (
        "dang ki khai sinh",
        "/thua-thien-hue/huong-thuy/phu-bai/",
        "procedure",
        "1.001193",
        1,
    )
    until = time.monotonic() + 30
    while (times := _counted(demo)[clicked]) == before[clicked]:
        assert time.monotonic() < until
        time.sleep(0.3)
    assert times == before[clicked] + 1


def _counted(demo: DemoServer) -> Counter[tuple]:
    """The clicks that were written: by requests that come some seconds later."""
    (database,) = demo.var.glob("*.sqlite3")
    # A connection of its own each time, so that every web process gets one.
    urlopen(f"{demo.url}/healthz", timeout=5).close()
    with closing(sqlite3.connect(database)) as connection:
        rows = connection.execute(
            "SELECT text, portal, type, key, position, clicks FROM search_dailyclick"
        ).fetchall()
    return Counter({tuple(place): clicks for *place, clicks in rows})


@pytest.fixture
def admin(demo, desktop_page) -> Page:
    sign_in(desktop_page, demo.url, "admin", DEMO_PASSWORD, to="/quan-tri/")
    return desktop_page


def test_a_rule_is_tried_published_and_found_by_in_every_process(
    demo, admin, page, axe
):
    admin.goto(f"{demo.url}{ADMIN}tu-dong-nghia/them/?says=xyzzyq")
    admin.get_by_label(_("What it means here")).fill("đăng ký khai sinh")
    axe(admin)
    admin.get_by_role("button", name=_("Add to the draft")).click()
    axe(admin)

    admin.goto(f"{demo.url}{ADMIN}xem-truoc/")
    admin.get_by_label(_("Texts to try")).fill("xyzzyq\nkết hôn")
    admin.get_by_role("button", name=_("Compare")).click()
    effect = admin.locator(".search-comparison").first
    expect(effect.locator(".search-place--new").first).to_contain_text(
        "Đăng ký khai sinh"
    )
    assert admin.locator(".search-comparison .search-live").count() == 1
    axe(admin)

    admin.get_by_role("button", name=_("Publish the synonyms")).click()
    admin.wait_for_load_state()
    time.sleep(1.1)
    for _visit in range(6):
        page.goto(f"{demo.url}/tim-kiem/?q=xyzzyq")
        assert page.locator(".nm-result").first.inner_text().count("khai sinh")


def test_a_line_that_is_refused_is_led_to(demo, admin, axe):
    admin.goto(f"{demo.url}{ADMIN}tu-dong-nghia/")
    rules = admin.get_by_label(_("Rules"), exact=True)
    rules.fill(f"{rules.input_value()}x => y\ny => x\n")
    admin.get_by_role("button", name=_("Save the draft")).click()

    admin.locator("a[data-line]").nth(1).click()

    expect(rules).to_be_focused()
    chosen = rules.evaluate(
        "box => box.value.slice(box.selectionStart, box.selectionEnd)"
    )
    assert chosen == "y => x"
    axe(admin)


@pytest.mark.parametrize(
    "path", ["thong-ke/khong-ket-qua/", "thong-ke/mo-nhieu/", "ket-qua-uu-tien/"]
)
def test_lists_are_open_to_everybody_who_may_read_them(demo, admin, axe, path):
    admin.goto(f"{demo.url}{ADMIN}{path}")

    expect(admin.locator("h1").first).to_be_attached()
    axe(admin)
