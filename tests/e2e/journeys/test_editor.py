"""An editor writes, a publisher approves, and the neighbours see nothing of it."""

import pytest

from portal.demo.sign_in import DEMO_PASSWORD
from tests.e2e.birth import COMMUNE
from tests.e2e.pages.staff import PageEditor, sign_in

pytestmark = pytest.mark.e2e
HOME = "/quan-tri/"


def _signed_in(demo, page, name: str) -> PageEditor:
    sign_in(page, demo.url, name, DEMO_PASSWORD, to=HOME)
    return PageEditor(page, demo.url)


@pytest.fixture
def other_page(browser):
    """A second desk, where somebody else is signed in."""
    context = browser.new_context(locale="vi-VN")
    yield context.new_page()
    context.close()


def test_news_reaches_the_public_only_through_the_publisher(
    demo, page, desktop_page, other_page
) -> None:
    section = f"{COMMUNE}tin-tuc/"
    found = page.request.get(f"{demo.url}/api/v1/pages/", params={"path": section})
    (index,) = found.json()["results"]

    editor = _signed_in(demo, desktop_page, "editor.phu-bai")
    editor.add("newspage", index["id"])
    editor.type("title", "Ngày tiếp dân tháng 12")
    editor.type("lead", "Chủ tịch phường tiếp dân sáng thứ Năm.")
    address = f"{demo.url}{section}{editor.slug}/"
    editor.submit_to_moderation()
    assert page.request.get(address).status == 404

    waiting = other_page.request
    publisher = _signed_in(demo, other_page, "publisher.phu-bai")
    other_page.get_by_role("link", name="Ngày tiếp dân tháng 12").first.click()
    number = publisher.number
    publisher.approve()
    assert waiting.get(address).status == 200
    page.goto(address)
    assert page.get_by_role("heading", level=1).inner_text() == "Ngày tiếp dân tháng 12"

    other_page.context.clear_cookies()
    _signed_in(demo, other_page, "editor.thuy-duong")
    for rest in ("edit", "history", "copy", "move", "unpublish", "delete"):
        closed = other_page.request.get(
            f"{demo.url}/quan-tri/pages/{number}/{rest}/", max_redirects=0
        )
        assert closed.status in {302, 403, 404}, rest
    listed = other_page.request.get(f"{demo.url}/quan-tri/pages/{index['id']}/")
    assert "Ngày tiếp dân tháng 12" not in listed.text()
