"""People of the demo at their desks."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page

from portal.demo.sign_in import DEMO_PASSWORD
from tests.e2e.conftest import DESKTOP
from tests.e2e.demo_server import DemoServer
from tests.e2e.pages.staff import sign_in

ADMIN = "/quan-tri/"
SignedIn = Callable[[str], Page]


@pytest.fixture
def signed_in(demo: DemoServer, browser: Browser) -> Iterator[SignedIn]:
    """A desktop on which somebody of the demo has signed in to the administration."""
    contexts = []

    def open_for(name: str) -> Page:
        context = browser.new_context(viewport=DESKTOP, locale="vi-VN")
        contexts.append(context)
        page = context.new_page()
        sign_in(page, demo.url, name, DEMO_PASSWORD, to=ADMIN)
        return page

    yield open_for
    for context in contexts:
        context.close()
