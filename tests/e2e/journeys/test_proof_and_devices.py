"""What was submitted proves itself; two windows and two devices lose nothing."""

import pytest
from playwright.sync_api import expect

from tests.e2e.birth import PROCEDURE, fill_applicant, fill_child
from tests.e2e.copies import fingerprint_on, words_on
from tests.e2e.journeys.test_citizen import (
    _fill_to_the_check_page,
    _is_wider_than_the_screen,
)
from tests.e2e.pages.form import FormPages
from tests.e2e.pages.public import OwnDossier

pytestmark = pytest.mark.e2e


@pytest.fixture
def look(page, axe):
    """Accessible, and no wider than a phone."""

    def at(other=page) -> None:
        axe(other)
        assert not _is_wider_than_the_screen(other)

    return at


@pytest.fixture
def other_page(browser):
    """Another device."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    yield context.new_page()
    context.close()


def test_the_copy_is_fetched_and_confirmed_by_whoever_holds_it(
    demo, page, other_page, look, tmp_path
):
    page.goto(f"{demo.url}{PROCEDURE}nop/")
    form = FormPages(page).begin()
    _fill_to_the_check_page(form, tmp_path)
    form.declare().submit()
    code = OwnDossier(page).code
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Bản sao hồ sơ bạn đã nộp").click()

    copy = tmp_path / fetched.value.suggested_filename
    fetched.value.save_as(copy)
    words = words_on(copy)
    assert copy.name == f"{code}.pdf"
    assert "Trần Lê Bảo Châu" in words
    assert "Phường Phú Bài" in words
    fingerprint = fingerprint_on(copy)
    other_page.goto(f"{demo.url}/tra-cuu/{code}/ban-sao/{fingerprint}/")
    expect(other_page.locator(".nm-notice--ok")).to_contain_text("Dấu vân số đúng")
    look(other_page)
    other_page.get_by_label("Tệp cần so").set_input_files(copy)
    other_page.get_by_role("button", name="So tệp").click()
    expect(other_page.locator("#file .nm-notice--ok")).to_contain_text("chính là bản")
    assert "Bảo Châu" not in other_page.locator("main").inner_text()
    other_page.goto(f"{demo.url}/tra-cuu/{code}/ban-sao/{'0' * 64}/")
    expect(other_page.locator(".nm-notice--bad")).to_contain_text("Không có bản sao")
    look(other_page)


def test_two_windows_are_compared_answer_by_answer(demo, page, look):
    page.goto(f"{demo.url}{PROCEDURE}nop/")
    form = FormPages(page).begin()
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    window = page.context.new_page()
    window.goto(page.url)
    fill_child(form)
    form.go_on().wait_for_step(3)
    later = FormPages(window)
    later.type("Họ, chữ đệm, tên của trẻ", "Trần Lê Bảo Ngọc")
    later.go_on()

    rivals = window.locator(".nm-rivals")
    expect(rivals).to_contain_text("Trần Lê Bảo Ngọc")
    expect(rivals).to_contain_text("Trần Lê Bảo Châu")
    look(window)
    rivals.get_by_role("button", name="tên của trẻ").click()
    name = window.get_by_label("Họ, chữ đệm, tên của trẻ")
    expect(name).to_have_value("Trần Lê Bảo Ngọc")
    expect(rivals).to_have_count(0)


def test_a_draft_goes_on_on_another_device(demo, page, other_page, look):
    page.goto(f"{demo.url}{PROCEDURE}nop/")
    form = FormPages(page).begin()
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    form.type("Họ, chữ đệm, tên của trẻ", "Trần Lê Bảo Châu")
    page.get_by_role("button", name="Lưu và làm tiếp sau").click()
    page.wait_for_url("**/da-luu/")
    look()
    page.get_by_role("button", name="Hiện liên kết").click()
    link = page.locator(".nm-handover__address")
    expect(link).to_be_visible()
    look()

    other_page.goto(link.get_attribute("href"))
    look(other_page)
    other_page.get_by_role("button", name="Điền tiếp trên thiết bị này").click()
    other_page.wait_for_url("**/nop/**")
    other_page.goto(f"{demo.url}{PROCEDURE}nop/buoc/2/")

    name = other_page.get_by_label("Họ, chữ đệm, tên của trẻ")
    expect(name).to_have_value("Trần Lê Bảo Châu")
    page.goto(link.get_attribute("href"))
    expect(page.locator("h1")).to_contain_text("đã được dùng")
    look()


@pytest.mark.parametrize("place", ["in its page", "on pages of its own"])
def test_without_a_connection_what_is_typed_stays(demo, page, look, place):
    page.goto(f"{demo.url}{PROCEDURE}{'' if place == 'in its page' else 'nop/'}")
    region = page.locator("#bieu-mau") if place == "in its page" else None
    form = FormPages(page, region).begin()
    page.context.set_offline(True)
    fill_applicant(form)
    form.go_on()

    status = page.locator("[data-autosave-status]")
    expect(status).to_contain_text("Không có kết nối")
    assert form.value("Họ và tên của bạn") == "Lê Thị Hoài Thương"
    page.context.set_offline(False)
    look()
    form.go_on().wait_for_step(2)
