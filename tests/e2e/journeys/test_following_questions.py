"""Questions that follow from others, on a phone: shown, hidden or computed."""

import re

import pytest
from django.utils.translation import gettext as _
from playwright.sync_api import Page, expect

from tests.e2e.birth import (
    COMMUNE,
    PROCEDURE,
    UNIT,
    fill_applicant,
    fill_child,
    fill_mother,
)
from tests.e2e.pages.form import FormPages

pytestmark = pytest.mark.e2e
ACKNOWLEDGES = "Người cha làm thủ tục nhận con cùng lúc"
MARRIED = "Cha mẹ của trẻ đã đăng ký kết hôn"
FATHER = "Họ, chữ đệm, tên người cha"
COPIES = "Số bản sao trích lục cần cấp thêm"


def _at_the_father(page: Page, url: str) -> FormPages:
    page.goto(f"{url}{PROCEDURE}nop/")
    form = FormPages(page).begin()
    for number, fill in enumerate((fill_applicant, fill_child, fill_mother), start=1):
        form.wait_for_step(number)
        fill(form)
        form.go_on()
    form.wait_for_step(4)
    return form


def test_the_father_is_asked_for_only_when_it_matters(demo, page, axe) -> None:
    form = _at_the_father(page, demo.url)
    father = page.get_by_label(FATHER)
    acknowledges = page.get_by_role("radiogroup", name=ACKNOWLEDGES)
    expect(father).to_be_hidden()
    expect(acknowledges).to_be_hidden()
    axe(page)

    form.choose(MARRIED, _("Yes"))
    expect(father).to_be_visible()
    expect(acknowledges).to_be_hidden()
    form.choose(MARRIED, _("No"))
    expect(father).to_be_hidden()
    form.choose(ACKNOWLEDGES, _("Yes"))
    expect(father).to_be_visible()
    axe(page)

    form.go_on()
    expect(form.error_summary).to_contain_text(FATHER)
    form.choose(ACKNOWLEDGES, _("No")).go_on()
    form.wait_for_step(5)
    fee = page.locator("output")
    for copies, said in (("3", "24.000 đồng"), ("12", "96.000 đồng")):
        form.type(COPIES, copies)
        expect(fee).to_have_text(said)
    axe(page)


def test_without_script_all_of_the_step_is_there_and_may_be_passed(
    demo, page_without_script
) -> None:
    page = page_without_script
    form = _at_the_father(page, demo.url)
    expect(page.get_by_label(FATHER)).to_be_visible()
    form.choose(MARRIED, _("No")).choose(ACKNOWLEDGES, _("No")).go_on()
    expect(page).to_have_url(re.compile(r"/buoc/5/"))


def test_rows_are_added_and_removed_in_the_page_of_the_procedure(
    demo, page, axe
) -> None:
    """Moving house with two others; nothing typed is lost on the way."""
    page.goto(f"{demo.url}{COMMUNE}thu-tuc/1-004222/")
    form = FormPages(page, page.locator("#bieu-mau")).begin()
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    form.address("Địa chỉ đăng ký thường trú", UNIT, "24 đường Sóng Hồng")
    form.choose("Bạn về ở đây vì", "Nhà của chính tôi")
    form.address("Nơi thường trú hiện nay", "19960", "1 đường Lê Lợi")
    form.go_on().wait_for_step(3)
    first = page.get_by_role("group", name="Người 1", exact=True)
    first.get_by_label("Họ, chữ đệm, tên").fill("Trần Văn Nam")
    counted = page.locator("output")
    expect(counted).to_have_text("2 người")

    page.get_by_role("button", name=_("Add: %(row)s") % {"row": "Người"}).click()
    second = page.get_by_role("group", name="Người 2", exact=True)
    second.get_by_label("Họ, chữ đệm, tên").fill("Trần Lê Bảo Châu")
    expect(counted).to_have_text("3 người")
    axe(page)

    form.go_on()
    expect(form.error_summary).to_contain_text("Người 2: Ngày sinh")
    assert form.follow_first_error().startswith("field-")
    axe(page)
    page.get_by_role("button", name=_("Remove %(row)s") % {"row": "Người 1"}).click()
    expect(second).to_have_count(0)
    expect(first.get_by_label("Họ, chữ đệm, tên")).to_have_value("Trần Lê Bảo Châu")
    expect(counted).to_have_text("2 người")
