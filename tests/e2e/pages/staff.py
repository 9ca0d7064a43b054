"""The desk and the editors' pages inside the administration."""

import re
from typing import Self

from playwright.sync_api import Page


def sign_in(page: Page, base: str, name: str, password: str, *, to: str) -> None:
    page.goto(f"{base}/dang-nhap/?next={to}")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(f"**{to}**")


class Desk:
    """The dossiers of an officer's own agencies."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.address = f"{base}/quan-tri/ho-so/"

    def open(self) -> Self:
        self.page.goto(self.address)
        return self

    @property
    def codes(self) -> list[str]:
        return self.page.locator(".desk-code a").all_inner_texts()

    def open_dossier(self, code: str) -> Self:
        self.page.get_by_role("link", name=code, exact=True).click()
        return self

    @property
    def actions(self) -> list[str]:
        return self.page.locator(".desk-actions a").all_inner_texts()

    @property
    def answers(self) -> str:
        return self.page.locator(".desk-left").inner_text()

    @property
    def diary(self) -> str:
        return self.page.locator(".desk-diary").inner_text()

    def act(self, action: str, **typed: str) -> Self:
        """Press the button of an action, answer what it asks, confirm."""
        self.page.locator(".desk-actions").get_by_role("link", name=action).click()
        for name, text in typed.items():
            field = self.page.locator(f"#id_{name}")
            if field.evaluate("element => element.tagName") == "SELECT":
                field.select_option(label=text)
            else:
                field.fill(text)
        self.page.locator(".desk-form button[type=submit]").click()
        self.page.locator(".desk-panes").wait_for()
        return self


class PageEditor:
    """A page in the editor of the administration."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.base = base

    def add(self, kind: str, parent: int) -> Self:
        self.page.goto(f"{self.base}/quan-tri/pages/add/cms_pages/{kind}/{parent}/")
        return self

    def open(self, number: int) -> Self:
        self.page.goto(f"{self.base}/quan-tri/pages/{number}/edit/")
        return self

    @property
    def number(self) -> int:
        found = re.search(r"/pages/(\d+)/edit/", self.page.url)
        assert found is not None, self.page.url
        return int(found[1])

    def type(self, name: str, text: str) -> Self:
        self.page.locator(f"#id_{name}").fill(text)
        return self

    @property
    def slug(self) -> str:
        """The end of the address, made from the title when that is left."""
        self.page.locator("#id_title").press("End")
        self.page.locator("#id_title").blur()
        self.page.wait_for_function("document.getElementById('id_slug').value")
        return self.page.locator("#id_slug").input_value()

    def submit_to_moderation(self) -> Self:
        """The button stands in a menu that is folded until it is asked for."""
        with self.page.expect_navigation():
            button = self.page.locator("[name=action-submit]")
            button.evaluate("button => button.click()")
        return self

    def approve(self) -> Self:
        approve = self.page.locator("[data-workflow-action-name=approve]")
        approve.first.evaluate("button => button.click()")
        self.page.wait_for_url("**/pages/*/")
        return self
