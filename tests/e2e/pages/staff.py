"""Signing in, and the desk inside the administration."""

import re
from typing import Self

from playwright.sync_api import Page


def sign_in(page: Page, base: str, name: str, password: str, *, to: str) -> None:
    page.goto(f"{base}/dang-nhap/?next={to}")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("main form button[type=submit]").click()
    # The page for signing in has the address in its query as well.
    page.wait_for_url(re.compile(re.escape(base + to)))


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
