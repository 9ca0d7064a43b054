"""The search page as a citizen without JavaScript meets it."""

import re
from datetime import UTC, datetime

import pytest
from django.utils import translation

from search.views import search_page
from tests.integration.search.conftest import ask
from tests.integration.search.search_pages import (
    COMMUNE,
    PROVINCE,
    links_of,
    results_in,
    text_of,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_addresses"),
]


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


def test_only_reading_is_allowed(rf):
    assert search_page(rf.post("/tim-kiem/", {"q": "x"})).status_code == 405


def test_news_say_what_and_when_they_are(world, visit):
    world.add(
        "Lễ hội áo dài",
        type_="news",
        path="/hue/tin/",
        agency="Phường Phú Bài",
        published_at=datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
    )

    assert "Phường Phú Bài · 21/11/2026" in text_of(visit(q="ao dai"))


def test_documents_say_what_kind_of_file_they_are(world, visit):
    world.register("document")
    world.add(
        "Mẫu đơn",
        type_="document",
        path="9/mau-don.docx",
        agency="Phường Phú Bài",
        published_at=datetime(2026, 11, 20, 18, 0, tzinfo=UTC),
    )

    page = visit(q="mẫu đơn")

    assert "Văn bản · DOCX · Phường Phú Bài · 21/11/2026" in text_of(page)
    assert "/hue/document/9/mau-don.docx" in links_of(page)


def test_in_english_a_result_speaks_english_and_what_does_not_is_marked(world, visit):
    world.add(
        "Đăng ký khai sinh",
        title_en="Birth registration",
        code="1.001193",
        tiers=("commune", "district"),
        field="ho-tich",
        field_name="Hộ tịch",
        field_name_en="Civil status",
        fee="Miễn phí",
        fee_en="Free of charge",
        term="Trong ngày",
        term_en="Same day",
        level="4",
        summary="Cho trẻ mới sinh.",
    )
    world.add("Đăng ký hộ", summary="birth")

    with translation.override("en"):
        html = text_of(visit(q="birth"))

    assert "<mark>Birth</mark> registration" in html
    assert "Commune level, district level · Civil status" in html
    assert "Free of charge" in html
    assert "Same day" in html
    assert "Submit online" in html
    assert '<p class="nm-result__snippet" lang="vi">Cho trẻ mới sinh.</p>' in html
    assert 'lang="vi">Đăng ký hộ</a>' in html
    assert "Miễn phí" not in html
    assert "Hộ tịch" not in html


def test_the_box_suggests_what_the_page_finds(world, visit):
    def suggestions(**parameters):
        (found,) = re.findall(r'data-combobox="([^"]+)"', text_of(visit(**parameters)))
        return found

    address = "/api/v1/search/suggest/?language=vi"
    assert suggestions(frame=COMMUNE, q="x") == f"{address}&portal=/hue/phu-bai/"
    assert suggestions(frame=COMMUNE, q="x", **{"pham-vi": "tinh"}) == address
    with translation.override("en"):
        assert "language=en" in suggestions(frame=PROVINCE)


def test_the_title_says_what_was_found(world, visit):
    world.add("Phép")

    assert "<title>phép: 1 kết quả · Tìm kiếm · Thừa Thiên Huế</title>" in text_of(
        visit(q="phép")
    )


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    world, visit, django_assert_num_queries
):
    for number in range(3):
        world.add(f"Phép {number}", code=f"1.00000{number}", scopes=("tier:commune",))
    visit(COMMUNE, q="phép")
    # What the embedded engine needs: groups seen, groups matched, matches, titles of
    # the window, rows of the page.
    with django_assert_num_queries(5):
        visit(COMMUNE, q="phép")

    for number in range(3, 45):
        world.add(f"Phép {number}", scopes=("tier:commune",))
    with django_assert_num_queries(5):
        visit(COMMUNE, q="phép")


def test_results_are_drawn_without_a_query(
    world, visit, monkeypatch, django_assert_num_queries
):
    for number in range(30):
        world.add(
            f"Phép {number}",
            code=f"1.0000{number:02}",
            field=f"f{number}",
            field_name=f"F{number}",
            units=("19804",),
            level="4",
        )
    found = ask("phép")
    assert (found.count, len(found.hits)) == (30, 20)
    monkeypatch.setattr("search.queries.search", lambda query: found)

    with django_assert_num_queries(0):
        assert len(results_in(visit(q="phép", field="f1"))) == 20
