"""The state in the address: narrowed, corrected, paged to its end, or nonsense."""

from dataclasses import replace

import pytest

from search.normalise import clean
from search.results import FACETS, SearchResults
from tests.integration.search.search_pages import (
    COMMUNE,
    PROVINCE,
    chips_of,
    links_of,
    results_in,
    tabs_of,
    text_of,
)

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.both_databases,
    pytest.mark.usefixtures("plain_addresses"),
]


def test_what_is_chosen_stands_in_chips_that_take_it_away(world, visit):
    world.add("Phép 1", field="a", field_name="Đất đai", level="4")
    world.add("Phép 2", field="b", field_name="Hộ tịch", level="4")

    one = visit(q="phép", field="a")
    two = visit(q="phép", field=["a", "b"], level="4")

    assert chips_of(one) == [("Lĩnh vực:", "Đất đai", 1, "?q=ph%C3%A9p")]
    assert [chip[1:3] for chip in chips_of(two)] == [
        ("Nộp, trả phí và nhận kết quả trực tuyến", 2),
        ("Đất đai", 1),
        ("Hộ tịch", 1),
    ]
    assert chips_of(two)[1][3] == "?q=ph%C3%A9p&level=4&field=b"
    assert "?q=ph%C3%A9p" in links_of(two)


def test_a_value_that_nobody_has_is_a_chip_with_nothing(world, visit):
    world.add("Phép", field="a", field_name="A")

    page = visit(q="phép", field="<b>không có</b>", level="9", unit="0")

    assert [chip[1:3] for chip in chips_of(page)] == [
        ("9", 0),
        ("<b>không có</b>", 0),
        ("0", 0),
    ]
    assert b"<b>kh" not in page.content


def test_a_type_that_there_is_not_is_a_chip_and_no_tab(world, visit):
    world.add("Phép")

    page = visit(q="phép", type="dossier")

    assert chips_of(page) == [("Loại:", "dossier", 0, "?q=ph%C3%A9p")]
    assert [tab[3] for tab in tabs_of(page)] == [False, False, False, False]
    assert results_in(page) == []


def test_several_types_are_chips(world, visit):
    world.add("Phép")
    world.add("Phép tin", type_="news", path="/tin/")
    world.add("Phép trang", type_="page", path="/trang/")

    page = visit(q="phép", type=["news", "procedure"])

    assert sorted(results_in(page)) == ["Phép", "Phép tin"]
    assert [chip[1] for chip in chips_of(page)] == ["Tin tức", "Thủ tục"]


def test_tabs_show_every_type_and_keep_the_filters(world, visit):
    world.register("document")
    world.add("Phép 1", tiers=("commune",))
    world.add("Phép 2", tiers=("province",))
    world.add("Phép tin", type_="news", path="/tin/", tiers=("commune",))
    world.add("Phép mẫu", type_="document", path="9/mau.pdf", tiers=("commune",))

    tabs = tabs_of(visit(q="phép", tier="commune"))

    assert tabs == [
        ("Tất cả", 3, "?q=ph%C3%A9p&tier=commune", True),
        ("Thủ tục", 1, "?q=ph%C3%A9p&type=procedure&tier=commune", False),
        ("Trang", 0, "?q=ph%C3%A9p&type=page&tier=commune", False),
        ("Tin tức", 1, "?q=ph%C3%A9p&type=news&tier=commune", False),
        ("Văn bản", 1, "?q=ph%C3%A9p&type=document&tier=commune", False),
    ]
    assert [tab[3] for tab in tabs_of(visit(q="phép", type="news"))] == [
        *(False, False, False),
        *(True, False),
    ]


def answered(monkeypatch, **fields):
    """Have the engine answer this, whatever is asked."""
    empty = SearchResults(
        count=0,
        hits=(),
        facets=dict.fromkeys(FACETS, ()),
        engine="none",
        page=1,
        page_size=20,
    )
    asked = []

    def search(query):
        asked.append(query)
        return replace(empty, page=query.page, page_size=query.page_size, **fields)

    monkeypatch.setattr("search.queries.search", search)
    return asked


def test_a_better_spelling_is_proposed_with_the_filters_kept(visit, monkeypatch):
    answered(monkeypatch, count=1, suggestion="khai sinh")

    page = visit(COMMUNE, q="khai xinh", field="a", **{"pham-vi": "tinh"})

    assert "Ý bạn là" in text_of(page)
    assert "?q=khai+sinh&field=a&pham-vi=tinh" in links_of(page)


def test_what_was_corrected_says_so_and_can_be_taken_back(visit, monkeypatch):
    asked = answered(monkeypatch, count=1, corrected="khai sinh")

    page = visit(q="khai xinh", level="4")

    assert "Đã tìm <strong>khai sinh</strong>" in text_of(page)
    assert "?q=khai+xinh&level=4&nguyen-van=1" in links_of(page)
    assert [query.exact for query in asked] == [False]
    visit(q="khai xinh", **{"nguyen-van": "1"})
    assert asked[-1].exact


def test_less_than_all_words_says_so(world, visit):
    for number in range(3):
        world.add(f"Phép lái xe {number}")

    assert "Không có hoặc rất ít" in text_of(visit(q="phép lái xe hạng bét"))
    assert "Không có hoặc rất ít" not in text_of(visit(q="phép lái xe"))


def test_there_is_a_friendly_end_at_ten_thousand(visit, monkeypatch):
    asked = answered(monkeypatch, count=25_000)

    middle, end = visit(q="giấy", page="499"), visit(q="giấy", page="500")
    beyond, far_beyond = visit(q="giấy", page="501"), visit(q="giấy", page="999999")

    assert "10.000 kết quả đầu" not in text_of(middle)
    assert "Đây là 10.000 kết quả đầu trong số 25.000" in text_of(end)
    assert not [url for url in links_of(end) if "page=501" in url]
    for response in (beyond, far_beyond):
        assert (response.status_code, response["Location"]) == (
            302,
            "?q=gi%E1%BA%A5y&page=500",
        )
    # No engine is ever asked for more.
    assert {query.page * query.page_size for query in asked} == {9_980, 10_000}


def test_with_fewer_there_is_no_end_to_speak_of(visit, monkeypatch):
    answered(monkeypatch, count=10_000)

    assert "kết quả đầu" not in text_of(visit(q="giấy", page="500"))


def test_the_page_number_stays_out_of_every_way_to_narrow(world, visit):
    for number in range(41):
        world.add(f"Phép {number}", field="a", field_name="A")

    page = visit(q="phép", field="a", page="2")

    ways = [tab[2] for tab in tabs_of(page)] + [chip[3] for chip in chips_of(page)]
    assert not [url for url in ways if "page=" in url]


ODD = [
    "x" * 10_000,
    "'; DROP TABLE x",
    "\x00",
    "\x00phép\x00",
    "\u202ephép\u202c",
    "😀👨‍👩‍👧",
    '"',
    "\ud800",
    "*",
    "*:*",
    "ph?p*",
    "_all:phép~2^9",
    "phép AND (NOT",
    "مرحبا بالعالم",
    "phép " * 5_000,
    "đ\u0301" * 300,
    "{{ 7*7 }}",
    "%00%s%(x)s",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize("frame", [PROVINCE, COMMUNE], ids=["province", "commune"])
def test_odd_text_gets_a_page(world, visit, frame, text):
    world.add("Phép")

    page = visit(frame, q=text.encode(errors="replace").decode())

    assert page.status_code == 200
    assert "\x00" not in text_of(page)


@pytest.mark.parametrize("text", ODD)
def test_odd_values_of_filters_are_shown_and_can_be_removed(world, visit, text):
    value = text.encode(errors="replace").decode()
    world.add("Phép", field="a", field_name="A")

    page = visit(q="phép", field=value, type=value, page=value)

    assert page.status_code == 200
    assert results_in(page) == ([] if clean(value[:100]) else ["Phép"])
    assert "?q=ph%C3%A9p" in links_of(page) or not clean(value[:100])


def test_a_long_question_is_read_in_part_and_says_so(world, visit):
    world.add("Phép")

    assert "Chỉ đọc được phần đầu" not in text_of(visit(q="phép " * 40))
    page = text_of(visit(q="phép " * 5_000))
    assert "Chỉ đọc được phần đầu" in page
    assert results_in(visit(q="phép " * 5_000)) == ["Phép"]
