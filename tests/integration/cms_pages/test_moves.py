"""Moves, renames, unpublishing and deletion: addresses lead on, the index follows."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cms_pages.pages.news import NewsIndexPage, NewsPage
from cms_pages.provisioning.rows import NewPage, write_pages
from cms_pages.routing.models import FormerPath
from outbox.models import OutboxMessage
from outbox.worker import drain
from search.models import SearchDocument
from tests.factories.pages import Province

pytestmark = pytest.mark.django_db


def index() -> None:
    """Do what the worker does with every message that waits."""
    while drain(limit=100):
        pass


def paths() -> set[str]:
    found = SearchDocument.objects.filter(type__in=["page", "news"])
    return set(found.values_list("path", flat=True))


def test_a_renamed_commune_is_found_at_its_old_addresses_too(
    hue: Province,
    client: Client,
    django_capture_on_commit_callbacks: Callable[..., Any],
) -> None:
    portal = hue.phu_bai.portal
    hue.phu_bai.add_news("Lịch tiêm chủng", "lich-tiem-chung")

    portal.slug = "phu-bai-moi"
    with django_capture_on_commit_callbacks(execute=True):
        portal.save_revision().publish()

    for old in ("", "gioi-thieu/", "tin-tuc/lich-tiem-chung/"):
        response = client.get(f"/huong-thuy/phu-bai/{old}")
        assert response.status_code == 301
        assert response["Location"] == f"/huong-thuy/phu-bai-moi/{old}"
        assert client.get(response["Location"]).status_code == 200


def test_a_moved_portal_takes_its_pages_along_in_the_index(hue: Province) -> None:
    index()
    before = "/thua-thien-hue/huong-thuy/phu-bai/gioi-thieu/"
    assert before in paths()

    portal = hue.phu_bai.portal
    portal.refresh_from_db()
    portal.move(hue.province.portal, pos="last-child")
    index()

    assert before not in paths()
    assert "/thua-thien-hue/phu-bai/gioi-thieu/" in paths()


def test_unpublished_news_leaves_the_index_and_the_portal(
    hue: Province, client: Client
) -> None:
    news = hue.phu_bai.add_news("Mất nước cuối tuần", "mat-nuoc")
    news.save_revision().publish()
    index()
    assert news.url_path in paths()

    news.unpublish()
    index()

    assert news.url_path not in paths()
    assert client.get("/huong-thuy/phu-bai/tin-tuc/mat-nuoc/").status_code == 404


def test_a_deleted_portal_leaves_nothing_in_the_index(hue: Province) -> None:
    index()

    hue.thuy_phuong.portal.specific.delete()
    index()

    assert not [path for path in paths() if "thuy-phuong" in path]
    waiting = OutboxMessage.objects.exclude(state="done")
    # The index's dictionary may wait for its time.
    assert not waiting.exclude(topic="search.lexicon").exists()


def test_a_subtree_of_more_than_a_thousand_pages_is_renamed(
    hue: Province, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    index_page = NewsIndexPage.objects.get(pk=hue.phu_bai.section("tin-tuc").pk)
    write_pages(
        [
            NewPage(NewsPage(title=f"Tin {n}", slug=f"tin-{n}"), index_page)
            for n in range(1200)
        ]
    )
    index_page.refresh_from_db()

    index_page.slug = "tin-moi"
    with django_capture_on_commit_callbacks(execute=True):
        index_page.save_revision().publish()

    assert FormerPath.objects.count() == 1201
