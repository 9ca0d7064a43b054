"""A citizen on a phone: from words without tones to the slip of receipt."""

import re

import pytest
from playwright.sync_api import expect

from submissions.dossiers.lifecycle import Action
from submissions.notifications.subjects import SUBJECTS
from tests.e2e.birth import (
    COMMUNE,
    PROCEDURE,
    attach_papers,
    fill_applicant,
    fill_child,
    fill_father,
    fill_mother,
)
from tests.e2e.pages.form import FormPages
from tests.e2e.pages.public import OwnDossier, PortalHome, ProcedurePage, Tracking

pytestmark = pytest.mark.e2e


def _is_wider_than_the_screen(page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def _fill_to_the_check_page(form, folder, look=lambda: None) -> None:
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    look()
    fill_child(form)
    form.go_on().wait_for_step(3)
    fill_mother(form)
    form.go_on().wait_for_step(4)
    fill_father(form)
    form.go_on().wait_for_step(5)
    attach_papers(form, folder)
    look()
    form.go_on().wait_for_check()
    look()


def test_a_child_is_registered_in_the_page_of_the_procedure(
    demo, page, axe, tmp_path
) -> None:
    refused = []
    page.on("console", lambda m: refused.append(m.text) if m.type == "error" else None)

    def look() -> None:
        axe(page)
        assert not _is_wider_than_the_screen(page)

    home = PortalHome(page, demo.url + COMMUNE).open()
    look()
    results = home.search("dang ky khai sinh")
    look()
    assert results.titles[0] == "Đăng ký khai sinh"

    procedure = results.open_result("Đăng ký khai sinh")
    assert page.url == demo.url + PROCEDURE
    assert procedure.title == "Đăng ký khai sinh"
    assert procedure.unit == "Phường Phú Bài"

    form = FormPages(page, procedure.form_region)
    form.begin()
    look()
    assert page.url == demo.url + PROCEDURE
    assert page.locator("h1").count() == 1

    fill_applicant(form, person_id="04619400077")
    form.go_on()
    expect(form.error_summary).to_be_focused()
    look()
    assert form.follow_first_error() == "field-person_id"
    assert form.value("Số định danh cá nhân") == "04619400077"
    assert "bạn đã nhập 11" in form.region.inner_text()

    _fill_to_the_check_page(form, tmp_path, look)
    assert "Trần Lê Bảo Châu" in form.region.inner_text()
    form.go_on_without_declaration()
    assert form.follow_first_error() == "declaration"
    form.declare().submit(twice=True)

    own = OwnDossier(page)
    look()
    assert re.fullmatch(r"H57\.35\.01-\d{6}-\d{4}", own.code)
    assert page.locator(".nm-receipt__qr svg").count() == 1
    # Anything but a missing picture or script: the policy refuses nothing.
    assert [text for text in refused if "Content Security" in text] == []

    code, link = own.code, page.url
    tracking = Tracking(page, demo.url).look_up(code)
    look()
    assert tracking.stage == "Đã nhận hồ sơ"
    for secret in ("Lê Thị Hoài Thương", "Trần Lê Bảo Châu", "Đăng ký khai sinh"):
        assert secret not in tracking.text
        assert secret not in page.title()

    page.goto(link)
    assert "Chờ tiếp nhận" in own.text
    assert own.entries == [str(SUBJECTS[Action.SUBMIT])]
    assert "no-store" in page.request.get(link).headers["cache-control"]


def test_a_double_click_makes_one_dossier(demo, page, desktop_page, tmp_path) -> None:
    """The next dossier of that day has the next number: none was lost or doubled."""
    numbers = []
    for browser_page in (page, desktop_page):
        browser_page.goto(f"{demo.url}{PROCEDURE}nop/")
        form = FormPages(browser_page).begin()
        _fill_to_the_check_page(form, tmp_path)
        form.declare().submit(twice=True)
        numbers.append(int(OwnDossier(browser_page).code[-4:]))

    assert numbers[1] == numbers[0] + 1


def test_everything_works_without_script(demo, page_without_script, tmp_path) -> None:
    page = page_without_script
    results = PortalHome(page, demo.url + COMMUNE).open().search("dang ky khai sinh")
    procedure = results.open_result("Đăng ký khai sinh")
    procedure.form_region.get_by_role("link", name="Nộp trực tuyến").click()

    form = FormPages(page).begin()
    fill_applicant(form, person_id="04619400077")
    form.go_on()
    form.error_summary.wait_for()
    assert form.value("Số định danh cá nhân") == "04619400077"
    assert form.value("Họ và tên của bạn") == "Lê Thị Hoài Thương"

    _fill_to_the_check_page(form, tmp_path)
    form.declare().submit()

    own = OwnDossier(page)
    assert Tracking(page, demo.url).look_up(own.code).stage == "Đã nhận hồ sơ"


def test_a_form_is_filled_in_with_the_keyboard_alone(demo, desktop_page) -> None:
    page = desktop_page
    page.goto(f"{demo.url}{PROCEDURE}nop/")
    form = FormPages(page).begin()

    page.get_by_label("Họ và tên của bạn").focus()
    keys = (
        "Lê Thị Hoài Thương", "Tab", "046194000777", "Tab", "18", "Tab", "5", "Tab",
        "1994", "Tab", "0905000777", "Tab", "Tab", "ArrowDown", "Tab",
        "24 đường Sóng Hồng", "Tab", "Space", "Enter",
    )  # fmt: skip
    for key in keys:
        if key in {"Tab", "Space", "Enter", "ArrowDown"}:
            page.keyboard.press(key)
        else:
            page.keyboard.type(key)

    form.wait_for_step(2)


def test_leaving_and_coming_back_finds_what_was_typed(demo, page) -> None:
    page.goto(demo.url + PROCEDURE)
    form = FormPages(page, ProcedurePage(page).form_region).begin()
    form.type("Họ và tên của bạn", "Lê Thị Hoài Thương")
    page.get_by_role("button", name="Lưu và làm tiếp sau").click()
    form.region.get_by_role("heading", name="đã được giữ").or_(
        form.region.locator("[data-heading]")
    ).first.wait_for()

    page.goto(demo.url + PROCEDURE)
    form.wait_for_step(1)
    assert form.value("Họ và tên của bạn") == "Lê Thị Hoài Thương"
