"""What acts on many at once, and what is fetched on the side, stays with one's unit."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry
from wagtail.models import Comment, Page, PageSubscription

from cms_pages.pages.news import NewsPage
from cms_pages.rights.bulk_actions import NamesOnlyOwn
from submissions.forms.models import FormDefinition
from tests.factories.accounts import UserFactory
from tests.factories.pages import Place, Province
from tests.integration.cms_pages.test_doors import (
    PAIRS,
    SECRET,
    document,
    picture,
    secret_of,
    signed_in,
)

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]
ACTIONS = ["delete", "move", "publish", "unpublish"]


def bulk(app_label: str, model: str, action: str, query: str) -> str:
    address = reverse("wagtail_bulk_action", args=[app_label, model, action])
    return f"{address}?{query}"


def test_every_bulk_action_keeps_silent_about_others(db: None) -> None:
    bulk_action_registry.get_bulk_action_class("wagtailcore", "page", "delete")
    registered = {
        action
        for models in bulk_action_registry.actions.values()
        for actions in models.values()
        for action in actions.values()
    }

    assert [one for one in registered if not issubclass(one, NamesOnlyOwn)] == []
    assert len(registered) == 14


def pages() -> set[Any]:
    return set(Page.objects.values_list("pk", "path", "title", "live"))


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_bulk_actions_neither_name_nor_touch_pages_of_another_unit(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "publisher")
    place = getattr(hue, theirs)
    secret = secret_of(place)
    published = place.add_news("Tin đã đăng", "tin-da-dang")
    own = getattr(hue, mine).section("tin-tuc")
    before = pages()

    named = []
    for action in ACTIONS:
        for query in (
            f"id={secret.pk}&id={published.pk}",
            f"id=all&childOf={secret.get_parent().pk}",
            "id=all",
        ):
            address = bulk("wagtailcore", "page", action, query)
            told = client.get(address).content.decode()
            sent = client.post(
                address,
                {"chooser": own.pk, "include_descendants": "on", "move_applied": "1"},
            ).content.decode()
            if SECRET in told + sent:
                named.append(address)

    assert named == []
    theirs_before = {row for row in before if row[0] in {secret.pk, published.pk}}
    assert len(theirs_before) == 2
    assert theirs_before <= pages()


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_own_pages_are_not_moved_in_bulk_to_another_unit(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "publisher")
    news = getattr(hue, mine).add_news("Tin của mình", "tin-cua-minh")
    target = getattr(hue, theirs).section("tin-tuc")
    before = pages()

    client.post(
        bulk("wagtailcore", "page", "move", f"id={news.pk}"),
        {"chooser": target.pk, "move_applied": "1"},
    )

    assert pages() == before


def test_a_publisher_publishes_ones_own_in_bulk_and_an_editor_is_told_which_not(
    hue: Province,
) -> None:
    news = secret_of(hue.phu_bai)
    address = bulk("wagtailcore", "page", "publish", f"id={news.pk}")

    refused = signed_in(hue.phu_bai, "editor").get(address).content.decode()
    signed_in(hue.phu_bai, "publisher").post(address)

    assert SECRET in refused
    news.refresh_from_db()
    assert news.live


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_bulk_actions_on_files_forms_and_people_name_nobody_elses(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "publisher")
    other: Place = getattr(hue, theirs)
    image, paper = picture(other), document(other)
    form = FormDefinition.objects.create(
        title=f"{SECRET} biểu mẫu", slug="kin", owner_unit=other.unit
    )
    stranger = UserFactory(full_name=SECRET, username=SECRET)
    targets = [
        ("wagtailimages", "image", ("delete", "add_to_collection", "add_tags"), image),
        ("wagtaildocs", "document", ("delete", "add_to_collection", "add_tags"), paper),
        ("submissions", "formdefinition", ("delete",), form),
        ("accounts", "user", ("delete", "assign_role", "set_active_state"), stranger),
    ]

    named = []
    for app_label, model, actions, target in targets:
        for action in actions:
            for query in (f"id={target.pk}", "id=all"):
                address = bulk(app_label, model, action, query)
                answers = (client.get(address), client.post(address))
                if any(SECRET in one.content.decode() for one in answers):
                    named.append(address)

    assert named == []
    for _app_label, _model, _actions, target in targets:
        target.refresh_from_db()
    assert stranger.is_active


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_side_doors_of_a_page_are_closed_to_another_unit(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "publisher")
    secret = secret_of(getattr(hue, theirs))
    revision = secret.latest_revision
    state = secret.get_workflow().start(secret, getattr(hue, theirs).editor())
    task = state.current_task_state.pk
    before = pages()
    addresses = {
        "workflow_action": [secret.pk, "approve", task],
        "collect_workflow_action_data": [secret.pk, "approve", task],
        "confirm_workflow_cancellation": [secret.pk],
        "workflow_preview": [secret.pk, state.current_task_state.task.pk],
        "workflow_history_detail": [secret.pk, state.pk],
        "revisions_view": [secret.pk, revision.pk],
        "revisions_revert": [secret.pk, revision.pk],
        "revisions_unschedule": [secret.pk, revision.pk],
        "revisions_compare": [secret.pk, "earliest", "latest"],
        "history_results": [secret.pk],
        "convert_alias": [secret.pk],
        "set_page_position": [secret.pk],
        "lock": [secret.pk],
        "unlock": [secret.pk],
    }

    opened = []
    for view, arguments in addresses.items():
        address = reverse(f"wagtailadmin_pages:{view}", args=arguments)
        answers = (client.get(address), client.post(address))
        if any(SECRET in one.content.decode() for one in answers):
            opened.append(view)

    assert opened == []
    assert pages() == before
    state.refresh_from_db()
    assert state.status == "in_progress"
    assert not NewsPage.objects.get(pk=secret.pk).locked


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_nobody_comments_on_or_subscribes_to_a_page_of_another_unit(
    hue: Province, mine: str, theirs: str
) -> None:
    client = Client()
    user = getattr(hue, mine).editor()
    client.force_login(user)
    secret = secret_of(getattr(hue, theirs))
    said = {
        "title": secret.title,
        "slug": secret.slug,
        "comment_notifications": "on",
        "comments-TOTAL_FORMS": "1",
        "comments-INITIAL_FORMS": "0",
        "comments-MIN_NUM_FORMS": "0",
        "comments-MAX_NUM_FORMS": "",
        "comments-0-text": "Của ai đây?",
        "comments-0-contentpath": "title",
        "comments-0-position": "",
        "comments-0-resolved": "",
        "comments-0-id": "",
        "comments-0-replies-TOTAL_FORMS": "0",
        "comments-0-replies-INITIAL_FORMS": "0",
    }

    client.post(reverse("wagtailadmin_pages:edit", args=[secret.pk]), said)

    assert not Comment.objects.exists()
    assert not PageSubscription.objects.filter(user=user).exists()
