"""The search box by keyboard, by finger and without script, wherever it stands."""

import json
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, Route, expect

pytestmark = pytest.mark.e2e

TYPED = "khai"
LONG = "Cấp Giấy chứng nhận đủ điều kiện hoạt động huấn luyện " * 6
FOUND = [
    {"text": "Lịch khai giảng", "type": "news", "url": "?news"},
    {"text": "Đăng ký khai sinh", "type": "procedure", "url": "?birth"},
    {"text": LONG, "type": "procedure", "url": "?long"},
    {"text": "Tờ khai", "type": "document", "url": "?document"},
    {"text": "Giới thiệu", "type": "page", "url": "?page"},
]
# In the order of the groups, then what searches for the words themselves.
SHOWN = [
    "Đăng ký khai sinh",
    LONG.strip(),
    "Giới thiệu",
    "Lịch khai giảng",
    "Tờ khai",
    f"Tìm “{TYPED}”",
]
# As a screen reader has it: every group and option by its whole name.
TOLD = f"""\
- listbox "Gợi ý":
  - group "Thủ tục":
    - option "{SHOWN[0]}"
    - option "{SHOWN[1]}"
  - group "Trang":
    - option "{SHOWN[2]}"
  - group "Tin tức":
    - option "{SHOWN[3]}"
  - group "Văn bản":
    - option "{SHOWN[4]}"
  - option "{SHOWN[5]}\""""
Answer = Callable[[str], object]


class SearchBox:
    """The first box of the gallery's page of search boxes, and what it asks."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = f"{address}combobox/"
        self.asked: list[str] = []
        self.form = page.locator("main form").first
        self.input = self.form.get_by_role("combobox", name="Tìm trong cổng này")
        self.list = self.form.get_by_role("listbox", name="Gợi ý")
        self.status = self.form.get_by_role("status")

    def open(self, answer: Answer | None = None, status: int = 200) -> "SearchBox":
        def fulfil(route: Route) -> None:
            query = parse_qs(urlsplit(route.request.url).query)
            (text,) = query["q"]
            assert query["portal"] == ["/thua-thien-hue/huong-thuy/phu-bai/"]
            assert query["language"] == ["vi"]
            self.asked.append(text)
            results = FOUND if answer is None else answer(text)
            route.fulfill(
                status=status,
                body=json.dumps({"results": results}),
                content_type="application/json",
            )

        self.page.route("**/api/v1/search/suggest/**", fulfil)
        self.page.goto(self.address)
        return self

    def type(self, text: str = TYPED) -> "SearchBox":
        self.input.press_sequentially(text)
        return self

    def wait(self) -> "SearchBox":
        expect(self.list).to_be_visible()
        return self

    @property
    def options(self) -> Locator:
        return self.form.get_by_role("option")

    @property
    def active(self) -> str | None:
        """The option that the box points at, which alone is marked as chosen."""
        pointed = self.input.get_attribute("aria-activedescendant")
        chosen = self.form.locator("[role=option][aria-selected=true]")
        if pointed is None:
            assert chosen.count() == 0
            return None
        assert chosen.count() == 1
        assert chosen.get_attribute("id") == pointed
        return chosen.inner_text()

    @property
    def is_open(self) -> bool:
        expanded = self.input.get_attribute("aria-expanded") == "true"
        assert expanded == self.list.is_visible()
        return expanded


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


def test_a_word_typed_quickly_is_asked_once(box):
    box.open().type("khai sinh").wait()

    assert box.asked == ["khai sinh"]


def test_one_letter_asks_nothing_and_closes(box):
    box.open().type("kh").wait()

    box.input.press("Backspace")

    expect(box.list).to_be_hidden()
    assert box.asked == ["kh"]


def test_a_slow_older_answer_never_replaces_a_newer_one(desktop_page, address):
    box = SearchBox(desktop_page, address)
    waiting: list[Route] = []

    def fulfil(route: Route) -> None:
        if "q=gi%E1%BA%A5y" not in route.request.url:
            waiting.append(route)
            return
        route.fulfill(json={"results": [{**FOUND[0], "text": "Mới", "url": "?new"}]})

    desktop_page.route("**/api/v1/search/suggest/**", fulfil)
    desktop_page.goto(box.address)
    with desktop_page.expect_request("**/suggest/**"):
        box.type("khai")
    with desktop_page.expect_event("requestfailed") as failed:
        box.input.fill("giấy")
    box.wait()

    assert "q=khai" in failed.value.url
    assert box.options.first.inner_text() == "Mới"


def test_the_list_stands_still_until_the_next_answer(desktop_page, address):
    box = SearchBox(desktop_page, address)
    waiting: list[Route] = []

    def fulfil(route: Route) -> None:
        if route.request.url.endswith("q=khai"):
            route.fulfill(json={"results": FOUND})
        else:
            waiting.append(route)

    desktop_page.route("**/api/v1/search/suggest/**", fulfil)
    desktop_page.goto(box.address)
    box.type().wait()
    with desktop_page.expect_request("**/suggest/**"):
        box.type(" s")

    assert box.is_open
    assert box.options.first.inner_text() == SHOWN[0]
    waiting[0].fulfill(json={"results": FOUND[:1]})
    expect(box.options).to_have_count(2)


def test_nothing_to_suggest_is_said_and_nothing_is_shown(box):
    box.open(lambda _: []).type()

    expect(box.status).to_have_text("Không có gợi ý.")
    assert not box.is_open


@pytest.mark.parametrize("status", [404, 429, 500])
def test_a_failure_is_silent_and_the_form_still_searches(box, status):
    box.open(status=status)
    with box.page.expect_response("**/suggest/**"):
        box.type()

    assert not box.is_open
    assert box.status.inner_text() == ""
    with box.page.expect_request("**/tim-kiem/?q=khai"):
        box.input.press("Enter")


def test_a_host_without_suggestions_is_asked_once(box):
    box.open(status=404)
    with box.page.expect_response("**/suggest/**"):
        box.type()

    box.type(" sinh")
    box.page.wait_for_timeout(400)

    assert box.asked == [TYPED]


def test_a_failed_question_closes_what_stood_open(box):
    answers = iter([FOUND])
    box.open(lambda _: next(answers)).type().wait()
    box.page.unroute("**/api/v1/search/suggest/**")
    box.page.route("**/api/v1/search/suggest/**", lambda route: route.abort())

    box.type(" sinh")

    expect(box.list).to_be_hidden()
    assert not box.is_open


def test_a_finger_follows_a_suggestion(page, address):
    box = SearchBox(page, address)
    box.open().type().wait()
    option = box.options.nth(1)
    size = option.bounding_box()
    assert size is not None
    assert size["height"] >= 44

    option.tap()

    page.wait_for_url("**/combobox/?long")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_state_of_the_box_is_accessible(page, address, axe, scheme):
    page.emulate_media(color_scheme=scheme)
    box = SearchBox(page, address).open(lambda text: FOUND if text == TYPED else [])

    axe(page)
    box.type().wait()
    axe(page)
    box.input.press("ArrowDown")
    axe(page)
    box.type(" x")
    expect(box.status).to_have_text("Không có gợi ý.")
    axe(page)
    page.unroute("**/api/v1/search/suggest/**")
    page.route("**/api/v1/search/suggest/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        box.type("y")
    axe(page)
    width = (
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    assert page.evaluate(width) == 0


def test_the_box_breaks_no_rule_of_the_content_security_policy(box):
    refused: list[str] = []
    box.page.on(
        "console", lambda m: refused.append(m.text) if "Content" in m.text else None
    )

    box.open().type().wait()

    assert refused == []


def test_without_script_the_box_is_a_plain_form(page_without_script, address):
    page_without_script.goto(f"{address}combobox/")
    form = page_without_script.locator("main form").first
    box = form.get_by_role("searchbox", name="Tìm trong cổng này")

    assert form.get_attribute("method") == "get"
    assert form.get_by_role("listbox").count() == 0
    box.fill("khai sinh")
    with page_without_script.expect_request("**/tim-kiem/?q=khai+sinh"):
        box.press("Enter")
