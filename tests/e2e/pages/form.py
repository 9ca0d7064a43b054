"""The form of a procedure, in its page or on pages of its own."""

import re
from pathlib import Path
from typing import Self

from django.utils.translation import gettext as _
from playwright.sync_api import Locator, Page


class FormPages:
    """Steps, answers to check, submission: `region` is where the form stands."""

    def __init__(self, page: Page, region: Locator | None = None) -> None:
        self.page = page
        self.region = page.locator("main") if region is None else region

    def begin(self) -> Self:
        self.region.get_by_role("button", name=_("Begin")).click()
        self.wait_for_step(1)
        return self

    def wait_for_step(self, number: int) -> None:
        self.region.locator(f"progress[value='{number}']").wait_for()

    @property
    def heading(self) -> str:
        return self.region.locator(
            "[data-form-part] :is(h1, h2):not(.nm-errors *)"
        ).first.inner_text()

    def type(self, label: str, text: str) -> Self:
        self.region.get_by_label(label, exact=False).first.fill(text)
        return self

    def value(self, label: str) -> str:
        return self.region.get_by_label(label, exact=False).first.input_value()

    def date(self, label: str, day: str, month: str, year: str) -> Self:
        group = self.region.get_by_role("group", name=label)
        group.get_by_label(_("Day"), exact=True).fill(day)
        group.get_by_label(_("Month"), exact=True).fill(month)
        group.get_by_label(_("Year"), exact=True).fill(year)
        return self

    def address(self, label: str, unit: str, line: str = "") -> Self:
        group = self.region.get_by_role("group", name=label)
        group.get_by_role("combobox").select_option(unit)
        if line:
            group.get_by_role("textbox").fill(line)
        return self

    def choose(self, label: str, answer: str) -> Self:
        group = self.region.get_by_role("radiogroup", name=label)
        group.get_by_label(answer, exact=True).check()
        return self

    def attach(self, label: str, file: Path) -> Self:
        self.region.get_by_label(label, exact=False).first.set_input_files(file)
        return self

    def go_on(self) -> Self:
        self.region.get_by_role("button", name=_("Continue"), exact=True).click()
        return self

    @property
    def error_summary(self) -> Locator:
        return self.region.locator("[data-error-summary]")

    def follow_first_error(self) -> str:
        """Follow the first line of the summary; the id of what has the focus then."""
        self.error_summary.get_by_role("link").first.click()
        return self.page.evaluate("document.activeElement.id")

    def wait_for_check(self) -> None:
        self.region.get_by_role("heading", name=_("Check your answers")).wait_for()

    def declare(self) -> Self:
        self.region.locator("#declaration").check()
        return self

    def submit(self, *, twice: bool = False) -> None:
        button = self.region.get_by_role("button", name=_("Submit the dossier"))
        button.dblclick() if twice else button.click()
        self.page.wait_for_url(re.compile("/bien-nhan/"))

    def go_on_without_declaration(self) -> Self:
        self.region.get_by_role("button", name=_("Submit the dossier")).click()
        self.error_summary.wait_for()
        return self
