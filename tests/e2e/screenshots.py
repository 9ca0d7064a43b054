"""Pictures of the demo's pages, phone and desktop: `python -m tests.e2e.screenshots`.

Serves the data folder VAR (loads the demo if it is empty) and writes VAR/screenshots.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import django
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright
from tqdm import tqdm

from tests.e2e.conftest import CHROMIUM, DESKTOP, PHONE
from tests.e2e.demo_server import DemoServer

SIZES: dict[str, ViewportSize] = {"phone": PHONE, "desktop": DESKTOP}
COMMUNE = "/huong-thuy/phu-bai/"
PAGES = {
    "home-province": "/",
    "home-district": "/huong-thuy/",
    "home-commune": COMMUNE,
    "home-commune-template": "/phong-dien/phong-hien/",
    "home-department": "/so-tu-phap/",
    "home-english": "/en/",
    "directory": "/thu-tuc/",
    "directory-commune": f"{COMMUNE}thu-tuc/",
    "directory-filtered": f"{COMMUNE}thu-tuc/?muc-do=4",
    "procedure-level-1": f"{COMMUNE}thu-tuc/1-011606/",
    "procedure-level-2": f"{COMMUNE}thu-tuc/2-000286/",
    "procedure-level-3": f"{COMMUNE}thu-tuc/1-000894/",
    "procedure-level-4": f"{COMMUNE}thu-tuc/1-001193/",
    "procedure-elsewhere": "/so-tu-phap/thu-tuc/1-001193/",
    "search": f"{COMMUNE}tim-kiem/?q=dang+ky+khai+sinh",
    "search-start": f"{COMMUNE}tim-kiem/",
    "search-filtered": f"{COMMUNE}tim-kiem/?q=dang+ky&level=4&field=ho-tich",
    "search-too-narrow": f"{COMMUNE}tim-kiem/?q=dang+ky&level=4&field=khong-co",
    "search-few": f"{COMMUNE}tim-kiem/?q=giay+phep+lai+xe",
    "search-empty": f"{COMMUNE}tim-kiem/?q=xyzzyqq",
    "search-near": f"{COMMUNE}tim-kiem/?q=xyzzyqq+khai+qqwwq",
    "search-long-title": "/tim-kiem/?q=huan+luyen+an+toan+ve+sinh+lao+dong+hang+B",
    "search-documents": "/tim-kiem/?q=giay+uy+quyen&type=document",
    "search-english": f"/en{COMMUNE}tim-kiem/?q=birth+registration",
    "news": f"{COMMUNE}tin-tuc/",
    "contact": f"{COMMUNE}lien-he/",
    "introduction": f"{COMMUNE}gioi-thieu/",
    "site-map": f"{COMMUNE}so-do-cong/",
    "statistics": f"{COMMUNE}thong-ke/",
    "tracking": "/tra-cuu/",
    "tracking-unknown": "/tra-cuu/H57.132-260804-0583/",
    "sign-in": "/dang-nhap/",
    "register": "/dang-ky/",
    "not-found": f"{COMMUNE}khong-co/",
    "api-docs": "/api/docs/",
    "demo-guide": "/dung-thu/",
}


class Photographer:
    """Takes every page in one size."""

    def __init__(self, browser: Browser, base: str, folder: Path, size: str) -> None:
        self.browser = browser
        self.base = base
        self.folder = folder
        self.size = size

    def page(self) -> Page:
        context = self.browser.new_context(
            viewport=SIZES[self.size], locale="vi-VN", device_scale_factor=1
        )
        return context.new_page()

    def take(self, page: Page, name: str) -> None:
        page.wait_for_load_state("networkidle")
        # A page that scrolled to its error is still shown from its top.
        page.evaluate("window.scrollTo(0, 0)")
        page.screenshot(path=self.folder / f"{name}-{self.size}.png", full_page=True)

    def stills(self) -> None:
        """Pages that stand at an address."""
        page = self.page()
        for name, path in tqdm(PAGES.items(), desc=self.size):
            page.goto(self.base + path)
            self.take(page, name)
        page.goto(f"{self.base}{COMMUNE}tin-tuc/")
        page.locator("main .nm-card a").first.click()
        page.wait_for_load_state()
        self.take(page, "news-item")
        self.suggestions(page)
        page.context.close()

    def suggestions(self, page: Page) -> None:
        """What the search box suggests, with one of it chosen; and the open filters."""
        page.goto(f"{self.base}{COMMUNE}tim-kiem/")
        page.locator("#q").fill("giay")
        page.locator("[role=option]").first.wait_for()
        page.locator("#q").press("ArrowDown")
        self.take(page, "search-suggestions")
        page.goto(f"{self.base}{COMMUNE}tim-kiem/?q=khai+sinh")
        drawer = page.locator("summary.nm-facets__toggle")
        if drawer.is_visible():
            drawer.click()
        self.take(page, "search-facets")


def story(photographer: Photographer) -> None:
    """From the empty form to the receipt, tracked, and seen by the officer."""
    from tests.e2e.birth import (
        PROCEDURE,
        attach_papers,
        fill_applicant,
        fill_child,
        fill_father,
        fill_mother,
    )
    from tests.e2e.copies import fingerprint_on
    from tests.e2e.pages.form import FormPages
    from tests.e2e.pages.public import OwnDossier

    page = photographer.page()
    take: Callable[[str], None] = lambda name: photographer.take(page, name)  # noqa: E731
    page.goto(f"{photographer.base}{PROCEDURE}")
    embedded = page.locator("#bieu-mau [data-form-part]")
    embedded.wait_for()
    page.goto(f"{photographer.base}{PROCEDURE}nop/")
    take("form-begin")
    form = FormPages(page).begin()
    take("form-step")
    fill_applicant(form, person_id="04619400077")
    form.go_on()
    form.error_summary.wait_for()
    take("form-error")
    fill_applicant(form)
    form.go_on().wait_for_step(2)
    take("form-step-child")
    window = page.context.new_page()
    window.goto(page.url)
    fill_child(form)
    form.go_on().wait_for_step(3)
    later = FormPages(window).type("Họ, chữ đệm, tên của trẻ", "Trần Lê Bảo Ngọc")
    later.go_on()
    window.locator(".nm-rivals").wait_for()
    photographer.take(window, "form-two-windows")
    window.goto(f"{photographer.base}{PROCEDURE}nop/da-luu/")
    window.locator("[name=_link][value=show]").click()
    window.locator(".nm-handover__link").wait_for()
    photographer.take(window, "form-kept")
    window.goto(window.locator(".nm-handover__address").inner_text())
    photographer.take(window, "form-another-device")
    window.close()
    fill_mother(form)
    form.go_on().wait_for_step(4)
    fill_father(form)
    form.go_on().wait_for_step(5)
    with tempfile.TemporaryDirectory() as folder:
        attach_papers(form, Path(folder))
        page.wait_for_timeout(1500)
        take("form-papers")
        form.go_on().wait_for_check()
    take("form-check")
    form.go_on_without_declaration()
    take("form-check-error")
    form.declare().submit()
    take("receipt")
    code = OwnDossier(page).code
    with page.expect_download() as fetched:
        page.locator("a[href$='/ban-sao/']").click()
    fingerprint = fingerprint_on(fetched.value.path())
    page.goto(f"{photographer.base}/tra-cuu/{code}/ban-sao/{fingerprint}/")
    take("copy-confirmed")
    page.goto(f"{photographer.base}/tra-cuu/{code}/")
    take("tracking-result")
    page.context.close()


def signed_in(photographer: Photographer) -> None:
    """What the citizen and the officer of the demo see."""
    from portal.demo.sign_in import DEMO_PASSWORD
    from tests.e2e.pages.staff import Desk, sign_in

    base = photographer.base
    page = photographer.page()
    sign_in(page, base, "citizen", DEMO_PASSWORD, to="/cua-toi/")
    photographer.take(page, "account")
    for name in ("tin-nhan", "giay-to", "ho-so-ca-nhan"):
        page.goto(f"{base}/cua-toi/{name}/")
        photographer.take(page, f"account-{name}")
    page.goto(f"{base}/cua-toi/")
    links = page.locator("main a[href*='/cua-toi/ho-so/']")
    for number in range(min(links.count(), 4)):
        page.goto(f"{base}/cua-toi/")
        links.nth(number).click()
        page.wait_for_load_state()
        photographer.take(page, f"owner-{number + 1}")
    page.context.close()
    page = photographer.page()
    sign_in(page, base, "officer.phu-bai", DEMO_PASSWORD, to="/quan-tri/ho-so/")
    photographer.take(page, "desk")
    code = Desk(page, base).codes[0]
    Desk(page, base).open_dossier(code)
    photographer.take(page, "desk-dossier")
    page.locator(".desk-actions a").first.click()
    photographer.take(page, "desk-action")
    page.context.close()


def take_all(base: str, folder: Path) -> None:
    """Every picture in both sizes."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM if CHROMIUM.exists() else None,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        for size in SIZES:
            photographer = Photographer(browser, base, folder, size)
            photographer.stills()
            story(photographer)
            signed_in(photographer)
        browser.close()


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")  # noqa: TID251
    django.setup()
    from django.utils import translation

    from portal.settings.env import VAR

    translation.activate("vi")
    with DemoServer(VAR) as server:
        take_all(server.url, VAR / "screenshots")


if __name__ == "__main__":
    main()
