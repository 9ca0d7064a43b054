"""The public pages of a unit: home, search, procedure, tracking."""

import re
from typing import Self

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page


class PortalHome:
    """The home of a province, district or commune."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.address = address

    def open(self) -> Self:
        self.page.goto(self.address)
        return self

    def search(self, words: str) -> "SearchResults":
        box = (
            self.page.locator("main")
            .get_by_role("combobox")
            .or_(self.page.locator("main").get_by_role("searchbox"))
        )
        box.first.fill(words)
        box.first.press("Enter")
        self.page.wait_for_url("**/tim-kiem/**")
        return SearchResults(self.page)


class SearchResults:
    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def titles(self) -> list[str]:
        return (
            self.page.locator("main").get_by_role("heading", level=2).all_inner_texts()
        )

    def open_result(self, title: str) -> "ProcedurePage":
        link = self.page.locator("main").get_by_role("link", name=title, exact=True)
        link.first.click()
        self.page.wait_for_url("**/thu-tuc/**")
        return ProcedurePage(self.page)


class ProcedurePage:
    """A procedure in the frame of a unit, its form in the page where scripts run."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def title(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text()

    @property
    def unit(self) -> str:
        """Whose frame the page stands in."""
        return self.page.locator(".nm-header__title").inner_text()

    @property
    def form_region(self) -> Locator:
        return self.page.locator("#bieu-mau")


class Tracking:
    """The box for anyone who knows a code."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.address = f"{base}/tra-cuu/"

    def look_up(self, code: str) -> Self:
        self.page.goto(self.address)
        self.page.get_by_label(_("Dossier code")).fill(code)
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=_("Track the dossier")).click()
        return self

    @property
    def stage(self) -> str:
        """The stage that is marked as the present one."""
        return self.page.locator("[aria-current=step]").inner_text().split("\n")[1]

    @property
    def is_finished(self) -> bool:
        """Whether every stage is behind the dossier."""
        stages = self.page.locator(".nm-stages__stage")
        done = self.page.locator(".nm-stages__stage--done")
        return 0 < stages.count() == done.count()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()


class OwnDossier:
    """A dossier as its owner sees it, by the secret link or signed in."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @property
    def code(self) -> str:
        found = re.search(
            r"H57\.[\d.]+-\d{6}-\d{4}", self.page.locator("main").inner_text()
        )
        assert found is not None, self.page.locator("main").inner_text()
        return found[0]

    @property
    def diary(self) -> str:
        return self.page.locator("#diary").inner_text()

    @property
    def text(self) -> str:
        return self.page.locator("main").inner_text()

    @property
    def entries(self) -> list[str]:
        """The titles of the diary, newest first."""
        return self.page.locator(".nm-diary__title").all_inner_texts()
