"""The frame of a portal: kept with the snapshot, and never longer."""

import pytest
from django.test import Client, RequestFactory
from django.utils import translation

from cms_pages.frame import build_frame
from cms_pages.portals.snapshot import portals
from tests.factories.pages import Province

pytestmark = pytest.mark.django_db

PHU_BAI = "/huong-thuy/phu-bai/"


def shown(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, path
    text: str = response.content.decode()
    return text


def test_a_portal_says_the_same_around_each_of_its_pages(
    hue: Province, client: Client
) -> None:
    home, news = shown(client, PHU_BAI), shown(client, f"{PHU_BAI}tin-tuc/")

    footer = home[home.index('<footer class="nm-footer">') :]
    assert news.endswith(footer)
    assert list(portals().frames) == [(hue.phu_bai.portal.pk, "vi")]


def test_the_entry_one_is_in_and_the_languages_are_the_page_s_own(
    hue: Province, client: Client
) -> None:
    hue.phu_bai.add_news("Lịch tiêm chủng", "lich-tiem-chung")

    introduction = shown(client, f"{PHU_BAI}gioi-thieu/")
    news = shown(client, f"{PHU_BAI}tin-tuc/?trang=2")

    assert f'<a href="{PHU_BAI}gioi-thieu/" aria-current="page">' in introduction
    assert f'<a href="{PHU_BAI}gioi-thieu/">' in news
    assert f'<a href="{PHU_BAI}tin-tuc/" aria-current="page">' in news
    assert f'href="/en{PHU_BAI}gioi-thieu/"' in introduction
    assert f'href="/en{PHU_BAI}tin-tuc/?trang=2"' in news


def test_each_language_has_its_own(hue: Province, client: Client) -> None:
    vietnamese = shown(client, f"{PHU_BAI}lien-he/")
    english = shown(client, f"/en{PHU_BAI}lien-he/")

    assert ">Đăng nhập" in " ".join(vietnamese.split()).replace("> ", ">")
    assert ">Sign in" in " ".join(english.split()).replace("> ", ">")
    assert f'action="/en{PHU_BAI}tim-kiem/"' in english
    assert shown(client, f"{PHU_BAI}lien-he/") == vietnamese


def test_what_an_editor_changes_shows_at_once(hue: Province, client: Client) -> None:
    shown(client, PHU_BAI)
    portal = hue.phu_bai.portal
    portal.hotline, portal.skin = "1900 9999", "district"
    portal.save_revision().publish()

    changed = shown(client, PHU_BAI)

    assert 'href="tel:19009999"' in changed
    assert "themes/skins/district.css" in changed


def test_portals_do_not_share_what_was_drawn(hue: Province, client: Client) -> None:
    shown(client, PHU_BAI)

    district = shown(client, "/huong-thuy/")

    assert f'action="{PHU_BAI}tim-kiem/"' not in district
    assert 'action="/huong-thuy/tim-kiem/"' in district


def test_a_host_s_frame_is_built_of_one_snapshot(hue: Province) -> None:
    request = RequestFactory().get("/en/cua-toi/")
    with translation.override("en"):
        first, second = build_frame(request), build_frame(request)

    assert first.parts is second.parts
    assert first.home_url == "/en/"
