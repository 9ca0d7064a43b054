"""A real browser for journeys: a phone, a desktop, and the accessibility checker."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.e2e.demo_server import DemoServer

PHONE = {"width": 360, "height": 780}
DESKTOP = {"width": 1280, "height": 800}
CHROMIUM = Path("/usr/bin/chromium")
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
# Colours in the middle of a movement are nobody's: a message that fades in is read once
# it stands there, while its contrast falls short until then. What never ends (a
# spinner) is not waited for, and what was cut off in between has no end to wait for.
AT_REST = """async () => {
  for (let round = 0; round < 10; round += 1) {
    const moving = document.getAnimations().filter(
      (animation) =>
        animation.playState === "running" &&
        Number.isFinite(animation.effect?.getComputedTiming().endTime)
    );
    if (moving.length === 0) return true;
    await Promise.allSettled(moving.map((animation) => animation.finished));
  }
  return false;
}"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright keeps an event loop in this thread, which Django takes for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # noqa: TID251
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM if CHROMIUM.exists() else None,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield chromium
        chromium.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]  # noqa: TID251


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone that speaks Vietnamese."""
    context = browser.new_context(viewport=PHONE, locale="vi-VN", has_touch=True)
    yield context.new_page()
    context.close()


@pytest.fixture
def desktop_page(browser: Browser) -> Iterator[Page]:
    """A desk with a large screen."""
    context = browser.new_context(viewport=DESKTOP, locale="vi-VN")
    yield context.new_page()
    context.close()


@pytest.fixture
def page_without_script(browser: Browser) -> Iterator[Page]:
    """A phone whose browser runs no script at all."""
    context = browser.new_context(
        viewport=PHONE, locale="vi-VN", java_script_enabled=False
    )
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoServer]:
    """The demo on a port of its own, with data of its own and its worker."""
    with DemoServer(tmp_path_factory.mktemp("demo")) as server:
        yield server


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The gallery as it stands under DEBUG, without the rooms that it does not need:
    neither their middleware nor a database that each test would empty again."""
    with override_settings(
        DEBUG=True,
        MIDDLEWARE=["csp.middleware.CSPMiddleware"],
        ROOT_URLCONF="tests.e2e.gallery_urls",
    ):
        server = LiveServer("localhost")
        yield f"{server.url}/thanh-phan/"
        server.stop()


@pytest.fixture(scope="session")
def axe() -> Callable[..., None]:
    """Assert that what a page shows violates no rule of WCAG 2.1, level A or AA;
    `without` selects what is not ours to mend."""
    checker = Axe()

    def check(page: Page, *, without: str = "") -> None:
        page.wait_for_load_state()
        assert page.evaluate(AT_REST), "The page does not come to rest."
        context = {"exclude": [[without]]} if without else None
        results = checker.run(page, context=context, options=RULES)
        assert results.violations_count == 0, results.generate_report()

    return check
