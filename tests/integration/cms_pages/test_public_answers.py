"""What caches may keep of public pages, and odd addresses."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from services_catalog.offerings.models import Offering
from tests.factories.pages import Province, make_procedure_page
from tests.factories.services_catalog import OfferingExceptionFactory

pytestmark = pytest.mark.django_db
PHU_BAI = "/huong-thuy/phu-bai/"


@pytest.fixture
def filled(hue: Province) -> Province:
    make_procedure_page(code="1.001193", version__name="Đăng ký khai sinh")
    hue.phu_bai.add_news("Lịch tiêm chủng", "lich-tiem-chung")
    return hue


def test_public_pages_may_be_kept_by_anyone_for_a_minute(
    hue: Province, client: Client
) -> None:
    response = client.get(PHU_BAI)

    assert response["Cache-Control"] == "public, max-age=60"
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    again = client.get(PHU_BAI, headers={"if-none-match": response["ETag"]})
    assert again.status_code == 304


def test_a_restricted_page_asks_who_looks_and_is_not_kept(
    hue: Province, client: Client
) -> None:
    page = hue.phu_bai.section("gioi-thieu")
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="mo-ra"
    )

    response = client.get(f"{PHU_BAI}gioi-thieu/")

    assert "public" not in response.get("Cache-Control", "")
    assert "Giới thiệu" not in response.content.decode().split("<body")[0]
    assert b'type="password"' in response.content


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("/thu-tuc/1.001193/", "/thu-tuc/1-001193/"),
        (f"{PHU_BAI}thu-tuc/1.001193/", f"{PHU_BAI}thu-tuc/1-001193/"),
        (f"{PHU_BAI}gioi-thieu", f"{PHU_BAI}gioi-thieu/"),
    ],
)
def test_an_address_written_otherwise_leads_to_the_right_one(
    filled: Province, client: Client, path: str, target: str
) -> None:
    response = client.get(path)

    assert response.status_code == 301
    assert response["Location"] == target


@pytest.mark.parametrize(
    "path",
    [
        "/khong-co/",
        "/thu-tuc/9-999999/",
        f"{PHU_BAI}thu-tuc/1-001193/khong-co/",
        f"{PHU_BAI}bieu-mau/khong-co/",
        f"{PHU_BAI}tin-tuc/khong-co/",
        "/" + "a/" * 1500,
        "/vi/",
        f"{PHU_BAI}gioi-thieu/khong-co/",
    ],
)
def test_an_address_of_nothing_is_not_found(
    hue: Province, client: Client, path: str
) -> None:
    assert client.get(path).status_code == 404


def test_a_portal_that_does_not_offer_a_procedure_says_who_does(
    filled: Province, client: Client
) -> None:
    text = client.get("/huong-thuy/thu-tuc/1-001193/").content.decode()

    assert 'href="/huong-thuy/phu-bai/thu-tuc/1-001193/"' in text
    assert "Đăng ký khai sinh" in text


def test_a_page_is_not_written_by_visitors(hue: Province, client: Client) -> None:
    assert client.post(PHU_BAI, {"a": "b"}).status_code == 405


@pytest.mark.parametrize(
    "query",
    [
        {"linh-vuc": "khong-co"},
        {"linh-vuc": "\x00' OR 1=1"},
        {"muc-do": "9"},
        {"page": "99999"},
        {"page": "abc"},
        {"co-quan": "x" * 5000},
        {"cap": "🙂"},
        {"su-kien": "having-a-child"},
    ],
)
def test_odd_filters_never_break_the_directory(
    filled: Province, client: Client, query: dict[str, str]
) -> None:
    assert client.get("/thu-tuc/", query).status_code == 200


def test_filters_keep_their_state_in_the_address(
    filled: Province, client: Client
) -> None:
    text = client.get(f"{PHU_BAI}thu-tuc/", {"muc-do": "4"}).content.decode()

    assert "Đăng ký khai sinh" in text
    assert 'href="?muc-do=4&amp;doi-tuong=citizen"' in text or (
        'href="?doi-tuong=citizen&amp;muc-do=4"' in text
        or 'href="?muc-do=4&doi-tuong=citizen"' in text
    )
    none = client.get(f"{PHU_BAI}thu-tuc/", {"muc-do": "2"}).content.decode()
    assert "Đăng ký khai sinh" not in none


def test_the_directory_counts_the_level_of_its_own_agencies(
    filled: Province, client: Client
) -> None:
    rule = Offering.objects.get()
    OfferingExceptionFactory(
        offering=rule, agency=filled.phu_bai.agency, is_offered=True, level=2
    )

    here = client.get(f"{PHU_BAI}thu-tuc/", {"muc-do": "2"}).content.decode()
    not_here = client.get(f"{PHU_BAI}thu-tuc/", {"muc-do": "4"}).content.decode()
    neighbour = "/huong-thuy/thuy-phuong/thu-tuc/"
    there = client.get(neighbour, {"muc-do": "4"}).content.decode()

    assert "Đăng ký khai sinh" in here
    assert "Đăng ký khai sinh" not in not_here
    assert "Đăng ký khai sinh" in there


def test_language_comes_from_the_address_alone(hue: Province, client: Client) -> None:
    vietnamese = client.get(PHU_BAI, headers={"accept-language": "en"})
    english = client.get(f"/en{PHU_BAI}", headers={"accept-language": "vi"})

    assert 'lang="vi"' in vietnamese.content.decode()
    assert 'lang="en"' in english.content.decode()
    assert "Accept-Language" not in vietnamese.get("Vary", "")
    assert f'href="{PHU_BAI}gioi-thieu/"' in vietnamese.content.decode()
    assert f'href="/en{PHU_BAI}gioi-thieu/"' in english.content.decode()
