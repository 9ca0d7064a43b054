"""Nobody sees, chooses or touches what belongs to another unit: door by door."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page

from cms_pages.pages.news import NewsPage
from submissions.forms.models import FormDefinition
from tests.factories.accounts import UserFactory
from tests.factories.pages import Place, Province

# Walks again what other tests cover; a tracer would make it half as long again.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.no_cover]

# ASCII: JSON answers of choosers escape everything else.
SECRET = "Banthaokin"
# Who looks, and at whose: neighbours, upwards, and a district downwards.
PAIRS = [
    ("phu_bai", "thuy_phuong"),
    ("phu_bai", "district"),
    ("phu_bai", "province"),
    ("district", "phu_bai"),
    ("district", "province"),
]
ROLES = ["editor", "publisher"]
PAGE_VIEWS = [
    "wagtailadmin_pages:edit",
    "wagtailadmin_pages:history",
    "wagtailadmin_pages:revisions_index",
    "wagtailadmin_pages:copy",
    "wagtailadmin_pages:move",
    "wagtailadmin_pages:unpublish",
    "wagtailadmin_pages:delete",
    "wagtailadmin_pages:usage",
    "wagtailadmin_pages:view_draft",
    "wagtailadmin_pages:preview_on_edit",
    "wagtailadmin_pages:workflow_history",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:add_subpage",
    "wagtailadmin_choose_page_child",
]


def secret_of(place: Place) -> NewsPage:
    """A draft of that place, with a title that betrays itself wherever it shows."""
    index = place.section("tin-tuc")
    news = NewsPage(title=f"{SECRET} {place.unit.name}", slug="ban-thao", live=False)
    index.add_child(instance=news)
    news.save_revision()
    return news


def signed_in(place: Place, role: str) -> Client:
    client = Client()
    client.force_login(getattr(place, role)())
    return client


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_no_view_of_a_page_opens_for_another_unit(
    hue: Province, mine: str, theirs: str, role: str
) -> None:
    client = signed_in(getattr(hue, mine), role)
    secret = secret_of(getattr(hue, theirs))

    opened = []
    for view in PAGE_VIEWS:
        response = client.get(reverse(view, args=[secret.pk]))
        if response.status_code == 200 or SECRET in response.content.decode():
            opened.append(view)

    assert opened == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_nothing_of_another_unit_can_be_changed(
    hue: Province, mine: str, theirs: str, role: str
) -> None:
    client = signed_in(getattr(hue, mine), role)
    place = getattr(hue, theirs)
    secret = secret_of(place)
    news = place.add_news("Tin đã đăng", "tin-da-dang")
    pages_before = set(Page.objects.values_list("pk", "path", "title", "live"))

    data = {"title": "Bị sửa", "slug": "bi-sua", "action-publish": "1"}
    for page in (secret, news, place.portal):
        for view in ("edit", "delete", "unpublish", "copy", "lock"):
            client.post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), data)
    own = getattr(hue, mine).section("tin-tuc")
    for source, target in ((secret.pk, own.pk), (own.pk, secret.get_parent().pk)):
        address = reverse("wagtailadmin_pages:move_confirm", args=[source, target])
        client.post(address)
    add = ["cms_pages", "newspage", secret.get_parent().pk]
    client.post(reverse("wagtailadmin_pages:add", args=add), data)

    assert set(Page.objects.values_list("pk", "path", "title", "live")) == pages_before


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_no_list_search_or_chooser_names_another_units_page(
    hue: Province, mine: str, theirs: str, role: str
) -> None:
    client = signed_in(getattr(hue, mine), role)
    secret = secret_of(getattr(hue, theirs))
    parent = secret.get_parent().pk
    explore = reverse("wagtailadmin_explore", args=[parent])
    explore_results = reverse("wagtailadmin_explore_results", args=[parent])
    addresses = [
        explore,
        f"{explore}?q=banthaokin",
        f"{explore_results}?q=banthao",
        reverse("wagtailadmin_explore_root"),
        f"{reverse('wagtailadmin_explore_root')}?q=banthaokin",
        reverse("wagtailadmin_choose_page"),
        reverse("wagtailadmin_choose_page_child", args=[parent]),
        f"{reverse('wagtailadmin_choose_page_search')}?q=banthaokin",
        f"{reverse('wagtailadmin_choose_page_search')}?q={SECRET}",
        f"{reverse('wagtailadmin_pages:search')}?q=banthaokin",
        f"{reverse('wagtailadmin_pages:search')}?q=b&live=no&ordering=title",
        f"{reverse('wagtailadmin_pages:search_results')}?q=banth",
        reverse("wagtailadmin_pages:type_use", args=["cms_pages", "newspage"]),
        reverse("wagtailadmin_api:pages:listing") + "?fields=*&limit=100",
        reverse("wagtailadmin_api:pages:listing") + f"?child_of={parent}",
        reverse("wagtailadmin_api:pages:listing") + "?search=banthaokin",
        reverse("wagtailadmin_api:pages:detail", args=[secret.pk]),
        reverse("wagtailadmin_home"),
    ]

    named = [
        address
        for address in addresses
        if SECRET in client.get(address, follow=True).content.decode()
    ]

    assert named == []


@pytest.mark.parametrize(
    "page_type", ["wagtailcore.page", "cms_pages.contentpage", "cms_pages.newspage"]
)
@pytest.mark.parametrize("mine", ["phu_bai", "district"])
def test_the_page_chooser_opens_at_the_own_portal(
    hue: Province, mine: str, page_type: str
) -> None:
    """At the root of the tree nothing is one's own, and no way leads down there."""
    place = getattr(hue, mine)
    browse = signed_in(place, "editor").get(
        reverse("wagtailadmin_choose_page"), {"page_type": page_type}
    )

    assert browse.json()["parent_page_id"] == place.portal.pk
    (head, *below) = browse.context["table"].data
    sections = set(place.portal.get_children().values_list("pk", flat=True))
    assert head.pk == place.portal.pk
    assert {page.pk for page in below} <= sections
    if page_type == "wagtailcore.page":
        assert {page.pk for page in below} == sections - set(
            Page.objects.type(type(place.portal)).values_list("pk", flat=True)
        )


def test_the_page_chooser_of_an_administrator_opens_at_the_root(hue: Province) -> None:
    client = Client()
    client.force_login(UserFactory(administrator=True))

    browse = client.get(reverse("wagtailadmin_choose_page"))

    assert browse.json()["parent_page_id"] == Page.get_first_root_node().pk


def test_the_page_chooser_shows_nothing_to_staff_without_a_portal(
    hue: Province,
) -> None:
    client = Client()
    officer = UserFactory(staff=True)
    officer.user_permissions.add(
        Permission.objects.get(codename="access_admin"),
    )
    client.force_login(officer)

    browse = client.get(reverse("wagtailadmin_choose_page"))

    assert hue.province.portal.title not in browse.json()["html"]
    assert [page.depth for page in browse.context["table"].data] == [1]


REPORTS = [
    "wagtailadmin_reports:site_history",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_reports:aging_pages",
    "wagtailadmin_reports:locked_pages",
    "wagtailadmin_reports:page_types_usage",
    "wagtailusers_users:index",
    "wagtailusers_groups:index",
    "wagtailsites:index",
    "wagtailredirects:index",
    "wagtailadmin_workflows:index",
    "wagtailadmin_workflows:task_index",
    "wagtailadmin_collections:index",
]


@pytest.mark.parametrize("role", [*ROLES, "site_administrator"])
@pytest.mark.parametrize("view", REPORTS)
def test_lists_of_the_whole_installation_are_closed(
    hue: Province, view: str, role: str
) -> None:
    client = Client()
    client.force_login(hue.phu_bai.staff(role))

    response = client.get(reverse(view))

    assert response.status_code in {302, 403}, view


@pytest.mark.parametrize("view", REPORTS)
def test_they_open_for_the_administrator(hue: Province, view: str) -> None:
    client = Client()
    client.force_login(UserFactory(administrator=True))

    assert client.get(reverse(view)).status_code == 200


def test_filters_of_the_explorer_name_nobody_of_another_unit(hue: Province) -> None:
    stranger = hue.thuy_phuong.staff("editor", full_name="Trần Người Lạ")
    secret = secret_of(hue.thuy_phuong)
    Page.objects.filter(pk=secret.pk).update(owner=stranger)
    client = signed_in(hue.phu_bai, "editor")

    section = hue.phu_bai.section("tin-tuc")
    response = client.get(reverse("wagtailadmin_explore", args=[section.pk]))

    text = response.content.decode()
    assert response.status_code == 200
    assert "Trần Người Lạ" not in text
    assert stranger.username not in text


def picture(place: Place) -> Image:
    image: Image = Image.objects.create(
        title=f"{SECRET} ảnh",
        file=get_test_image_file(),
        collection=place.portal.collection,
    )
    return image


def document(place: Place) -> Document:
    made: Document = Document.objects.create(
        title=f"{SECRET} văn bản",
        file=ContentFile(b"x", name="van-ban.pdf"),
        collection=place.portal.collection,
    )
    return made


@pytest.mark.parametrize(("mine", "theirs"), PAIRS)
def test_pictures_and_documents_stay_with_their_unit(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "editor")
    other = getattr(hue, theirs)
    image, paper = picture(other), document(other)
    addresses = [
        reverse("wagtailimages:index"),
        reverse("wagtailimages:index") + "?q=banthaokin",
        reverse("wagtailimages_chooser:choose"),
        reverse("wagtailimages_chooser:choose") + "?q=banthaokin",
        reverse("wagtailimages_chooser:chosen", args=[image.pk]),
        reverse("wagtailimages:edit", args=[image.pk]),
        reverse("wagtailimages:delete", args=[image.pk]),
        reverse("wagtailimages:image_usage", args=[image.pk]),
        reverse("wagtaildocs:index"),
        reverse("wagtaildocs_chooser:choose"),
        reverse("wagtaildocs_chooser:chosen", args=[paper.pk]),
        reverse("wagtaildocs:edit", args=[paper.pk]),
        reverse("wagtaildocs:delete", args=[paper.pk]),
        reverse("wagtailadmin_api:images:listing"),
        reverse("wagtailadmin_api:documents:listing"),
        reverse("wagtailadmin_api:images:detail", args=[image.pk]),
        reverse("wagtailadmin_api:documents:detail", args=[paper.pk]),
    ]

    named = [
        address
        for address in addresses
        if SECRET in client.get(address, follow=True).content.decode()
    ]

    assert named == []


def test_an_editor_writes_but_only_a_publisher_publishes(hue: Province) -> None:
    news = secret_of(hue.phu_bai)
    editor, publisher = hue.phu_bai.editor(), hue.phu_bai.publisher()

    assert news.permissions_for_user(editor).can_edit()
    assert not news.permissions_for_user(editor).can_publish()
    assert news.permissions_for_user(publisher).can_publish()


def test_a_workflow_goes_from_the_editor_to_the_publisher_of_the_portal(
    hue: Province,
) -> None:
    news = secret_of(hue.phu_bai)
    editor, publisher = hue.phu_bai.editor(), hue.phu_bai.publisher()
    neighbour = hue.thuy_phuong.publisher()
    workflow = news.get_workflow()

    state = workflow.start(news, editor)
    task_state = state.current_task_state
    task = task_state.task.specific

    assert task.get_actions(news, editor) == []
    assert task.get_actions(news, neighbour) == []
    assert _moderated(task, publisher) == [task_state.pk]
    assert _moderated(task, neighbour) == []
    task.on_action(task_state, publisher, "approve")
    news.refresh_from_db()
    assert news.live


def _moderated(task: Any, user: Any) -> list[int]:
    return [one.pk for one in task.get_task_states_user_can_moderate(user)]


def test_a_portal_cannot_be_copied(hue: Province, client: Client) -> None:
    client.force_login(UserFactory(administrator=True))
    address = reverse("wagtailadmin_pages:copy", args=[hue.phu_bai.portal.pk])

    response = client.post(address, {"new_title": "Hai", "new_slug": "hai"})

    assert response.status_code == 302
    assert Page.objects.filter(slug="hai").count() == 0


@pytest.mark.parametrize(("mine", "theirs"), PAIRS[:1] + PAIRS[3:4])
def test_forms_of_another_unit_cannot_be_chosen(
    hue: Province, mine: str, theirs: str
) -> None:
    client = signed_in(getattr(hue, mine), "editor")
    form = FormDefinition.objects.create(
        title=f"{SECRET} biểu mẫu",
        slug="kin",
        owner_unit=getattr(hue, theirs).unit,
        live=True,
    )

    listed = client.get(
        reverse("wagtailsnippetchoosers_submissions_formdefinition:choose")
    )
    chosen = client.get(
        reverse(
            "wagtailsnippetchoosers_submissions_formdefinition:chosen", args=[form.pk]
        )
    )

    assert listed.status_code == 200
    assert SECRET not in listed.content.decode()
    assert SECRET not in chosen.content.decode()
    owner = signed_in(getattr(hue, theirs), "editor")
    own = owner.get(reverse("wagtailsnippetchoosers_submissions_formdefinition:choose"))
    assert SECRET in own.content.decode()
