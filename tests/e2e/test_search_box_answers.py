"""The search box and its answers: late, failed, none; by finger and without script."""

import pytest
from playwright.sync_api import Route, expect

from tests.e2e.pages.search_box import FOUND, SHOWN, TYPED, SearchBox

pytestmark = pytest.mark.e2e


@pytest.fixture
def box(desktop_page, address) -> SearchBox:
    return SearchBox(desktop_page, address)


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
