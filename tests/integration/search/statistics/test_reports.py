"""The lists that an administrator reads, and who may read them."""

import csv
import io
from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from search import labels
from search.statistics.exports import safe
from search.statistics.reports import REPORTS
from search.statistics.targets import PhraseTarget
from tests.factories.accounts import UserFactory
from tests.integration.search.administration import is_refused, signed_in, with_rights
from tests.integration.search.statistics.conftest import often, opened, searched

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
NOW = "2026-11-23 02:00+00:00"


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def reader(db):
    return signed_in(with_rights("view_dailysearch"))


@pytest.fixture
def listed(reader):
    def rows(slug: str, **parameters) -> list[list]:
        address = reverse("search-statistics:report", args=[slug])
        answer = reader.get(address, parameters)
        assert answer.status_code == 200
        return [[value for _, value in cells] for cells, _ in answer.context["rows"]]

    return rows


def shown(listed, slug="khong-ket-qua", **parameters) -> list:
    return [row[0] for row in listed(slug, **parameters)]


def test_a_text_is_shown_once_it_was_searched_often_and_on_several_days(listed):
    searched("nguyen van tam", times=50, empty=50)
    searched("le thi hoa", times=1, days_ago=1, empty=1)
    searched("le thi hoa", times=1, days_ago=2, empty=1)
    searched("so hong", times=2, days_ago=1, empty=2)
    searched("so hong", times=1, days_ago=2, empty=1)

    for report in REPORTS:
        assert set(shown(listed, report.slug)) <= {"so hong"}
    assert listed("khong-ket-qua") == [["so hong", 3, 3, date(2026, 11, 22)]]


def test_searches_without_result_come_by_number(listed):
    often("so hong", empty=1)
    often("so do", empty=3)
    often("khai sinh")

    assert shown(listed) == ["so do", "so hong"]


def test_searches_with_hardly_any_result(listed):
    often("mot", few=2)
    often("hai", relaxed=3)
    often("ba", empty=3)

    assert [row[:3] for row in listed("it-ket-qua")] == [["hai", 0, 3], ["mot", 2, 0]]


def test_most_searched(listed):
    often("mot", times=5)
    often("hai", times=9)

    assert [row[:2] for row in listed("tim-nhieu")] == [["hai", 9], ["mot", 5]]


def test_most_opened_says_the_name_and_the_rank(listed, world):
    birth = world.add("Đăng ký khai sinh", code="1.001193")
    opened("nguyen van tam", str(birth.pk), position=1, times=3)
    opened("khai sinh", str(birth.pk), position=5, times=1)
    opened("khai tu", "gone", position=2, times=9)

    assert listed("mo-nhieu") == [
        ["gone", None, 9, 2.0],
        ["Đăng ký khai sinh", "1.001193", 4, 2.0],
    ]


def test_texts_whose_answer_stands_too_low(listed):
    often("so do")
    often("khai sinh")
    opened("so do", "1", position=4, times=2)
    opened("so do", "1", position=1, times=2)
    opened("khai sinh", "1", position=4, times=1)
    opened("khai sinh", "1", position=3, times=2)
    opened("nguyen van tam", "1", position=9, times=99)

    assert listed("mo-duoi-hang-3") == [["so do", 4, 2, 2.5]]


def test_a_period_is_looked_at(listed):
    often("moi")
    for days_ago in (40, 41):
        searched("cu", times=2, days_ago=days_ago)

    assert shown(listed, "tim-nhieu", days="7") == ["moi"]
    assert shown(listed, "tim-nhieu", days="90") == ["cu", "moi"]
    assert shown(listed, "tim-nhieu", days="x'; --") == ["moi"]


def test_a_portal_is_looked_at(listed, reader, monkeypatch):
    monkeypatch.setitem(
        labels._sources, "portal", lambda paths: dict.fromkeys(paths, "Phú Bài")
    )
    often("xa", portal="/hue/phu-bai/")
    often("tinh")

    assert shown(listed, "tim-nhieu", portal="/hue/phu-bai/") == ["xa"]
    assert shown(listed, "tim-nhieu", portal="-") == ["tinh"]
    assert shown(listed, "tim-nhieu") == ["tinh", "xa"]
    assert shown(listed, "tim-nhieu", portal="/no\x00where/") == []
    address = reverse("search-statistics:report", args=["tim-nhieu"])
    assert '<option value="/hue/phu-bai/">Phú Bài</option>' in (
        reader.get(address).content.decode()
    )


def test_a_long_list_has_pages(listed):
    for number in range(51):
        often(f"chu {number:02}")

    assert len(listed("tim-nhieu")) == 50
    assert shown(listed, "tim-nhieu", p="2") == ["chu 50"]
    assert shown(listed, "tim-nhieu", p="x")[0] == "chu 00"


def test_a_file_has_all_rows(reader):
    for number in range(51):
        often(f"chu {number:02}")
    often("so do", empty=2)

    answer = reader.get(reverse("search-statistics:export", args=["tim-nhieu"]))
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))

    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        'filename="tim-nhieu-2026-10-25-2026-11-23.csv"'
        in (answer["Content-Disposition"])
    )
    assert len(head) == 4
    assert len(rows) == 52
    assert ["so do", "4", "2", "2026-11-22"] in rows


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(begin):
    assert safe(f"{begin}cmd()") == f"'{begin}cmd()"
    assert safe("khai sinh") == "khai sinh"
    assert safe(-3) == -3


def test_a_search_without_result_can_become_a_phrase(reader, monkeypatch):
    often("so hong", empty=3)
    target = PhraseTarget(
        "test", "Thêm vào thủ tục", lambda text: f"/them/?p={text}", lambda _user: True
    )
    closed = PhraseTarget("no", "Không", lambda text: "/khong/", lambda _user: False)
    monkeypatch.setattr(
        "search.statistics.targets._targets", {"test": target, "no": closed}
    )

    answer = reader.get(reverse("search-statistics:report", args=["khong-ket-qua"]))
    html = answer.content.decode()

    assert '<a href="/them/?p=so hong">Thêm vào thủ tục' in html
    assert "/khong/" not in html


@pytest.mark.parametrize("slug", [report.slug for report in REPORTS])
def test_a_list_costs_the_same_for_few_and_many(slug, reader):
    address = reverse("search-statistics:report", args=[slug])

    def cost(numbers: range) -> int:
        for number in numbers:
            often(f"chu {number}", empty=1, few=1)
            opened(f"chu {number}", str(number), position=9)
        with CaptureQueriesContext(connection) as asked:
            reader.get(address)
        return sum("search_daily" in query["sql"] for query in asked)

    cost(range(1))
    # How many rows, the rows of a page, the portals to choose from.
    assert [cost(range(1, 2)), cost(range(2, 40))] == [3, 3]


ADDRESSES = [
    reverse(f"search-statistics:{view}", args=[report.slug])
    for view in ("report", "export")
    for report in REPORTS
]


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize(
    "rights", [(), ("change_synonymset", "view_synonymset"), ("change_promotion",)]
)
def test_whoever_lacks_the_right_reads_nothing(address, rights):
    often("so hong", empty=3)

    answer = signed_in(with_rights(*rights)).get(address)

    assert is_refused(answer)
    assert "so hong" not in answer.content.decode()


@pytest.mark.parametrize("address", ADDRESSES)
def test_strangers_are_asked_to_sign_in(address, client):
    answer = client.get(address)

    assert answer.status_code == 302
    assert "dang-nhap" in answer["Location"] or "login" in answer["Location"]


def test_the_administrator_reads_all(client):
    client.force_login(UserFactory.create(administrator=True))

    assert [client.get(address).status_code for address in ADDRESSES] == [200] * 10
    assert client.get("/quan-tri/tim-kiem/thong-ke/khac/").status_code == 404


def test_the_menu_shows_it_to_readers_only(reader):
    address = ADDRESSES[0]
    stranger = signed_in(with_rights())

    assert address in reader.get("/quan-tri/").content.decode()
    assert address not in stranger.get("/quan-tri/").content.decode()


def test_an_odd_page_of_a_list_is_still_a_page(reader):
    address = ADDRESSES[0]

    assert reader.get(f"{address}?p=99999999999&days=-1&portal=%00").status_code == 200
    assert reader.post(address).status_code == 405
