"""Portals and pages as another system reads them."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from tests.factories.pages import Province

pytestmark = pytest.mark.django_db


def test_portals_are_listed_with_their_addresses(hue: Province, client: Client) -> None:
    answer = client.get("/api/v1/portals/").json()

    assert answer["count"] == 4
    assert [row["url"] for row in answer["results"]] == [
        "http://testserver/",
        "http://testserver/huong-thuy/",
        "http://testserver/huong-thuy/phu-bai/",
        "http://testserver/huong-thuy/thuy-phuong/",
    ]
    assert answer["results"][2]["unit"] == "19960"
    assert answer["results"][2]["parent"] == hue.district.portal.pk


def test_a_portal_tells_its_sections_and_agencies(
    hue: Province, client: Client
) -> None:
    answer = client.get(f"/api/v1/portals/{hue.phu_bai.portal.pk}/").json()

    assert [one["type"] for one in answer["sections"]] == [
        "contentpage",
        "procedureindexpage",
        "newsindexpage",
        "contentpage",
        "contactpage",
        "sitemappage",
    ]
    assert answer["agencies"][0]["identifier"] == "H57.19960"


def test_a_page_is_found_by_its_address_with_typed_blocks(
    hue: Province, client: Client
) -> None:
    path = "/huong-thuy/phu-bai/gioi-thieu/"

    answer = client.get("/api/v1/pages/", {"path": path}).json()

    (page,) = answer["results"]
    assert page["url"] == f"http://testserver{path}"
    assert page["portal"] == hue.phu_bai.portal.pk
    assert page["body"][0]["type"] == "text"
    assert "Phường Phú Bài" in page["body"][0]["value"]
    assert client.get(f"/api/v1/pages/{page['id']}/").json() == page


def test_drafts_and_restricted_pages_are_not_there(
    hue: Province, client: Client
) -> None:
    news = hue.phu_bai.add_news("Nháp", "nhap", live=False)
    closed = hue.phu_bai.section("gioi-thieu")
    PageViewRestriction.objects.create(
        page=closed, restriction_type=PageViewRestriction.LOGIN
    )

    for page in (news, closed):
        assert client.get(f"/api/v1/pages/{page.pk}/").status_code == 404
    listed = client.get("/api/v1/pages/", {"portal": hue.phu_bai.portal.pk}).json()
    assert {closed.pk, news.pk}.isdisjoint(row["id"] for row in listed["results"])


def test_a_second_reading_costs_nothing(hue: Province, client: Client) -> None:
    first = client.get("/api/v1/portals/")

    again = client.get("/api/v1/portals/", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"portal": "999999"}, 400),
        ({"portal": "'; drop"}, 400),
        ({"path": "/khong-co/"}, 200),
        ({"path": "\x00khong-co"}, 200),
        ({"path": "a" * 10_000}, 200),
    ],
)
def test_odd_questions_get_an_answer(
    hue: Province, client: Client, query: dict[str, str], status: int
) -> None:
    response = client.get("/api/v1/pages/", query)

    assert response.status_code == status
    if status == 200:
        assert response.json()["count"] == 0
