"""An editor writes, a publisher approves, the town reads: through the admin's forms."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import TaskState
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from cms_pages.pages.news import NewsPage
from tests.factories.pages import Place, Province

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def news_form(**action: str) -> dict[str, Any]:
    return nested_form_data(
        {
            "title": "Lịch tiếp dân tháng 12",
            "title_en": "",
            # As the editor's script proposes it, with the marks of the title.
            "slug": "lịch-tiếp-dân",
            "kind": "notice",
            "date": "23/11/2026",
            "lead": "Mỗi thứ Năm.",
            "image": "",
            "body": streamfield([("text", rich_text("<p>Từ 8 giờ.</p>"))]),
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "comments-MIN_NUM_FORMS": "0",
            "comments-MAX_NUM_FORMS": "",
            **action,
        }
    )


def write_news(place: Place) -> NewsPage:
    index = place.section("tin-tuc")
    address = reverse(
        "wagtailadmin_pages:add", args=["cms_pages", "newspage", index.pk]
    )
    editor = signed_in(place.editor())
    assert editor.get(address).status_code == 200
    response = editor.post(address, news_form(**{"action-submit": "1"}))
    assert response.status_code == 302, response.context["form"].errors
    return NewsPage.objects.get(slug="lich-tiep-dan")


def test_news_goes_from_the_editor_by_the_publisher_to_the_town(
    hue: Province, client: Client
) -> None:
    news = write_news(hue.phu_bai)
    address = "/huong-thuy/phu-bai/tin-tuc/lich-tiep-dan/"
    assert not news.live
    assert client.get(address).status_code == 404

    task_state = TaskState.objects.get(status="in_progress")
    approve = reverse(
        "wagtailadmin_pages:workflow_action", args=[news.pk, "approve", task_state.pk]
    )
    neighbour = signed_in(hue.thuy_phuong.publisher())
    assert neighbour.post(approve).status_code in {302, 403}
    assert client.get(address).status_code == 404
    publisher = signed_in(hue.phu_bai.publisher())
    publisher.post(approve)

    response = client.get(address)
    assert response.status_code == 200
    assert "Từ 8 giờ." in response.content.decode()


def test_approving_beside_ones_own_page_approves_no_other(hue: Province) -> None:
    """The address names one's own page, and the state of a neighbour's."""
    theirs = write_news(hue.thuy_phuong)
    state = TaskState.objects.get(status="in_progress")
    ours = hue.phu_bai.section("gioi-thieu")
    ours.save_revision()
    publisher = hue.phu_bai.publisher()
    ours.get_workflow().start(ours, publisher)

    for action in ("approve", "reject"):
        address = reverse(
            "wagtailadmin_pages:workflow_action", args=[ours.pk, action, state.pk]
        )
        signed_in(publisher).post(address)

    state.refresh_from_db()
    theirs.refresh_from_db()
    assert state.status == "in_progress"
    assert not theirs.live


def test_an_editor_cannot_publish_by_naming_the_action(hue: Province) -> None:
    index = hue.phu_bai.section("tin-tuc")
    address = reverse(
        "wagtailadmin_pages:add", args=["cms_pages", "newspage", index.pk]
    )

    signed_in(hue.phu_bai.editor()).post(address, news_form(**{"action-publish": "1"}))

    assert not NewsPage.objects.filter(live=True).exists()


def test_sections_open_in_the_editor_and_preview_in_their_portal(
    hue: Province,
) -> None:
    editor = signed_in(hue.phu_bai.editor())
    for slug in ("gioi-thieu", "thu-tuc", "tin-tuc", "lien-he", "so-do-cong"):
        page = hue.phu_bai.section(slug)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert editor.get(edit).status_code == 200, slug
        draft = reverse("wagtailadmin_pages:view_draft", args=[page.pk])
        response = editor.get(draft)
        assert response.status_code == 200, slug
        assert "Phường Phú Bài" in response.content.decode()


def test_the_site_administrator_corrects_the_portals_own_facts(hue: Province) -> None:
    administrator = signed_in(hue.phu_bai.staff("site_administrator"))
    edit = reverse("wagtailadmin_pages:edit", args=[hue.phu_bai.portal.pk])

    assert administrator.get(edit).status_code == 200
    district = reverse("wagtailadmin_pages:edit", args=[hue.district.portal.pk])
    assert administrator.get(district).status_code == 302
