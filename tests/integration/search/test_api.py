"""The search calls of the API as another system meets them."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone
from rest_framework.test import APIRequestFactory

from search.api import (
    SearchAnswerSerializer,
    SearchView,
    SuggestAnswerSerializer,
    SuggestView,
)
from search.results import FACETS, SearchResults

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    def address_of(kind, key, *, portal="", language="vi"):
        return f"{portal or '/'}|{kind}|{key}|{language}"

    monkeypatch.setattr("search.addresses.address_of", address_of)


@pytest.fixture
def call(portals):
    def get(view=SearchView, **parameters):
        request = APIRequestFactory().get("/", parameters)
        return view.as_view(throttle_classes=[])(request)

    return get


def test_the_answer_has_the_shape_of_the_contract(world, call):
    world.add(
        "Thủ tục đăng ký khai sinh",
        code="1.001193",
        tiers=("commune",),
        field="ho-tich",
        field_name="Hộ tịch",
        level="4",
        audiences=("citizen",),
        units=("19804",),
        agency="Ủy ban nhân dân xã",
        fee="Miễn phí",
        term="Trong ngày",
        summary="Khai sinh <b>cho trẻ</b>.",
    )

    answer = call(q="khai sinh")

    assert answer.status_code == 200
    (row,) = answer.data["results"]
    assert row.pop("score") > 0
    assert row == {
        "type": "procedure",
        "code": "1.001193",
        "title": "Thủ tục đăng ký khai sinh",
        "title_en": "",
        "url": "/|procedure|1.001193|vi",
        "snippet": "<mark>Khai sinh</mark> &lt;b&gt;cho trẻ&lt;/b&gt;.",
        "tiers": ["commune"],
        "level": "4",
        "field": "Hộ tịch",
        "agency": "Ủy ban nhân dân xã",
        "fee": "Miễn phí",
        "term": "Trong ngày",
        "published_at": None,
    }
    assert answer["Content-Language"] == "vi"
    facets = answer.data["facets"]
    assert {
        name: [(entry["value"], entry["count"]) for entry in values]
        for name, values in facets.items()
    } == {
        "type": [("procedure", 1)],
        "tier": [("commune", 1)],
        "field": [("ho-tich", 1)],
        "level": [("4", 1)],
        "unit": [("19804", 1)],
        "audience": [("citizen", 1)],
    }
    assert facets["field"][0]["label"] == "Hộ tịch"
    assert (answer.data["count"], answer.data["suggestion"]) == (1, None)
    assert (answer.data["page"], answer.data["page_size"]) == (1, 20)
    assert answer.data["engine"].startswith("embedded-")


def test_answers_are_made_as_the_schema_says(world, call):
    moment = datetime(2026, 11, 20, 8, tzinfo=UTC)
    world.add("Lịch tiêm chủng", type_="news", path="/tin/", published_at=moment)

    found, suggested = call(q="tiêm chủng").data, call(SuggestView, q="lịch").data

    assert SearchAnswerSerializer(found).data == found
    assert SuggestAnswerSerializer(suggested).data == suggested
    assert found["results"][0]["published_at"] == "2026-11-20T15:00:00+07:00"


def test_parameters_narrow_the_results(world, call):
    world.add("Phép 1", field="a", level="4", audiences=("citizen",))
    world.add("Phép 2", field="b", level="3", valid_from=date(2026, 1, 1))
    world.add("Phép 3", type_="news", tiers=("commune",))

    def titles(**parameters):
        answer = call(q="phep", at="2026-06-01", **parameters)
        return {row["title"] for row in answer.data["results"]}

    assert titles() == {"Phép 1", "Phép 2", "Phép 3"}
    assert titles(type="news") == {"Phép 3"}
    assert titles(type=["news", "procedure"], level="4") == {"Phép 1"}
    assert titles(field="b") == {"Phép 2"}
    assert titles(audience="citizen") == {"Phép 1"}
    assert titles(tier="commune") == {"Phép 3"}
    before = call(q="phep", at="2025-12-31").data["results"]
    assert {row["title"] for row in before} == {"Phép 1", "Phép 3"}


def test_the_last_page_within_reach_is_answered(world, call):
    world.add("Phép")

    for parameters in ({"page": "500"}, {"page": "100", "page_size": "100"}):
        answer = call(q="phep", **parameters)
        assert (answer.status_code, answer.data["count"]) == (200, 1)
        assert answer.data["results"] == []


def test_in_english_all_but_the_title_is_said_in_english(world, call):
    world.add(
        "Đăng ký khai sinh",
        title_en="Birth registration",
        code="1.001193",
        field="ho-tich",
        field_name="Hộ tịch",
        field_name_en="Civil status",
        agency="Sở Tư pháp",
        fee="Miễn phí",
        fee_en="Free of charge",
        term="Trong ngày",
        term_en="Same day",
    )

    answer = call(q="khai sinh", language="en")

    (row,) = answer.data["results"]
    assert (row["field"], row["fee"]) == ("Civil status", "Free of charge")
    # Nobody said the agency in English.
    assert (row["term"], row["agency"]) == ("Same day", "Sở Tư pháp")
    assert row["url"] == "/|procedure|1.001193|en"
    assert (row["title"], row["title_en"]) == (
        "Đăng ký khai sinh",
        "Birth registration",
    )
    (field,) = answer.data["facets"]["field"]
    assert field["label"] == "Civil status"
    (kind,) = answer.data["facets"]["type"]
    assert kind["label"] == "Procedures"
    assert answer["Content-Language"] == "en"

    suggestions = call(SuggestView, q="birth", language="en").data["results"]
    assert [(one["text"], one["url"]) for one in suggestions] == [
        ("Birth registration", "/|procedure|1.001193|en")
    ]
    (suggestion,) = call(SuggestView, q="birth").data["results"]
    assert suggestion["text"] == "Đăng ký khai sinh"


def test_a_document_is_read_where_it_lies(world, call):
    world.register("document")
    world.add("Mẫu đơn", type_="document", path="12/mau-don.pdf")

    (row,) = call(q="mau don", type="document").data["results"]
    assert (row["type"], row["url"]) == ("document", "/|document|12/mau-don.pdf|vi")


def test_an_engine_that_corrects_says_so_and_can_be_told_not_to(call, monkeypatch):
    asked = []

    def search(query):
        asked.append(query.exact)
        corrected = None if query.exact else "khai sinh"
        facets = dict.fromkeys(FACETS, ())
        return SearchResults(0, (), facets, "x", 1, 20, corrected=corrected)

    monkeypatch.setattr("search.queries.search", search)

    assert call(q="khai xinh").data["corrected"] == "khai sinh"
    assert call(q="khai xinh", exact="true").data["corrected"] is None
    assert asked == [False, True]


def test_without_a_day_it_is_today(world, call):
    world.add("Hôm nay", valid_from=timezone.localdate())

    assert call(q="hom nay").data["count"] == 1


def test_a_portal_or_unit_sees_what_it_offers_in_its_own_frame(world, call):
    world.add("Phép xã", code="1.000001", scopes=("tier:commune",))
    world.add("Phép tỉnh", code="1.000002", scopes=("tier:province",))
    world.add(
        "Phép trừ xã này",
        code="1.000003",
        scopes=("tier:commune",),
        excluded=("agency:phu-bai",),
    )

    for asked in ({"portal": "/hue/phu-bai/"}, {"unit": "19804"}):
        (row,) = call(q="phep", **asked).data["results"]
        assert row["url"] == "/hue/phu-bai/|procedure|1.000001|vi"


def test_news_and_pages_are_read_where_they_stand(world, call):
    world.add("Tin mưa lũ", type_="news", path="/hue/tin-tuc/mua-lu/")

    (row,) = call(q="mua lu").data["results"]
    assert row["url"] == "/|page|/hue/tin-tuc/mua-lu/|vi"


@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"page": "0"}, "page"),
        ({"page": "hai"}, "page"),
        ({"page": "10001"}, "page"),
        ({"page": "101", "page_size": "100"}, "page"),
        ({"page": "501"}, "page"),
        ({"page": "9" * 40}, "page"),
        ({"language": "fr"}, "language"),
        ({"exact": "có lẽ"}, "exact"),
        ({"page_size": "101"}, "page_size"),
        ({"page_size": "-1"}, "page_size"),
        ({"level": "5"}, "level"),
        ({"tier": "nation"}, "tier"),
        ({"type": "dossier"}, "type"),
        ({"at": "31/12/2026"}, "at"),
        ({"at": "2026-02-30"}, "at"),
        ({"unit": "00000"}, "unit"),
        ({"portal": "/no/where/"}, "portal"),
        ({"portal": "\x00"}, "portal"),
        ({"field": "x" * 101}, "field"),
        ({"field": [str(n) for n in range(21)]}, "field"),
    ],
)
def test_what_cannot_be_is_refused_by_name(world, call, parameters, field):
    answer = call(q="phep", **parameters)

    assert answer.status_code == 400
    assert field in str(answer.data)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\x00",
        "x" * 10_000,
        "' OR 1=1 --",
        "\u202e",
        "đ\u0301" * 300,
        "😀",
        "*:*",
        "*",
        "?" * 50,
        "_all:zzz",
        '"zzz" AND (qqq',
        "zzz~2 qqq^9",
        "مرحبا بالعالم",
        "\u202eqqq\u202c",
        "\x00zzz\x00",
        "zzz " * 5_000,
    ],
)
@pytest.mark.parametrize("view", [SearchView, SuggestView])
def test_odd_text_finds_nothing(world, call, view, text):
    world.add("Khai sinh")

    answer = call(view, q=text)

    assert answer.status_code == 200
    assert answer.data["results"] == []


def test_without_text_nothing_is_found(world, call):
    world.add("Khai sinh")

    answer = call()

    assert (answer.status_code, answer.data["count"]) == (200, 0)


def test_suggestions_have_the_shape_of_the_contract(world, call):
    world.add("Thủ tục đăng ký khai sinh", code="1.001193", scopes=("tier:commune",))
    world.add("Khai mạc lễ hội", type_="news", path="/hue/le-hoi/", scopes=("x",))

    assert call(SuggestView, q="dang ky k").data == {
        "results": [
            {
                "text": "Thủ tục đăng ký khai sinh",
                "type": "procedure",
                "code": "1.001193",
                "url": "/|procedure|1.001193|vi",
            }
        ]
    }
    (row,) = call(SuggestView, q="khai", portal="/hue/phu-bai/").data["results"]
    assert row["url"] == "/hue/phu-bai/|procedure|1.001193|vi"
    assert call(SuggestView, q="khai", unit="00000").status_code == 400


def test_the_number_of_queries_is_the_same_for_one_and_for_many(
    world, call, django_assert_num_queries
):
    for number in range(3):
        world.add(f"Phép {number}", code=f"1.00000{number}", tiers=("commune",))
    call(q="phep")
    with django_assert_num_queries(4):
        call(q="phep")

    for number in range(3, 40):
        world.add(f"Phép {number}", code=f"1.0000{number:02}", tiers=("commune",))
    with django_assert_num_queries(4):
        assert call(q="phep").data["count"] == 40
