"""The search page as a citizen without JavaScript meets it."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from django.http import HttpResponse
from django.utils import translation

from search.views import search_page
from themes.frame import Frame, Link

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

PROVINCE = Frame(title="Thừa Thiên Huế", portal_path="/hue/")
COMMUNE = Frame(
    title="Phường Phú Bài",
    portal_path="/hue/phu-bai/",
    home_url="/phu-bai/",
    search_url="/phu-bai/tim-kiem/",
    directory_url="/phu-bai/thu-tuc/",
    tiers=(Link("Tỉnh", "/"), Link("Thị xã", "/huong-thuy/"), Link("Phường", "/p/")),
    search_scopes=("tier:commune",),
    search_excluded=("agency:phu-bai",),
)


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    def address_of(kind, key, *, portal="", language="vi"):
        return f"{portal or '/'}{kind}/{key}"

    monkeypatch.setattr("search.addresses.address_of", address_of)


@pytest.fixture
def visit(rf):
    def get(frame=PROVINCE, **parameters) -> HttpResponse:
        request = rf.get("/tim-kiem/", parameters)
        request.frame = frame
        return search_page(request)

    return get


def text_of(response) -> str:
    return unescape(response.content.decode())


def links_of(response) -> list[str]:
    return [unescape(url) for url in re.findall(r'href="([^"]+)"', text_of(response))]


def test_results_show_title_tier_fee_and_time_with_hits_marked(world, visit):
    world.add(
        "Đăng ký khai sinh",
        code="1.001193",
        tiers=("commune",),
        field="ho-tich",
        field_name="Hộ tịch",
        fee="Miễn phí",
        term="Trong ngày",
        summary="Cho trẻ mới sinh.",
    )

    page = visit(q="khai sinh")

    assert page.status_code == 200
    html = text_of(page)
    assert "Đăng ký <mark>khai sinh</mark>" in html
    assert "Cho trẻ mới <mark>sinh</mark>." in html
    for fact in ("Hộ tịch", "Miễn phí", "Trong ngày", "1.001193"):
        assert fact in html
    assert "/hue/procedure/1.001193" in links_of(page)


def test_what_was_typed_is_shown_as_text_only(world, visit):
    page = visit(q='<script>alert(1)</script>" onfocus="x')

    html = page.content.decode()
    assert "<script>alert" not in html
    assert '" onfocus' not in html
    assert "&lt;script&gt;" in html


def test_the_state_stands_in_the_links(world, visit):
    for number in range(3):
        world.add(f"Phép {number}", field=f"f{number % 2}", field_name=f"F{number % 2}")
    world.add("Phép tin", type_="news", path="/hue/tin/")

    everything = links_of(visit(q="phép"))
    chosen = visit(q="phép", type="procedure", field="f0")

    assert "?q=ph%C3%A9p&field=f0" in everything
    assert "?q=ph%C3%A9p&type=news" in everything
    urls = links_of(chosen)
    assert "?q=ph%C3%A9p&type=procedure&field=f0&field=f1" in urls
    assert "?q=ph%C3%A9p&type=procedure" in urls
    assert "?q=ph%C3%A9p&field=f0" in urls
    assert text_of(chosen).count('class="nm-result"') == 2


def test_a_unit_finds_its_own_and_offers_the_whole_province(world, visit):
    world.add("Phép xã", code="1.000001", scopes=("tier:commune",))
    world.add("Phép tỉnh", code="1.000002", scopes=("tier:province",))

    narrow, wide = (
        visit(COMMUNE, q="phép"),
        visit(COMMUNE, q="phép", **{"pham-vi": "tinh"}),
    )

    assert "/hue/phu-bai/procedure/1.000001" in links_of(narrow)
    assert not [url for url in links_of(narrow) if "1.000002" in url]
    assert "?q=ph%C3%A9p&pham-vi=tinh" in links_of(narrow)
    assert {"/procedure/1.000001", "/procedure/1.000002"} <= set(links_of(wide))
    assert "?q=ph%C3%A9p" in links_of(wide)
    assert 'name="pham-vi" value="tinh"' in text_of(wide)


def test_the_province_has_nothing_wider(world, visit):
    world.add("Phép")

    assert not [url for url in links_of(visit(q="phép")) if "pham-vi" in url]


def test_a_unit_with_hardly_anything_shows_what_the_tiers_above_offer(world, visit):
    world.add("Phép xã", code="1.000001", tiers=("commune",), scopes=("tier:commune",))
    world.add("Phép tỉnh", code="1.000002", tiers=("province",))
    world.add("Phép xã khác", code="1.000003", tiers=("commune",))

    urls = links_of(visit(COMMUNE, q="phép"))

    assert "/procedure/1.000002" in urls
    assert not [url for url in urls if "1.000003" in url]


def test_a_unit_with_enough_of_its_own_stays_by_itself(world, visit):
    for number in range(3):
        world.add(f"Phép {number}", scopes=("tier:commune",))
    world.add("Phép tỉnh", code="1.000002", tiers=("province",))

    assert not [url for url in links_of(visit(COMMUNE, q="phép")) if "1.000002" in url]


def test_nothing_found_says_what_to_do(world, visit):
    page = visit(COMMUNE, q="không có gì")

    assert "không có gì" in text_of(page)
    assert "/phu-bai/thu-tuc/" in links_of(page)


def test_too_narrow_filters_can_be_removed(world, visit):
    world.add("Phép", field="a", field_name="A")

    urls = links_of(visit(q="phép", field="b"))

    assert "?q=ph%C3%A9p" in urls


def test_without_text_the_page_invites(visit, world):
    page = visit(COMMUNE)

    assert page.status_code == 200
    assert 'name="q"' in text_of(page)
    assert "/phu-bai/thu-tuc/" in links_of(page)


def test_pages_keep_the_state(world, visit):
    for number in range(41):
        world.add(f"Phép {number}", field="a", field_name="A")

    first, last = visit(q="phép", field="a"), visit(q="phép", field="a", page="3")

    assert "?q=ph%C3%A9p&field=a&page=2" in links_of(first)
    assert text_of(first).count('class="nm-result"') == 20
    assert text_of(last).count('class="nm-result"') == 1


def test_a_page_after_the_last_leads_to_the_last(world, visit):
    for number in range(21):
        world.add(f"Phép {number}")

    answer = visit(q="phép", page="99")

    assert (answer.status_code, answer["Location"]) == (302, "?q=ph%C3%A9p&page=2")


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "1" * 30, "", "1.5"])
def test_a_page_that_is_no_number_is_the_first(world, visit, page):
    world.add("Phép")

    assert visit(q="phép", page=page).status_code == 200


@pytest.mark.parametrize(
    "text", ["x" * 10_000, "'; DROP TABLE x", "\x00", "\u202e", "😀", '"', "\ud800"]
)
def test_odd_text_gets_a_page(world, visit, text):
    assert visit(q=text.encode(errors="replace").decode()).status_code == 200


def test_only_reading_is_allowed(rf):
    assert search_page(rf.post("/tim-kiem/", {"q": "x"})).status_code == 405


def test_english_pages_show_english_titles(world, visit):
    world.add("Đăng ký khai sinh", title_en="Birth registration", code="1.001193")

    with translation.override("en"):
        page = visit(q="birth")

    assert "Birth registration" in text_of(page)


def test_news_say_what_and_when_they_are(world, visit):
    world.add(
        "Lễ hội áo dài",
        type_="news",
        path="/hue/tin/",
        agency="Phường Phú Bài",
        published_at=datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
    )

    assert "Phường Phú Bài · 21/11/2026" in text_of(visit(q="ao dai"))


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    world, visit, django_assert_num_queries
):
    for number in range(3):
        world.add(f"Phép {number}", code=f"1.00000{number}", scopes=("tier:commune",))
    visit(COMMUNE, q="phép")
    with django_assert_num_queries(5):
        visit(COMMUNE, q="phép")

    for number in range(3, 45):
        world.add(f"Phép {number}", scopes=("tier:commune",))
    with django_assert_num_queries(5):
        visit(COMMUNE, q="phép")
