"""The search box of the gallery, and what it asks of a server that is made up."""

import json
from collections.abc import Callable
from typing import Self
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Locator, Page, Route, expect

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

    def open(self, answer: Answer | None = None, status: int = 200) -> Self:
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

    def type(self, text: str = TYPED) -> Self:
        self.input.press_sequentially(text)
        return self

    def wait(self) -> Self:
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
