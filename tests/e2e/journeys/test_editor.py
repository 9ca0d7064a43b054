"""Editors write for their own unit, its publishers approve, the town reads."""

import pytest
from playwright.sync_api import expect

from tests.e2e.birth import COMMUNE
from tests.e2e.pages.editing import Chooser, Explorer, PageEditor
from tests.e2e.pages.form import FormPages
from tests.e2e.pages.public import ProcedurePage

pytestmark = pytest.mark.e2e
ADMIN = "/quan-tri/"
SECTIONS = [
    "Giới thiệu",
    "Thủ tục",
    "Tin tức",
    "Phản ánh, kiến nghị",
    "Liên hệ",
    "Sơ đồ cổng",
]
OWN_FORM = "Phiếu đăng ký gặp lãnh đạo phường"


def test_what_an_editor_writes_is_public_once_the_publisher_approved(
    demo, signed_in, page, axe
) -> None:
    editor = signed_in("editor.phu-bai")
    axe(editor)
    expect(editor.get_by_role("heading", level=1)).to_have_text("Phường Phú Bài")
    news = Explorer(editor, demo.url).open().below("Tin tức").add()
    news.type("title", "Lịch tiêm phòng dại tháng 12")
    news.type("lead", "Từ ngày 3 đến ngày 5, mỗi buổi hai tổ dân phố.")
    news.write("Đội thú y đến từng tổ dân phố.").submit_for_approval()
    form = Explorer(editor, demo.url).open().below("Phản ánh").add()
    form.type("title", "Đặt lịch gặp lãnh đạo")
    form.choose_form(OWN_FORM).submit_for_approval()
    news_address = f"{COMMUNE}tin-tuc/lich-tiem-phong-dai-thang-12/"
    form_address = f"{COMMUNE}phan-anh/dat-lich-gap-lanh-dao/"
    addresses = {
        "Lịch tiêm phòng dại tháng 12": news_address,
        "Đặt lịch gặp lãnh đạo": form_address,
    }
    for address in addresses.values():
        assert page.request.get(demo.url + address).status == 404

    publisher = signed_in("publisher.phu-bai")
    axe(publisher)
    for title in addresses:
        publisher.goto(demo.url + ADMIN)
        publisher.get_by_role("link", name=title).click()
        PageEditor(publisher).approve()

    page.goto(f"{demo.url}{COMMUNE}tin-tuc/")
    page.get_by_role("link", name="Lịch tiêm phòng dại tháng 12").first.click()
    page.wait_for_url(f"{demo.url}{news_address}")
    assert ProcedurePage(page).unit == "Phường Phú Bài"
    expect(page.locator("main")).to_contain_text("Đội thú y đến từng tổ dân phố.")
    axe(page)

    page.goto(demo.url + form_address)
    assert ProcedurePage(page).unit == "Phường Phú Bài"
    axe(page)
    FormPages(page).begin()
    expect(page.locator("main")).to_contain_text(OWN_FORM)
    assert page.url == demo.url + form_address
    axe(page)


def test_the_neighbours_publisher_neither_sees_nor_approves_it(demo, signed_in) -> None:
    editor = signed_in("editor.phu-bai")
    news = Explorer(editor, demo.url).open().below("Tin tức").add()
    news.type("title", "Chợ Mai họp trở lại").type("lead", "Từ ngày 1 tháng 12.")
    news.submit_for_approval()
    editor.get_by_role("link", name="Chợ Mai họp trở lại").first.click()
    edit = editor.url

    for name in ("publisher.vy-da", "publisher.huong-thuy", "publisher.thua-thien-hue"):
        publisher = signed_in(name)
        expect(publisher.locator("main")).not_to_contain_text("Chợ Mai")
        publisher.goto(edit)
        assert publisher.url != edit, name
        expect(publisher.locator("main")).not_to_contain_text("Chợ Mai")


@pytest.mark.parametrize(
    ("name", "own"),
    [
        ("editor.phu-bai", "Phường Phú Bài"),
        ("editor.huong-thuy", "Thị xã Hương Thủy"),
    ],
)
def test_explorer_search_and_page_chooser_show_the_own_portal_alone(
    demo, signed_in, name, own
) -> None:
    """Every portal has an introduction, and the same sections."""
    editor = signed_in(name)
    explorer = Explorer(editor, demo.url).open()
    assert explorer.titles == SECTIONS
    assert explorer.search("Giới thiệu") == ["Giới thiệu"]
    expect(editor.locator("main tbody tr")).to_contain_text(own)

    page_editor = Explorer(editor, demo.url).open().below("Phản ánh").add()
    chooser = Chooser(editor, page_editor.add_block("Các liên kết")).open()
    expect(chooser.rows).to_have_text([own, *SECTIONS])
    for other in ("Thừa Thiên Huế", "Vỹ Dạ", "Thủy Dương"):
        expect(chooser.dialogue).not_to_contain_text(other)
    chooser.search("Giới thiệu")
    expect(chooser.rows).to_have_text(["Giới thiệu"])
    expect(chooser.dialogue.locator("tbody tr")).to_contain_text(own)
    chooser.search("một cửa")
    expect(chooser.dialogue).not_to_contain_text("Vỹ Dạ")


FORMS = """
from services_catalog.units.models import AdminUnit
from submissions.forms.models import FormDefinition
own = FormDefinition.objects.get(slug="hen-gio-tiep-cong-dan")
for code in ("19777", "479"):
    form = FormDefinition(
        slug=f"phieu-{code}", title=f"Phiếu của nơi khác {code}", intro="",
        declaration=own.declaration, steps=own.steps, live=False,
        owner_unit=AdminUnit.objects.in_force("2026-01-01").get(code=code),
    )
    form.save()
    form.save_revision().publish()
"""


def test_an_editor_finds_the_own_forms_and_may_use_those_made_above(
    demo, signed_in
) -> None:
    demo.manage("shell", "-c", FORMS)
    editor = signed_in("editor.phu-bai")

    editor.get_by_role("link", name="Biểu mẫu", exact=True).click()
    expect(editor.locator("main tbody .title-wrapper a")).to_have_text([OWN_FORM])

    page_editor = Explorer(editor, demo.url).open().below("Phản ánh").add()
    chooser = Chooser(editor, page_editor.add_block("Biểu mẫu")).open()
    offered = chooser.titles_of_all_pages()
    # What units above made for all is there to be used, the neighbour's is not.
    assert {OWN_FORM, "Tờ khai đăng ký khai sinh", "Phiếu của nơi khác 479"} <= {
        *offered
    }
    assert "Phiếu của nơi khác 19777" not in offered


def test_hours_telephone_and_note_are_the_communes_own_to_correct(
    demo, signed_in, page, axe
) -> None:
    editor = signed_in("editor.phu-bai")
    editor.goto(f"{demo.url}{ADMIN}agencies/")
    agency = editor.locator("main tbody tr")
    expect(agency).to_have_count(1)
    agency.get_by_role("link", name="H57.35.01").click()
    editor.locator("#id_hours").fill("Thứ Hai đến thứ Bảy, 7 giờ đến 16 giờ 30")
    editor.locator("#id_phone").fill("0234 302 9999")
    expect(editor.locator("#id_name")).to_be_disabled()
    axe(editor)
    editor.locator("main footer button[type=submit]").click()
    expect(editor.locator(".messages .success")).to_be_visible()

    editor.goto(f"{demo.url}{ADMIN}local-notes/")
    notes = editor.locator("main tbody tr")
    expect(notes).to_have_count(1)
    notes.get_by_role("link", name="1.001193").click()
    editor.locator("#id_note").fill("Sáng thứ Năm có cán bộ trực tại trạm y tế.")
    editor.locator("#id_hours").fill("Trả ngay nếu nộp trước 9 giờ")
    axe(editor)
    editor.locator("main footer button[type=submit]").click()
    expect(editor.locator(".messages .success")).to_be_visible()

    page.goto(f"{demo.url}{COMMUNE}lien-he/")
    expect(page.locator("main")).to_contain_text("0234 302 9999")
    expect(page.locator("main")).to_contain_text(
        "Thứ Hai đến thứ Bảy, 7 giờ đến 16 giờ 30"
    )
    page.goto(f"{demo.url}{COMMUNE}thu-tuc/1-001193/")
    expect(page.locator("main")).to_contain_text(
        "Sáng thứ Năm có cán bộ trực tại trạm y tế."
    )
    expect(page.locator("main")).to_contain_text("Trả ngay nếu nộp trước 9 giờ")
    page.goto(f"{demo.url}/hue/vy-da/thu-tuc/1-001193/")
    assert ProcedurePage(page).unit == "Phường Vỹ Dạ"
    for own_to_phu_bai in ("có cán bộ trực tại trạm", "Trả ngay nếu", "0234 302 9999"):
        expect(page.locator("main")).not_to_contain_text(own_to_phu_bai)


@pytest.mark.parametrize("name", ["editor.vy-da", "editor.huong-thuy"])
def test_nobody_else_corrects_them(demo, signed_in, name) -> None:
    own = signed_in("editor.phu-bai")
    own.goto(f"{demo.url}{ADMIN}agencies/")
    own.get_by_role("link", name="H57.35.01").click()
    own.goto(own.url)
    agency = own.url
    own.goto(f"{demo.url}{ADMIN}local-notes/")
    own.get_by_role("link", name="1.001193").click()

    stranger = signed_in(name)
    for edit in (agency, own.url):
        stranger.goto(edit)
        assert stranger.url != edit
    stranger.goto(f"{demo.url}{ADMIN}local-notes/")
    expect(stranger.locator("main")).not_to_contain_text("Phú Bài")
