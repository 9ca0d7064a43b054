"""Hosts: a portal answers on its own, aliases lead on, strangers get 421."""

from collections.abc import Iterator

import pytest
from django.test import Client
from wagtail.models import Page, Site

from cms_pages.portals.models import PortalAlias
from tests.factories.pages import Province, make_procedure_page

pytestmark = pytest.mark.django_db
OWN = "phubai.thuathienhue.example"


@pytest.fixture
def own_host(hue: Province) -> Iterator[Site]:
    return Site.objects.create(
        hostname=OWN, port=443, root_page=Page.objects.get(pk=hue.phu_bai.portal.pk)
    )


def at(host: str) -> Client:
    return Client(headers={"host": host})


def test_a_host_that_nobody_owns_is_refused(hue: Province) -> None:
    assert at("la.example").get("/").status_code == 421


def test_a_host_entered_in_the_admin_answers_at_once(own_host: Site) -> None:
    response = at(OWN).get("/")

    assert response.status_code == 200
    assert "Phường Phú Bài" in response.content.decode()


def test_the_path_on_the_main_host_leads_to_the_portals_own(own_host: Site) -> None:
    response = Client().get("/huong-thuy/phu-bai/gioi-thieu/?a=1")

    assert response.status_code == 301
    assert response["Location"] == f"https://{OWN}/gioi-thieu/?a=1"


def test_an_alias_leads_to_the_portal_with_path_and_query(hue: Province) -> None:
    PortalAlias.objects.create(portal=hue.phu_bai.portal, hostname="phubai.vn.example")

    response = at("phubai.vn.example").get("/tin-tuc/?page=2")

    assert response.status_code == 301
    assert response["Location"] == (
        "http://testserver/huong-thuy/phu-bai/tin-tuc/?page=2"
    )


def test_admin_and_api_answer_on_the_main_host_only(own_host: Site) -> None:
    client = at(OWN)

    assert client.get("/quan-tri/")["Location"] == "http://testserver/quan-tri/"
    assert client.get("/api/v1/portals/").status_code == 404
    assert client.post("/quan-tri/login/").status_code == 404


def test_pages_say_one_canonical_address_on_every_host(
    hue: Province, own_host: Site
) -> None:
    make_procedure_page(code="1.001193")

    text = at(OWN).get("/thu-tuc/1-001193/").content.decode()

    assert '<link rel="canonical" href="http://testserver/thu-tuc/1-001193/">' in text


def test_every_page_has_the_same_address_whoever_asks(own_host: Site) -> None:
    page = Page.objects.get(url_path__endswith="/phu-bai/gioi-thieu/").specific

    assert page.full_url == f"https://{OWN}/gioi-thieu/"


def test_the_map_of_the_province_stops_at_a_portal_with_its_own_host(
    own_host: Site,
) -> None:
    province = Client().get("/sitemap.xml").content.decode()
    own = at(OWN).get("/sitemap.xml").content.decode()

    assert "<loc>http://testserver/huong-thuy/thuy-phuong/</loc>" in province
    assert OWN not in province
    assert f"<loc>https://{OWN}/gioi-thieu/</loc>" in own
    assert "testserver" not in own


def test_robots_names_the_map_of_its_host(own_host: Site) -> None:
    assert f"Sitemap: https://{OWN}/sitemap.xml" in (
        at(OWN).get("/robots.txt").content.decode()
    )
