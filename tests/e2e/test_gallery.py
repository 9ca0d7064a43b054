import pytest

from themes.gallery import sample_names

pytestmark = pytest.mark.e2e


def overflow(page) -> int:
    """By how many pixels the page is wider than the screen."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def test_gallery_on_a_phone_in_the_dark_is_accessible(page, address, axe):
    page.emulate_media(color_scheme="dark")
    page.goto(address)

    axe(page)
    assert overflow(page) == 0


def test_gallery_on_a_desktop_by_daylight_is_accessible(desktop_page, address, axe):
    desktop_page.emulate_media(color_scheme="light")
    desktop_page.goto(address)

    axe(desktop_page)
    assert overflow(desktop_page) == 0


@pytest.mark.parametrize("name", sample_names())
def test_sample_page_is_accessible_and_fits_even_with_large_text(
    name, page, address, axe
):
    page.goto(f"{address}trang/{name}/?skin=commune")

    axe(page)
    assert overflow(page) == 0
    # The largest choice of the page, and the browser's own on top: 200 per cent.
    page.evaluate("document.documentElement.dataset.text = 'larger'")
    page.evaluate("document.documentElement.style.fontSize = '143%'")
    assert overflow(page) == 0


def test_pages_obey_their_own_content_security_policy(desktop_page, address):
    refused = []
    desktop_page.on(
        "console", lambda m: refused.append(m.text) if "Content" in m.text else None
    )

    desktop_page.goto(f"{address}trang/home/")
    desktop_page.goto(address)

    assert refused == []


def test_chosen_theme_is_kept_by_the_browser(desktop_page, address):
    desktop_page.goto(f"{address}trang/home/")
    desktop_page.locator("[data-preference=theme][data-value=dark]").click()
    desktop_page.reload()

    html = desktop_page.locator("html")
    assert html.get_attribute("data-theme") == "dark"
    pressed = desktop_page.locator("[data-preference=theme][aria-pressed=true]")
    assert pressed.get_attribute("data-value") == "dark"


def test_ticked_papers_are_remembered(page, address):
    page.goto(f"{address}checklist/")
    page.get_by_label("Giấy chứng sinh").check()
    page.reload()

    assert page.get_by_label("Giấy chứng sinh").is_checked()
    assert not page.get_by_label("Tờ khai đăng ký khai sinh").is_checked()


def test_error_summary_takes_the_focus_and_leads_to_the_field(page, address):
    page.goto(f"{address}trang/form_step/")

    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""
    page.locator("[data-error-summary] a").click()
    assert page.evaluate("document.activeElement.id") == "birth-day"


def test_too_large_file_is_refused_by_name_before_it_is_sent(page, address):
    page.goto(f"{address}trang/form_step/")
    page.locator("#scan").set_input_files(
        {"name": "to.pdf", "mimeType": "application/pdf", "buffer": b"0" * 10485761}
    )

    words = page.locator("[data-file-drop] [data-status]").inner_text()
    assert "to.pdf" in words
    assert page.locator("#scan").input_value() == ""


def test_letters_left_are_counted(page, address):
    page.goto(f"{address}field/")
    page.locator("#t6").fill("á" * 501)

    counter = page.locator(".nm-field__counter")
    assert counter.get_attribute("data-state") == "over"


def test_fragment_replaces_its_link_and_link_stays_when_it_fails(desktop_page, address):
    fragment = "**/cua-toi/manh/nguoi-dung/"
    desktop_page.route(fragment, lambda route: route.fulfill(status=500, body=""))
    desktop_page.goto(f"{address}trang/home/")
    account = desktop_page.locator("[data-fragment]")
    assert account.locator("a").get_attribute("href") == "/cua-toi/"

    desktop_page.unroute(fragment)
    desktop_page.route(
        fragment,
        lambda route: route.fulfill(
            body="<a href='/cua-toi/'>Hồng Nhung</a>", content_type="text/html"
        ),
    )
    desktop_page.reload()
    account.get_by_text("Hồng Nhung").wait_for()


def test_menu_opens_on_a_phone_without_script(page_without_script, address):
    page_without_script.goto(f"{address}trang/home/")
    page_without_script.locator(".nm-menu--narrow summary").click()

    links = page_without_script.locator(".nm-menu--narrow li a")
    assert links.first.is_visible()
    assert links.count() <= 7


FORM_THAT_SAVES = """
  const host = document.querySelector('main');
  host.innerHTML = `<form method="post" action="/sent/" data-autosave-url="/saved/">
    <input name="_revision" value="1"><input name="answer" id="answer">
    <button>Go</button><p data-autosave-status data-failed="Not saved."></p></form>`;
  host.dispatchEvent(new CustomEvent('ngomon:content', { bubbles: true }));
"""


def test_autosave_says_so_and_follows_the_revision(page, address):
    page.route(
        "**/saved/",
        lambda route: route.fulfill(json={"revision": 2, "message": "Saved at 9:41."}),
    )
    page.goto(f"{address}button/")
    page.evaluate(FORM_THAT_SAVES)
    page.locator("#answer").fill("Bảo An")

    page.get_by_text("Saved at 9:41.").wait_for()
    assert page.locator("[name=_revision]").input_value() == "2"
    assert page.locator("form[data-unsaved=true]").count() == 0


def test_failed_autosave_is_said_and_leaving_warns(page, address):
    page.route("**/saved/", lambda route: route.abort())
    page.goto(f"{address}button/")
    page.evaluate(FORM_THAT_SAVES)
    page.locator("#answer").fill("Bảo An")

    page.get_by_text("Not saved.").wait_for()
    assert page.locator("form[data-unsaved=true]").count() == 1
