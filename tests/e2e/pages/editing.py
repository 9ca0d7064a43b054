"""The administration as editors and publishers have it: explorer, editor, choosers."""

import re
from contextlib import suppress
from typing import Self

from django.utils.translation import gettext as _
from playwright.sync_api import Error, Locator, Page, expect


class Explorer:
    """The pages that one may see, level by level."""

    def __init__(self, page: Page, base: str) -> None:
        self.page = page
        self.address = f"{base}/quan-tri/pages/"

    def open(self) -> Self:
        self.page.goto(self.address)
        return self

    @property
    def titles(self) -> list[str]:
        rows = self.page.locator("main table .title-wrapper a").all_inner_texts()
        return [" ".join(row.split()) for row in rows]

    def below(self, title: str) -> Self:
        """Go on to what stands below a page of the list, be it nothing yet."""
        titles = self.page.locator("main tbody .title-wrapper a")
        edit = titles.filter(has_text=title).first.get_attribute("href")
        assert edit is not None
        self.page.goto(f"{self.address}{edit.split('/')[-3]}/")
        return self

    def add(self) -> "PageEditor":
        """A page below the one whose children are shown."""
        self.page.locator("header a[href$='/add_subpage/']").first.click()
        # A parent with one kind of children leads to the editor at once.
        self.page.locator("#id_title").wait_for()
        return PageEditor(self.page)

    def search(self, words: str) -> list[str]:
        """The titles that the search of all pages finds."""
        self.page.goto(f"{self.address}search/?q={words}")
        return self.titles


class PageEditor:
    """A page in the editor of the administration."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def type(self, name: str, text: str) -> Self:
        self.page.locator(f"#id_{name}").fill(text)
        return self

    def reword(self, before: str, after: str) -> Self:
        """Type other words where these stand, in whatever block."""
        boxes = self.page.locator("main input[type=text]")
        expect(boxes.first).to_be_visible()
        standing = boxes.evaluate_all("boxes => boxes.map((box) => box.value)")
        boxes.nth(standing.index(before)).fill(after)
        return self

    def add_block(self, name: str) -> Locator:
        """A block at the end of the body; what it holds."""
        self.page.locator("button.c-sf-add-button").last.click()
        self.page.get_by_role("option", name=name, exact=True).click()
        return self.page.locator("[data-streamfield-child]").last

    def write(self, text: str) -> Self:
        """A block of text."""
        block = self.add_block(_("Text"))
        box = block.locator("[contenteditable=true]")
        box.press_sequentially(text)
        # What is typed reaches the form a moment later than the eye.
        kept = block.locator("[name$='-value']")
        expect(kept).to_have_value(re.compile(re.escape(text)))
        return self

    def choose_form(self, title: str) -> Self:
        """A block with a form, chosen from those that are offered."""
        block = self.add_block(_("Form"))
        Chooser(self.page, block).open().choose(title)
        expect(block.get_by_text(title, exact=True)).to_be_visible()
        return self

    def submit_for_approval(self) -> Self:
        self._act(self.page.locator("footer [name=action-submit]"))
        return self

    def publish(self) -> Self:
        self._act(self.page.locator("footer [name=action-publish]"))
        return self

    def approve(self) -> Self:
        self._act(self.page.locator("footer [data-workflow-action-name=approve]").first)
        return self

    def _act(self, button: Locator) -> None:
        """The button stands in a menu that is folded until it is asked for.

        When the page has just been saved by itself, the menu is drawn anew and a press
        of the old button is lost: then it is pressed again, as people do.
        """
        done = self.page.locator(".messages .success")
        for _press in range(3):
            self.page.wait_for_load_state("networkidle")
            if done.is_visible():
                return
            if not button.is_visible():
                self.page.locator("footer .w-dropdown__toggle").click()
            button.click()
            with suppress(Error):
                done.wait_for(timeout=8_000)
        expect(done).to_be_visible()


class Chooser:
    """The dialogue from which a page or form is chosen for a block."""

    def __init__(self, page: Page, block: Locator) -> None:
        self.page = page
        self.block = block
        self.dialogue = page.locator(".modal-content")
        # Wagtail's page chooser has a row for the page whose children it lists, too.
        self.rows = self.dialogue.locator("tbody td.title")

    def open(self) -> Self:
        self.block.locator(".unchosen button").first.click()
        expect(self.dialogue.locator("table")).to_be_visible()
        return self

    def search(self, words: str) -> Self:
        self.dialogue.locator("[name=q]").fill(words)
        return self

    def titles_of_all_pages(self) -> list[str]:
        """What is offered, on all pages of the list."""
        titles: list[str] = []
        while True:
            titles += [" ".join(row.split()) for row in self.rows.all_inner_texts()]
            onwards = self.dialogue.get_by_role("link", name=_("Next page"))
            if not onwards.count():
                return titles
            with self.page.expect_response("**p=**"):
                onwards.click()
            expect(self.rows.first).not_to_have_text(titles[-self.rows.count()])

    def choose(self, title: str) -> None:
        self.dialogue.get_by_role("link", name=title, exact=True).click()
        expect(self.dialogue).to_have_count(0)
