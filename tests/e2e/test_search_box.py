"""The search box by keyboard, as the authoring practices have it."""

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from tests.e2e.pages.search_box import FOUND, SHOWN, TOLD, TYPED, SearchBox

pytestmark = pytest.mark.e2e


@pytest.fixture
def box(desktop_page, address) -> SearchBox:
    return SearchBox(desktop_page, address)


def test_the_box_is_named_and_points_at_its_list(box):
    box.open()

    assert box.input.get_attribute("aria-autocomplete") == "list"
    list_id = box.input.get_attribute("aria-controls")
    assert box.form.locator(f"#{list_id}").get_attribute("role") == "listbox"
    assert not box.is_open
    assert box.status.inner_text() == ""


def test_suggestions_are_grouped_and_counted_aloud(box):
    box.open().type().wait()

    assert box.options.all_inner_texts() == SHOWN
    groups = box.form.get_by_role("group")
    assert [one.get_attribute("aria-label") for one in groups.all()] == [
        *("Thủ tục", "Trang", "Tin tức", "Văn bản")
    ]
    procedures = box.form.get_by_role("group", name="Thủ tục").get_by_role("option")
    assert procedures.count() == 2
    assert box.is_open
    assert box.list.aria_snapshot() == TOLD
    assert box.status.inner_text() == "Gợi ý: 5. Dùng phím mũi tên để chọn."
    assert box.active is None


def test_one_suggestion_is_said_to_be_one(box):
    box.open(lambda _: FOUND[:1]).type().wait()

    assert box.status.inner_text() == "1 gợi ý. Dùng phím mũi tên để chọn."


def test_arrows_go_round_and_leave_the_text_alone(box):
    box.open().type().wait()

    visited = []
    for _ in range(len(SHOWN) + 1):
        box.input.press("ArrowDown")
        visited.append(box.active)
    assert visited == [*SHOWN, SHOWN[0]]
    box.input.press("ArrowUp")
    assert box.active == SHOWN[-1]
    assert box.input.input_value() == TYPED
    expect(box.input).to_be_focused()


def test_the_first_arrow_up_goes_to_the_last(box):
    box.open().type().wait()

    box.input.press("ArrowUp")

    assert box.active == SHOWN[-1]


@pytest.mark.parametrize(
    ("key", "caret"), [("Home", 0), ("End", 4), ("ArrowLeft", 3), ("ArrowRight", 4)]
)
def test_keys_of_the_text_lead_back_into_it(box, key, caret):
    box.open().type().wait()
    box.input.press("ArrowDown")

    box.input.press(key)

    assert box.active is None
    assert box.is_open
    assert box.input.evaluate("input => input.selectionStart") == caret


def test_escape_closes_and_then_empties(box):
    box.open().type().wait()
    box.input.press("ArrowDown")

    box.input.press("Escape")
    assert not box.is_open
    assert box.active is None
    assert box.input.input_value() == TYPED

    box.input.press("Escape")
    assert box.input.input_value() == ""


def test_arrow_down_opens_what_was_closed_at_its_first(box):
    box.open().type().wait()
    box.input.press("Escape")

    box.input.press("ArrowDown")
    box.wait()

    expect(box.options.first).to_have_attribute("aria-selected", "true")
    assert box.active == SHOWN[0]
    # The answer was still known.
    assert box.asked == [TYPED]


def test_arrow_up_opens_what_was_closed_at_its_last(box):
    box.open().type().wait()
    box.input.press("Escape")

    box.input.press("ArrowUp")

    expect(box.options.last).to_have_attribute("aria-selected", "true")
    assert box.active == SHOWN[-1]


def test_alt_with_an_arrow_opens_and_closes_without_choosing(box):
    box.open().type().wait()
    box.input.press("Alt+ArrowUp")
    assert not box.is_open

    box.input.press("Alt+ArrowDown")
    box.wait()
    assert box.active is None


def test_enter_follows_the_chosen_one(box):
    box.open().type().wait()
    box.input.press("ArrowDown")

    box.input.press("Enter")

    box.page.wait_for_url("**/combobox/?birth")


def test_enter_without_a_choice_searches(box):
    box.open().type().wait()

    with box.page.expect_request("**/tim-kiem/?q=khai"):
        box.input.press("Enter")


def test_the_last_option_searches_and_keeps_what_the_form_keeps(box):
    box.open()
    form = box.page.locator("main form").nth(1)
    box.page.unroute("**/api/v1/search/suggest/**")
    box.page.route(
        "**/api/v1/search/suggest/**",
        lambda route: route.fulfill(json={"results": FOUND}),
    )
    form.get_by_role("combobox").fill("kết hôn & “sinh”")
    last = form.get_by_role("option").last
    expect(last).to_have_text("Tìm “kết hôn & “sinh””")

    asked = parse_qs(urlsplit(last.get_attribute("href") or "").query)

    assert asked == {"q": ["kết hôn & “sinh”"], "pham-vi": ["tinh"]}


def test_tab_goes_on_and_closes(box):
    box.open().type().wait()

    box.input.press("Tab")

    expect(box.list).to_be_hidden()
    expect(box.form.get_by_role("button")).to_be_focused()
