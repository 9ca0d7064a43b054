"""The contract of every engine: the one that the database brings, Elasticsearch."""

import unicodedata
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search import queries
from search.scopes import Scope
from tests.integration.search.conftest import ask, complete, counts

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ENGINES = [
    "embedded",
    pytest.param("elasticsearch", marks=pytest.mark.elasticsearch),
]


@pytest.fixture(params=ENGINES, autouse=True)
def answering(request, monkeypatch):
    """Who is to answer; nobody else may."""
    if request.param == "elasticsearch":
        request.getfixturevalue("copied")
        monkeypatch.setattr(queries, "engine", no_other_engine)
    return request.param


def no_other_engine():
    pytest.fail("Elasticsearch left the answer to the embedded engine.")


BIRTH = "Thủ tục đăng ký khai sinh"
MOBILE = "Thủ tục đăng ký khai sinh lưu động"
DEATH = "Thủ tục đăng ký khai tử"
LAND = "Cấp đổi Giấy chứng nhận quyền sử dụng đất"


@pytest.fixture
def civil_status(world):
    world.add(MOBILE, code="1.003583")
    world.add(BIRTH, code="1.001193", body="Người yêu cầu nộp tờ khai tại Ủy ban.")
    world.add(DEATH, code="1.000656")
    world.add(LAND, code="1.004193", phrases=("sổ đỏ", "đổi sổ hồng"))
    return world


@pytest.mark.parametrize(
    "typed",
    [
        "Thủ tục đăng ký khai sinh",
        "dang ky khai sinh",
        "DANG KI KHAI SINH",
        "đăng kí khai sinh",
        unicodedata.normalize("NFD", "đăng ký khai sinh"),
        "đằng kỷ khài sính",
        "dang ky khai sinh !!!",
        '"dang ky" AND khai* OR (sinh) NOT NEAR',
        "1.001193",
        "1001193",
        "1-001193",
        "1.001193.000.00.00.H59",
    ],
)
def test_birth_registration_is_found_first(civil_status, find, typed):
    assert find(typed)[0] == BIRTH


def test_all_words_are_needed_while_enough_is_found(civil_status, find):
    civil_status.add("Đăng ký khai sinh có yếu tố nước ngoài")

    assert set(find("khai sinh")) == {
        BIRTH,
        MOBILE,
        "Đăng ký khai sinh có yếu tố nước ngoài",
    }


def test_with_too_little_found_most_of_the_words_will_do(civil_status):
    results = ask("dang ky khai sinhh")

    assert results.relaxed
    assert {hit.title for hit in results.hits} == {BIRTH, MOBILE, DEATH}
    assert results.count == 3


def test_relaxing_is_said_only_if_it_found_something(civil_status):
    results = ask("so do")

    assert [hit.title for hit in results.hits] == [LAND]
    assert not results.relaxed


def test_unknown_words_find_nothing(civil_status):
    results = ask("xyzzy qwrtp")

    assert (results.count, results.hits, results.relaxed) == (0, (), False)


def test_an_everyday_phrase_leads_to_the_official_title(civil_status, find):
    assert find("sổ đỏ") == [LAND]


def test_exact_tones_come_before_the_folded_word(world, find):
    for title in ("Cấp mạ", "Cấp mã", "Cấp ma", "Cấp má"):
        world.add(title)

    assert find("cấp mã")[0] == "Cấp mã"
    assert find("cấp má")[0] == "Cấp má"
    assert len(find("cap ma")) == 4


def test_title_before_phrases_before_summary_before_body(world, find):
    world.add("Thân", body="Hộ khẩu được nhắc ở đây. Hộ khẩu. Hộ khẩu. Hộ khẩu.")
    world.add("Tóm tắt", summary="Về hộ khẩu.")
    world.add("Tên thường gọi", phrases=("hộ khẩu",))
    world.add("Hộ khẩu")

    assert find("ho khau") == ["Hộ khẩu", "Tên thường gọi", "Tóm tắt", "Thân"]


def test_words_may_stand_in_title_and_body(world, find):
    world.add("Đăng ký kết hôn", body="Lệ phí 30.000 đồng.")
    world.add("Lệ phí trước bạ", body="Nộp khi mua xe.")

    assert find("lệ phí đăng ký kết hôn")[0] == "Đăng ký kết hôn"


def test_popularity_decides_between_equal_titles(world):
    world.add("Trích lục hộ tịch", type_="news", popularity=5)
    popular = world.add("Trích lục hộ tịch ", popularity=5000)

    assert ask("trich luc ho tich").hits[0].key == str(popular.pk)


def test_a_hit_says_what_a_result_shows(world):
    world.add(
        BIRTH,
        code="1.001193",
        tiers=("commune",),
        field="ho-tich",
        field_name="Hộ tịch",
        level="4",
        agency="Ủy ban nhân dân xã",
        fee="Miễn phí",
        term="Trong ngày",
        summary="Cho trẻ mới sinh.",
    )

    (hit,) = ask("khai sinh").hits

    assert (hit.code, hit.title, hit.tiers) == ("1.001193", BIRTH, ("commune",))
    assert (hit.field_name, hit.level) == ("Hộ tịch", "4")
    assert (hit.fee, hit.term) == ("Miễn phí", "Trong ngày")
    assert hit.title_segments == (("Thủ tục đăng ký ", False), ("khai sinh", True))
    assert hit.snippet == (("Cho trẻ mới ", False), ("sinh", True), (".", False))
    assert hit.score > 0


def test_scopes_say_where_a_thing_is_found(world, find):
    world.add("Khai sinh ở xã", scopes=("tier:commune", "agency:a"))
    world.add("Khai sinh ở huyện", scopes=("tier:district",))
    world.add("Khai sinh trừ Phú Bài", scopes=("tier:commune",), excluded=("agency:b",))

    commune = Scope(("tier:commune",), ("agency:b",))
    assert find("khai sinh", scope=commune) == ["Khai sinh ở xã"]
    assert set(find("khai sinh", scope=Scope(("tier:commune",)))) == {
        "Khai sinh ở xã",
        "Khai sinh trừ Phú Bài",
    }
    assert find("khai sinh", scope=Scope(("agency:a", "tier:district"))) == [
        "Khai sinh ở xã",
        "Khai sinh ở huyện",
    ]
    assert find("khai sinh", scope=Scope(("tier:province",))) == []
    assert len(find("khai sinh")) == 3


def test_a_code_is_not_found_out_of_scope(world, find):
    world.add(BIRTH, code="1.001193", scopes=("tier:commune",))

    assert find("1.001193", scope=Scope(("tier:province",))) == []
    assert find("1.001193", scope=Scope(("tier:commune",))) == [BIRTH]


@pytest.fixture
def faceted(world):
    def add(title, type_="procedure", **fields):
        world.add(title, type_=type_, **fields)

    add("Phép 1", tiers=("commune",), field="a", field_name="A", level="4")
    add("Phép 2", tiers=("commune", "district"), field="a", field_name="A", level="3")
    add("Phép 3", tiers=("district",), field="b", field_name="B", level="4")
    add("Phép 4", "news", tiers=("province",), units=("46",))


def test_facets_count_every_value(faceted):
    results = ask("phép")

    assert results.count == 4
    assert counts(results, "type") == {"procedure": 3, "news": 1}
    assert counts(results, "tier") == {"commune": 2, "district": 2, "province": 1}
    assert counts(results, "field") == {"a": 2, "b": 1}
    assert counts(results, "level") == {"4": 2, "3": 1}
    assert counts(results, "unit") == {"46": 1}
    assert results.facets["field"][0].label == "A"


def test_a_filter_narrows_everything_but_its_own_facet(faceted):
    results = ask("phép", filters={"field": "a"})

    assert {hit.title for hit in results.hits} == {"Phép 1", "Phép 2"}
    assert results.count == 2
    assert counts(results, "field") == {"a": 2, "b": 1}
    assert counts(results, "tier") == {"commune": 2, "district": 1}
    assert counts(results, "level") == {"4": 1, "3": 1}
    assert [value.selected for value in results.facets["field"]] == [True, False]


def test_values_of_one_facet_are_alternatives_and_facets_add_up(faceted):
    both = ask("phép", filters={"field": ("a", "b"), "level": "4"})

    assert {hit.title for hit in both.hits} == {"Phép 1", "Phép 3"}
    assert counts(both, "field") == {"a": 1, "b": 1}
    assert counts(both, "level") == {"4": 2, "3": 1}


def test_a_count_tells_what_following_it_gives(faceted):
    before = ask("phép", filters={"tier": "district"})

    for value in before.facets["level"]:
        after = ask("phép", filters={"tier": "district", "level": value.value})
        assert after.count == value.count


def test_a_filter_with_nothing_left_keeps_its_value_with_zero(faceted):
    results = ask("phép", filters={"field": "không có"})

    assert (results.count, results.hits) == (0, ())
    assert counts(results, "field") == {"a": 2, "b": 1, "không có": 0}


def test_only_what_is_valid_on_the_day_is_found(world, find):
    world.add(
        "Lệ phí cũ",
        valid_from=date(2020, 1, 1),
        valid_to=date(2026, 7, 1),
        code="1.000001",
    )
    world.add("Lệ phí mới", valid_from=date(2026, 7, 1))
    world.add("Lệ phí mãi")

    assert set(find("le phi", at=date(2026, 6, 30))) == {"Lệ phí cũ", "Lệ phí mãi"}
    assert set(find("le phi", at=date(2026, 7, 1))) == {"Lệ phí mới", "Lệ phí mãi"}
    assert find("1.000001", at=date(2026, 7, 1)) == []
    assert complete("le phi c", at=date(2026, 7, 1)) == []


def test_pages_follow_one_another_without_gap_or_repetition(world):
    for number in range(7):
        world.add(f"Giấy phép số {number}")

    pages = [ask("giấy phép", page=page, page_size=3) for page in (1, 2, 3, 4)]

    assert [len(page.hits) for page in pages] == [3, 3, 1, 0]
    assert {page.count for page in pages} == {7}
    assert pages[0].pages == 3
    assert len({hit.key for page in pages for hit in page.hits}) == 7


def test_pages_beyond_the_ordered_window_follow_too(world, monkeypatch):
    monkeypatch.setattr("search.engines.embedded.WINDOW", 2)
    monkeypatch.setattr("search.engines.elasticsearch.engine.WINDOW", 2)
    for number in range(6):
        world.add(f"Giấy phép số {number}")

    pages = [ask("giấy phép", page=page, page_size=2) for page in (1, 2, 3)]

    assert [len(page.hits) for page in pages] == [2, 2, 2]
    assert len({hit.key for page in pages for hit in page.hits}) == 6


def test_suggestions_go_on_as_typed(civil_status):
    assert complete("dang ky khai s")[0] == BIRTH
    assert set(complete("thu tuc dang ky kh")) == {BIRTH, MOBILE, DEATH}
    assert complete("đổi sổ h") == [LAND]
    assert complete("dang ky khai s", limit=1) == [BIRTH]


def test_suggestions_complete_a_code(civil_status):
    assert complete("1.0011") == [BIRTH]
    assert complete("1001193") == [BIRTH]


def test_suggestions_keep_to_the_scope(world):
    world.add("Khai sinh", scopes=("tier:commune",))

    assert complete("kha", scope=Scope(("tier:district",))) == []
    assert complete("kha", scope=Scope(("tier:commune",))) == ["Khai sinh"]


ODD = [
    "",
    "   ",
    "?!.,;:'\"()[]{}*^~-+|&<>=@#%$\\/",
    "x" * 10_000,
    "từ " * 5_000,
    "'; DROP TABLE search_searchdocument; --",
    '" OR 1=1',
    "title : x",
    "NEAR(a b)",
    "a & b | !c <-> d:*",
    "\x00\x01",
    "\u202e\u200f",
    "\ud800",
    "😀😀",
    "%_",
    "AND",
    "NOT",
    "*",
    "''",
]


@pytest.mark.parametrize("text", ODD)
def test_odd_input_finds_nothing(world, text):
    world.add("Khai sinh")

    assert ask(text).hits == ()
    assert complete(text) == []


@given(st.text(st.characters(), max_size=60))
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_typed_raises(db, text):
    assert ask(text).count >= 0
    assert len(complete(text)) >= 0


# Statements for a search, one in a scope with a filter, and a suggestion.
STATEMENTS = {"embedded": (4, 5, 4), "elasticsearch": (0, 0, 0)}


def test_the_number_of_queries_does_not_grow_with_what_is_found(
    world, answering, django_assert_num_queries
):
    def add(numbers):
        for number in numbers:
            world.add(f"Giấy phép số {number}", tiers=("commune",), scopes=("x",))

    searching, filtering, completing = STATEMENTS[answering]
    add(range(3))
    for more in (range(3, 30), ()):
        # Now and then a search reads what all of them need.
        ask("giấy phép")
        with django_assert_num_queries(searching):
            ask("giấy phép")
        with django_assert_num_queries(filtering):
            ask("giấy phép", scope=Scope(("x",)), filters={"tier": "commune"})
        with django_assert_num_queries(completing):
            complete("giấy p", scope=Scope(("x",)))
        add(more)
