"""Never a blank page: what the search page says when there is hardly anything."""

from dataclasses import replace

import pytest

from search.fields import fields_in
from search.nearby import nearby
from search.results import SearchQuery
from search.scopes import Scope
from tests.integration.search.conftest import TODAY
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


@pytest.fixture
def offered(world):
    """A procedure of each tier."""
    world.add("Phép xã", code="1.000001", tiers=("commune",), scopes=("tier:commune",))
    world.add(
        "Phép huyện",
        code="1.000002",
        tiers=("district",),
        scopes=("tier:district",),
        agency="Ủy ban nhân dân cấp huyện",
    )
    world.add(
        "Phép tỉnh",
        code="1.000003",
        tiers=("province",),
        scopes=("tier:province",),
        agency="Sở Tư pháp",
        field="f",
        field_name="Luật sư",
    )
    return world


def test_hardly_anything_is_followed_by_what_the_tiers_above_offer(offered, visit):
    page = visit(COMMUNE, q="phép")

    html, links = text_of(page), links_of(page)
    assert results_in(page) == ["Phép xã", "Phép huyện", "Phép tỉnh"]
    assert "Cấp huyện · Thị xã Hương Thủy<" in html
    assert "Cấp tỉnh · Sở Tư pháp · Luật sư<" in html
    assert "/hue/huong-thuy/procedure/1.000002" in links
    assert "/hue/procedure/1.000003" in links


def test_other_units_of_the_same_tier_are_not_above(offered, visit):
    offered.add("Phép xã khác", tiers=("commune",), scopes=("tier:x",))

    assert "Phép xã khác" not in results_in(visit(COMMUNE, q="phép"))


def test_what_is_found_here_is_not_said_twice(offered, visit):
    offered.add(
        "Phép chung",
        code="1.000009",
        tiers=("commune", "district"),
        scopes=("tier:commune", "tier:district"),
    )

    assert results_in(visit(COMMUNE, q="phép chung")) == ["Phép chung"]


def test_an_exact_answer_goes_before_a_nearer_one_with_some_of_the_words(
    offered, visit
):
    offered.add("Đổi giấy tờ xe", tiers=("district",), scopes=("tier:district",))
    offered.add("Đổi giấy phép lái xe", tiers=("province",))

    titles = results_in(visit(COMMUNE, q="đổi giấy phép lái xe"))

    assert titles[0] == "Đổi giấy phép lái xe"


def test_three_of_its_own_are_enough(offered, visit):
    for number in range(2):
        offered.add(f"Phép xã {number}", scopes=("tier:commune",))

    page = visit(COMMUNE, q="phép")

    assert len(results_in(page)) == 3
    assert "Cấp trên thực hiện" not in text_of(page)


@pytest.mark.parametrize(
    "parameters",
    [{"field": "f"}, {"type": "news"}, {"pham-vi": "tinh"}, {"level": "4"}],
)
def test_filters_that_leave_nothing_ask_nobody_above(offered, visit, parameters):
    assert "Cấp trên thực hiện" not in text_of(visit(COMMUNE, q="phép", **parameters))


def test_the_tab_of_procedures_asks_above_too(offered, visit):
    page = visit(COMMUNE, q="phép", type="procedure")

    assert results_in(page) == ["Phép xã", "Phép huyện", "Phép tỉnh"]


def test_the_province_has_nobody_above(offered, visit):
    assert "Cấp trên thực hiện" not in text_of(visit(PROVINCE, q="phép xã"))


def test_nothing_found_offers_every_way_on(offered, visit):
    offered.add(
        "Giấy xã", scopes=("tier:commune",), field="ho-tich", field_name="Hộ tịch"
    )

    page = visit(COMMUNE, q="qqq giấy zzz xxx")

    html, links = text_of(page), links_of(page)
    assert "Không tìm thấy gì cho “qqq giấy zzz xxx”" in html
    # What shares a word, the directory and its fields, events of life, a person.
    assert "Có từ “giấy”" in html
    assert results_in(page) == ["Giấy xã"]
    assert {"/phu-bai/thu-tuc/", "/hue/phu-bai/field/ho-tich"} <= set(links)
    assert "/phu-bai/thu-tuc/?su-kien=having-a-child" in links
    assert "tel:02343019960" in links
    assert "7 giờ – 17 giờ" in html


def test_no_word_known_leaves_the_directory_and_the_telephone(offered, visit):
    page = visit(COMMUNE, q="qqq zzz")

    assert results_in(page) == []
    assert "Có từ" not in text_of(page)
    assert {"/phu-bai/thu-tuc/", "tel:02343019960"} <= set(links_of(page))


def test_what_the_whole_province_has_is_counted(offered, visit):
    page = visit(COMMUNE, q="phép tỉnh", type="news")

    assert "Trong toàn tỉnh: 1 kết quả" in text_of(page)
    assert "?q=ph%C3%A9p+t%E1%BB%89nh&pham-vi=tinh" in links_of(page)
    assert "Trong toàn tỉnh:" not in text_of(visit(COMMUNE, q="qqq"))
    assert "Trong toàn tỉnh:" not in text_of(visit(PROVINCE, q="phép", type="news"))


def test_what_filters_hide_is_counted_and_the_rest_is_not_offered(offered, visit):
    page = visit(COMMUNE, q="phép", field="không có")

    html, links = text_of(page), links_of(page)
    assert "Bỏ tất cả bộ lọc: 1 kết quả" in html
    assert "?q=ph%C3%A9p" in links
    assert "Có từ" not in html
    assert "Thủ tục theo lĩnh vực" not in html
    assert "tel:02343019960" in links


def test_filters_over_nothing_at_all_are_not_to_blame(offered, visit):
    html = text_of(visit(COMMUNE, q="qqq", field="f"))

    assert "Bỏ tất cả bộ lọc:" not in html
    assert "Thủ tục theo lĩnh vực" in html


def test_a_search_of_the_province_that_finds_nothing_leads_back(offered, visit):
    page = visit(COMMUNE, q="qqq", **{"pham-vi": "tinh"})

    assert "?q=qqq" in links_of(page)
    assert "Chỉ tìm trong Phường Phú Bài" in text_of(page)


def test_few_results_name_who_can_be_called(offered, visit):
    assert "tel:02343000000" in links_of(visit(PROVINCE, q="phép xã"))


def test_where_nobody_can_be_called_nobody_is_named(world, visit):
    page = visit(replace(PROVINCE, help_line=type(PROVINCE.help_line)()), q="qqq")

    assert "Hỏi người trực" not in text_of(page)


def test_without_text_the_page_invites(offered, visit):
    page = visit(COMMUNE)

    assert page.status_code == 200
    links = links_of(page)
    assert 'name="q"' in text_of(page)
    assert "/phu-bai/thu-tuc/" in links
    assert "/phu-bai/thu-tuc/?su-kien=having-a-child" in links
    assert "nm-tabs" not in text_of(page)


def test_the_rarest_word_that_is_known_speaks(world):
    for number in range(3):
        world.add(f"Giấy phép {number}")
    world.add("Giấy chứng tử")

    found = nearby(SearchQuery(text="qqqqqq giấy CHỨNG zzzzzz", at=TODAY))

    assert found is not None
    assert (found.word, [hit.title for hit in found.hits]) == (
        "CHỨNG",
        ["Giấy chứng tử"],
    )
    assert nearby(SearchQuery(text="qqq", at=TODAY)) is None
    assert nearby(SearchQuery(text="?! * 😀", at=TODAY)) is None


def test_fields_are_those_of_what_the_portal_offers_today(world):
    world.add("Một", field="a", field_name="A", scopes=("x",))
    world.add("Hai", field="b", field_name="B", scopes=("x",))
    world.add("Ba", field="b", field_name="B", scopes=("x",))
    world.add("Bốn", field="c", field_name="C", scopes=("y",))
    world.add("Năm", field="d", field_name="D", scopes=("x",), valid_to=TODAY)
    world.add("Tin", type_="news", scopes=("x",))

    def told(scope):
        return [(one.value, one.label, one.count) for one in fields_in(scope, at=TODAY)]

    assert told(Scope(("x",))) == [("b", "B", 2), ("a", "A", 1)]
    assert told(Scope()) == [("b", "B", 2), ("a", "A", 1), ("c", "C", 1)]


def test_the_worst_page_takes_a_bounded_number_of_queries(
    offered, visit, django_assert_max_num_queries
):
    text = "qqq aaaa bbbb cccc dddd phép eeee ffff"
    visit(COMMUNE, q=text, field="f", type="news")

    with django_assert_max_num_queries(50):
        visit(COMMUNE, q=text, field="f", type="news")
    with django_assert_max_num_queries(50):
        visit(COMMUNE, q=text)
