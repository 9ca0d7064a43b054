"""Looking for something: by keyboard alone, on a phone without script, in English."""

import re
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.birth import COMMUNE

pytestmark = pytest.mark.e2e

SEARCH = f"{COMMUNE}tim-kiem/"
# How many there are is the index's affair.
CIVIL_STATUS = re.compile(r"^Hộ tịch \d+$")
CHIP = re.compile(r"^Lĩnh vực: Hộ tịch \d+ \(bấm để bỏ\)$")
DOCUMENTS = re.compile(r"^Văn bản \d+$")
Role = Literal["combobox", "link"]


def _is_wider_than_the_screen(page: Page) -> bool:
    return page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )


def _focus_by_tab(page: Page, role: Role, name: re.Pattern[str] | str) -> None:
    """Walk there as somebody does who has no mouse."""
    wanted = page.get_by_role(role, name=name).first
    for _ in range(80):
        page.keyboard.press("Tab")
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"The {role} {name} cannot be reached by Tab.")


def test_by_keyboard_from_the_home_to_the_procedure(demo, desktop_page) -> None:
    page = desktop_page
    page.goto(demo.url + COMMUNE)
    _focus_by_tab(page, "combobox", "Tìm thủ tục và tin tức")
    page.keyboard.type("dang ky khai si")
    first = page.get_by_role("option", name="Đăng ký khai sinh", exact=True)
    first.wait_for()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_attribute("aria-selected", "true")

    page.keyboard.press("Enter")

    page.wait_for_url(f"**{COMMUNE}thu-tuc/1-001193/")


def test_by_keyboard_through_results_filters_and_chips(demo, desktop_page, axe) -> None:
    page = desktop_page
    page.goto(f"{demo.url}{SEARCH}?q=khai+sinh")
    axe(page)
    facet = page.get_by_role("link", name=CIVIL_STATUS)
    count = int(facet.inner_text().split()[-1])
    assert 1 < count <= 20
    _focus_by_tab(page, "link", CIVIL_STATUS)
    page.keyboard.press("Enter")
    page.wait_for_url("**field=ho-tich*")
    axe(page)
    assert page.locator("main li .nm-result").count() == count

    _focus_by_tab(page, "link", CHIP)
    page.keyboard.press("Enter")

    page.wait_for_url("**/tim-kiem/?q=khai+sinh")
    _focus_by_tab(page, "link", DOCUMENTS)
    page.keyboard.press("Enter")
    page.wait_for_url("**type=document*")
    axe(page)


def test_on_a_phone_without_script_all_is_there(
    demo, page_without_script, page, axe
) -> None:
    plain = page_without_script
    plain.goto(demo.url + COMMUNE)
    plain.locator("main").get_by_role("searchbox").fill("khai sinh")
    plain.locator("main").get_by_role("button", name="Tìm kiếm").click()
    plain.wait_for_url("**/tim-kiem/?q=khai+sinh")
    drawer = plain.locator("summary", has_text="Thu hẹp danh sách")
    option = plain.get_by_role("link", name=CIVIL_STATUS)
    expect(option).to_be_hidden()
    drawer.click()
    option.click()
    chip = plain.get_by_role("link", name=CHIP)
    chip.click()
    assert plain.url.endswith("/tim-kiem/?q=khai+sinh")

    # The same with script, as the accessibility checker needs it.
    page.goto(plain.url)
    page.locator("summary", has_text="Thu hẹp danh sách").click()
    axe(page)
    assert not _is_wider_than_the_screen(page)


def test_without_script_filters_stand_open_where_there_is_room(demo, browser) -> None:
    context = browser.new_context(
        viewport={"width": 1280, "height": 800}, java_script_enabled=False
    )
    plain = context.new_page()
    plain.goto(f"{demo.url}{SEARCH}?q=khai+sinh")

    expect(plain.get_by_role("link", name=CIVIL_STATUS)).to_be_visible()
    context.close()


@pytest.mark.parametrize(
    "query",
    [
        "q=xyzzyqq",
        "q=xyzzyqq+khai+qqwwq",
        "q=dang+ky&field=khong-co&level=4",
        "q=giay+phep+lai+xe",
        "q=khai+sinh&pham-vi=tinh&page=2",
        "q=giay+uy+quyen&type=document",
        "",
    ],
)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_no_state_of_the_page_is_blank_or_hard_to_use(
    demo, page, axe, query, prefix
) -> None:
    page.goto(f"{demo.url}{prefix}{SEARCH}?{query}")

    axe(page)
    assert not _is_wider_than_the_screen(page)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert not _is_wider_than_the_screen(page)
    assert page.locator("main a[href]").count() > 5


def test_what_a_commune_lacks_is_offered_above_by_name(demo, page) -> None:
    page.goto(f"{demo.url}{SEARCH}?q=doi+giay+phep+lai+xe")
    above = page.get_by_role("region", name="Cấp trên thực hiện")

    row = above.locator(".nm-result", has_text="Sở Giao thông vận tải").first
    assert "Cấp tỉnh · Sở Giao thông vận tải" in row.inner_text()
    row.get_by_role("link").click()
    page.wait_for_url(f"{demo.url}/thu-tuc/*/")


def test_english_is_spoken_from_the_box_to_the_result(demo, desktop_page) -> None:
    page = desktop_page
    page.goto(f"{demo.url}/en{SEARCH}")
    box = page.get_by_role("combobox", name="What are you looking for?")
    box.press_sequentially("birth registration")
    option = page.get_by_role("option", name="Birth registration", exact=True)
    option.wait_for()
    href = option.get_attribute("href")
    assert href == f"/en{COMMUNE}thu-tuc/1-001193/"
    box.press("Escape")
    box.press("Enter")
    page.wait_for_url(f"**/en{SEARCH}?q=birth+registration")

    row = page.locator(".nm-result", has_text="1.001193")
    assert "Free of charge" in row.inner_text()
    assert "working day" in row.inner_text()
    assert "Civil status" in row.inner_text()


def test_a_document_is_found_and_can_be_fetched(demo, page) -> None:
    page.goto(f"{demo.url}{SEARCH}?q=giay+uy+quyen&type=document")
    row = page.locator("main .nm-result").first
    assert "Văn bản · RTF · Phường Phú Bài" in row.inner_text()

    with page.expect_download() as download:
        row.get_by_role("link").click()

    assert download.value.suggested_filename.endswith(".rtf")


def test_nothing_of_a_search_is_kept_in_the_browser(demo, desktop_page) -> None:
    page = desktop_page
    page.goto(f"{demo.url}{SEARCH}?q=khai+sinh&field=ho-tich")
    page.get_by_role("combobox").fill("giấy chứng")
    page.get_by_role("option").first.wait_for()

    kept = "JSON.stringify(localStorage) + JSON.stringify(sessionStorage)"
    assert page.evaluate(kept) == "{}{}"
    assert page.context.cookies() == []
