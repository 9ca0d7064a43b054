"""What a search leaves behind: numbers of a day, and nothing of who searched."""

import json
import time
from unittest.mock import patch

import pytest
from django.db import OperationalError, connection
from django.urls import reverse

from search.models import DailyClick, DailySearch
from search.normalise import MAX_QUERY_CHARACTERS
from search.pages.state import EXACT_PARAMETER
from search.results import SearchQuery
from search.statistics import counting, writing
from search.statistics.counting import count_search, write_counts, write_when_due
from search.views import search_page
from tests.integration.search.conftest import TODAY, ask
from tests.integration.search.test_search_page import COMMUNE, PROVINCE

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

COLUMNS = {
    DailySearch: {
        "id", "day", "text", "portal", "searches", "empty", "few", "relaxed",
    },
    DailyClick: {"id", "day", "text", "portal", "type", "key", "position", "clicks"},
}  # fmt: skip


@pytest.fixture(autouse=True)
def _addresses(monkeypatch):
    monkeypatch.setattr(
        "search.addresses.address_of", lambda kind, key, **_parts: f"/{kind}/{key}"
    )


@pytest.fixture
def visit(rf):
    def get(frame=COMMUNE, method="get", **parameters):
        request = getattr(rf, method)("/tim-kiem/", parameters)
        request.frame = frame
        return search_page(request)

    return get


def counted() -> list[tuple]:
    write_counts()
    return sorted(
        DailySearch.objects.values_list(
            "text", "portal", "searches", "empty", "few", "relaxed"
        )
    )


@pytest.mark.parametrize("model", COLUMNS, ids=lambda model: model.__name__)
def test_no_column_could_say_who_or_when_of_the_day(model):
    assert {field.name for field in model._meta.get_fields()} == COLUMNS[model]


def test_searches_are_added_up_by_text_and_portal(world, visit):
    for number in range(3):
        world.add(f"Giấy phép {number}", scopes=("tier:commune",))
    for typed in ("giấy phép", "GIAY PHEP", "giấy  phép!"):
        visit(q=typed)
    visit(q="giấy phép", **{"pham-vi": "tinh"})
    visit(PROVINCE, q="giấy phép")

    assert counted() == [
        ("giay phep", "", 2, 0, 0, 0),
        ("giay phep", "/hue/phu-bai/", 3, 0, 0, 0),
    ]


def test_counts_of_later_writes_are_added_to_the_day(world, visit):
    visit(q="sổ đỏ")
    counted()
    visit(q="sổ đỏ")
    visit(q="so do")

    assert counted() == [("so do", "/hue/phu-bai/", 3, 3, 0, 0)]


def test_the_outcome_is_counted(world, visit):
    world.add("Đăng ký khai sinh", scopes=("tier:commune",))
    world.add("Đăng ký kết hôn", scopes=("tier:commune",))
    visit(q="không có gì như vậy")
    visit(q="khai sinh")
    visit(q="đăng ký khai sinhh")

    assert counted() == [
        ("dang ki khai sinhh", "/hue/phu-bai/", 1, 0, 1, 1),
        ("khai sinh", "/hue/phu-bai/", 1, 0, 1, 0),
        ("khong co gi nhu vay", "/hue/phu-bai/", 1, 1, 0, 0),
    ]


def test_turning_a_page_and_narrowing_are_no_new_searches(world, visit):
    for number in range(41):
        world.add(f"Phép {number}", scopes=("tier:commune",), field="a")
    visit(q="phép", page="2")
    visit(q="phép", field="a")
    visit(q="phép", type="procedure")
    visit(q="phép", **{EXACT_PARAMETER: "1"})
    visit(q="phép", method="head")
    visit(q="   ")

    assert counted() == []


def test_what_may_tell_of_a_person_is_never_written(world, visit):
    visit(q="046194000777")
    visit(q="an@example.vn")

    assert counted() == []


def test_the_api_counts_too_and_suggestions_do_not(world, client):
    client.get(reverse("api_search"), {"q": "sổ hồng"})
    client.get(reverse("api_search"), {"q": "sổ hồng", "type": "procedure"})
    client.get(reverse("api_search"), {"q": "sổ hồng", "page": 2})
    client.get(reverse("api_search"), {"q": "sổ hồng", "level": "4"})
    client.get(reverse("api_search_suggest"), {"q": "sổ hồng"})

    assert counted() == [("so hong", "", 2, 2, 0, 0)]


def test_a_call_for_a_portal_counts_there(world, client, portals):
    client.get(reverse("api_search"), {"q": "sổ hồng", "unit": "19804"})

    assert counted() == [("so hong", "/hue/phu-bai/", 1, 1, 0, 0)]


def test_counting_asks_nothing_of_the_database(world, django_assert_num_queries):
    query, results = _asked("không có")

    with django_assert_num_queries(0):
        count_search(query, results)


def test_many_counts_are_written_in_one_statement(world, django_assert_num_queries):
    for number in range(90):
        count_search(*_asked(f"chữ {number}"))

    # Beginning and end of the savepoint, how full the day is, the rows.
    with django_assert_num_queries(4):
        write_counts()

    assert DailySearch.objects.count() == 90
    with django_assert_num_queries(2):
        write_counts()


def test_the_request_that_ends_when_time_is_up_writes(world, settings):
    settings.SEARCH_STATISTICS_WAIT = 5.0
    began = counting._written_at = time.monotonic()
    count_search(*_asked("sổ đỏ"))

    for waited, written in ((0.0, 0), (4.9, 0), (5.0, 1)):
        with patch.object(counting.time, "monotonic", return_value=began + waited):
            write_when_due()
        assert DailySearch.objects.count() == written


def test_many_waiting_counts_are_written_before_the_time(world, settings, monkeypatch):
    settings.SEARCH_STATISTICS_WAIT = 3600.0
    monkeypatch.setattr(counting, "MOST_WAITING", 2)

    count_search(*_asked("một"))
    write_when_due()
    assert DailySearch.objects.count() == 0
    count_search(*_asked("hai"))
    write_when_due()
    assert DailySearch.objects.count() == 2


def test_a_database_that_is_away_fails_no_request_and_loses_nothing(
    world, settings, monkeypatch
):
    settings.SEARCH_STATISTICS_WAIT = 0.0
    count_search(*_asked("sổ đỏ"))

    def locked(*_counts):
        raise OperationalError("database is locked")

    with monkeypatch.context() as broken:
        broken.setattr(counting, "write", locked)
        write_when_due()
    assert DailySearch.objects.count() == 0
    count_search(*_asked("sổ đỏ"))
    write_when_due()

    assert DailySearch.objects.get().searches == 2


def test_what_waits_is_bounded(world, monkeypatch):
    monkeypatch.setattr("search.statistics.buffer.MAX_WAITING", 3)
    for number in range(9):
        count_search(*_asked(f"chữ {number}"))
    count_search(*_asked("chữ 0"))

    assert [row[:3] for row in counted()] == [
        ("chu 0", "", 2),
        ("chu 1", "", 1),
        ("chu 2", "", 1),
    ]


def test_a_full_day_takes_no_new_texts_but_counts_on(world, monkeypatch):
    monkeypatch.setattr(writing, "MOST_A_DAY", 2)
    for text in ("một", "hai"):
        count_search(*_asked(text))
    write_counts()
    for text in ("hai", "ba"):
        count_search(*_asked(text))

    assert [row[:3] for row in counted()] == [("hai", "", 2), ("mot", "", 1)]


def test_the_request_itself_writes_when_it_has_ended(world, client, settings):
    settings.SEARCH_STATISTICS_WAIT = 0.0

    client.get(reverse("api_search"), {"q": "sổ hồng"})

    assert DailySearch.objects.get().text == "so hong"


def _asked(text: str):
    return SearchQuery(text=text, at=TODAY), ask(text)


class TestClicks:
    @pytest.fixture
    def document(self, world):
        return str(world.add("Đăng ký khai sinh").pk)

    @pytest.fixture
    def tell(self, client):
        def post(address="api_search_click", headers=None, **click):
            body = {"text": "khai sinh", "type": "procedure", "position": 1, **click}
            return client.post(
                reverse(address),
                json.dumps(body),
                content_type="application/json",
                headers=headers,
            )

        return post

    def clicks(self) -> list[tuple]:
        write_counts()
        return sorted(
            DailyClick.objects.values_list(
                "text", "portal", "type", "key", "position", "clicks"
            )
        )

    @pytest.mark.parametrize("address", ["api_search_click", "search_click"])
    def test_clicks_are_added_up(self, document, tell, portals, address):
        for place in (1, 1, 4):
            answer = tell(address, key=document, position=place)
            assert (answer.status_code, answer.content) == (204, b"")
        tell(address, key=document, portal="/hue/phu-bai/", position=900)

        assert self.clicks() == [
            ("khai sinh", "", "procedure", document, 1, 2),
            ("khai sinh", "", "procedure", document, 4, 1),
            ("khai sinh", "/hue/phu-bai/", "procedure", document, 100, 1),
        ]

    def test_nothing_is_set_in_the_browser(self, document, tell):
        answer = tell(key=document)

        assert not answer.cookies
        assert not answer.has_header("Vary") or "Cookie" not in answer["Vary"]

    def test_no_token_is_needed_and_no_session_looked_at(self, document, tell, client):
        client.handler.enforce_csrf_checks = True

        assert tell("search_click", key=document).status_code == 204

    @pytest.mark.parametrize(
        "wrong",
        [
            {"key": "nobody's"},
            {"type": "dossier"},
            {"portal": "/nowhere/"},
            {"text": "0905 123 456"},
            {"text": "???"},
        ],
    )
    def test_what_is_not_known_is_passed_over(self, document, tell, portals, wrong):
        assert tell(**{"key": document, **wrong}).status_code == 204
        assert self.clicks() == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"text": ""},
            {"text": "x" * (MAX_QUERY_CHARACTERS + 1)},
            {"text": ["khai sinh"]},
            {"key": ""},
            {"key": "a\x00b"},
            {"position": 0},
            {"position": "x"},
            {"position": 10**30},
        ],
    )
    def test_what_is_no_click_is_refused(self, document, tell, wrong):
        assert tell(**{"key": document, **wrong}).status_code == 400
        assert self.clicks() == []

    @pytest.mark.parametrize("site", ["cross-site", "same-site"])
    def test_pages_of_others_count_nothing(self, document, tell, site):
        tell(key=document, headers={"Sec-Fetch-Site": site})

        assert self.clicks() == []

    def test_a_large_body_is_not_read(self, document, tell):
        assert tell(key=document, more="x" * 3_000).status_code == 413
        assert self.clicks() == []

    @pytest.mark.parametrize("body", ["", "[]", "{", '"x"', "null", "\xff"])
    def test_odd_bodies_are_refused(self, client, body):
        answer = client.post(
            reverse("search_click"),
            body.encode("latin-1"),
            content_type="application/json",
        )

        assert answer.status_code == 400

    def test_only_telling_is_allowed(self, client):
        assert client.get(reverse("search_click")).status_code == 405

    def test_too_many_are_turned_away(self, document, tell):
        answers = [tell(key=document).status_code for _ in range(61)]

        assert (answers[:60], answers[60]) == ([204] * 60, 429)

    def test_known_results_are_asked_for_once(
        self, document, tell, django_assert_num_queries
    ):
        for place in range(1, 20):
            tell(key=document, position=place)

        # Savepoint, the index, how full the day is, the rows, savepoint.
        with django_assert_num_queries(5):
            write_counts()
        assert connection.in_atomic_block


def test_the_page_says_what_a_click_is_counted_by(world, visit):
    thing = world.add("Đăng ký khai sinh", scopes=("tier:commune",))
    above = world.add("Khai sinh tỉnh", tiers=("province",), scopes=("tier:province",))

    html = visit(q="khai sinh").content.decode()

    assert f'data-result="procedure:{thing.pk}" data-position="1"' in html
    assert f'data-result="procedure:{above.pk}" data-position="2"' in html
    assert (
        'data-clicks="/tim-kiem/luot-mo/" data-text="khai sinh" '
        'data-portal="/hue/phu-bai/"' in html
    )
    assert "clicks.js" not in visit(q="không có gì").content.decode()
