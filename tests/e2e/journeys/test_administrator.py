"""The province's administrator imports procedures, publishes pages, changes forms."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from tests.e2e.birth import COMMUNE, fill_applicant
from tests.e2e.conftest import DESKTOP
from tests.e2e.pages.editing import Explorer, PageEditor
from tests.e2e.pages.form import FormPages
from tests.e2e.pages.public import OwnDossier, PortalHome
from tests.e2e.pages.staff import Desk

pytestmark = pytest.mark.e2e
CODE = "9.990001"
NAME = "Cấp lại thẻ xã viên chợ đêm phố cổ Bao Vinh"
FORMS = "/quan-tri/snippets/submissions/formdefinition/"
FORM = "Phiếu hẹn chứng thực bản sao từ bản chính"
PROCEDURE = f"{COMMUNE}thu-tuc/2-000815/"
BEFORE = "Số bản chính đem đến"
AFTER = "Số bản chính bạn sẽ đem đến"


def _record(folder: Path) -> Path:
    """A procedure as the national records tell it; invented."""
    record = {
        "code": CODE,
        "name": NAME,
        "level": "commune",
        "field": "Lưu thông hàng hóa trong nước",
        "agency": "Ủy ban nhân dân cấp xã",
        "audience": ["Công dân Việt Nam"],
        "steps": "Bước 1: Đem thẻ cũ đến quầy\nBước 2: Nhận thẻ mới",
        "documents": [],
    }
    file = folder / "thu-tuc.jsonl"
    file.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")
    return file


def test_an_imported_procedure_gets_its_page_and_is_found(
    demo, signed_in, page, axe, tmp_path
) -> None:
    told = demo.manage("import_procedures", str(_record(tmp_path)))
    assert "1 added" in told
    administrator = signed_in("admin")
    axe(administrator)
    explorer = Explorer(administrator, demo.url).open()
    editor = explorer.below("Tỉnh Thừa Thiên Huế").below("Thủ tục").add()
    administrator.locator("#id_procedure").select_option(label=CODE)
    editor.type("title", NAME).write("Thẻ được cấp ngay tại quầy trong buổi sáng.")
    # Wagtail's box for text has no name of its own.
    axe(administrator, without=".Draftail-Editor")
    editor.publish()

    results = (
        PortalHome(page, f"{demo.url}{COMMUNE}").open().search("the xa vien cho dem")
    )
    found = results.open_result(NAME)
    assert found.unit == "Phường Phú Bài"
    expect(page.locator("main")).to_contain_text("Thẻ được cấp ngay tại quầy")
    axe(page)


@pytest.mark.parametrize(
    "title",
    [
        FORM,
        "Tờ khai đăng ký khai sinh",
        "Tờ khai đăng ký thường trú",
        "Tờ khai yêu cầu cấp phiếu lý lịch tư pháp",
        "Giấy đề nghị đăng ký hộ kinh doanh",
    ],
)
def test_a_form_that_is_published_untouched_loses_nothing(
    demo, signed_in, axe, title
) -> None:
    """Every block of it is drawn by scripts: what is not drawn would not be sent."""
    administrator = signed_in("admin")
    administrator.goto(demo.url + FORMS)
    administrator.locator("main .title-wrapper a", has_text=title).click()
    slug = administrator.locator("#id_slug").input_value()
    form = f"{demo.url}/api/v1/forms/{slug}/"
    before = administrator.request.get(form).json()["hash"]
    expect(administrator.locator("[data-streamfield-child]").first).to_be_visible()
    # Wagtail's map beside a long page scrolls with the page, not by itself.
    axe(administrator, without=".w-minimap")

    PageEditor(administrator).publish()

    assert administrator.request.get(form).json()["hash"] == before


def _ask_for_appointment(page: Page, url: str) -> OwnDossier:
    page.goto(f"{url}{PROCEDURE}nop/")
    form = FormPages(page).begin()
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    form.choose("Loại giấy tờ chính", "Giấy tờ hộ tịch")
    form.type(BEFORE, "2").type("Số bản sao cần cho mỗi giấy", "3")
    form.type("Tổng số trang của các bản chính", "4")
    form.choose("Có giấy tờ bằng tiếng nước ngoài", "Không")
    form.go_on().wait_for_step(3)
    day = timezone.localdate() + timedelta(days=14)
    form.date("Ngày đến quầy", str(day.day), str(day.month), str(day.year))
    form.choose("Khoảng giờ", "7 giờ – 9 giờ")
    form.go_on().wait_for_check()
    form.declare().submit()
    return OwnDossier(page)


def _reword(administrator: Page, url: str) -> None:
    administrator.goto(url + FORMS)
    administrator.locator("main .title-wrapper a", has_text=FORM).click()
    PageEditor(administrator).reword(BEFORE, AFTER).publish()


def test_a_changed_form_leaves_what_was_submitted_as_it_was(
    demo, signed_in, browser, page, axe
) -> None:
    code = _ask_for_appointment(page, demo.url).code

    _reword(signed_in("admin"), demo.url)

    newcomer = browser.new_context(viewport=DESKTOP, locale="vi-VN").new_page()
    newcomer.goto(f"{demo.url}{PROCEDURE}nop/")
    form = FormPages(newcomer).begin()
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    expect(newcomer.get_by_label(AFTER)).to_be_visible()
    axe(newcomer)
    newcomer.context.close()

    officer = signed_in("officer.phu-bai")
    desk = Desk(officer, demo.url).open().open_dossier(code)
    officer.locator(".desk-left").wait_for()
    assert BEFORE in desk.answers
    assert AFTER not in desk.answers
