"""One action makes portals complete; a second one changes nothing."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, ReferenceIndex, Site, WorkflowPage
from wagtail.rich_text import RichText

from cms_pages.pages.content import ContentPage
from cms_pages.pages.news import NewsPage
from cms_pages.pages.procedures import ProcedureIndexPage, ProcedurePage
from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import portals
from cms_pages.provisioning.indexing import index_new_pages
from cms_pages.provisioning.rows import NewPage, write_pages
from cms_pages.provisioning.search_rights import SEARCH_RIGHTS
from cms_pages.provisioning.services import (
    NoParentPortalError,
    create_procedure_pages,
    provision_portals,
)
from services_catalog.units.models import AdminUnit
from tests.factories.accounts import UserFactory
from tests.factories.pages import Province, make_committee
from tests.factories.services_catalog import (
    AgencyFactory,
    ProcedureFactory,
    UnitFactory,
)

pytestmark = pytest.mark.django_db
SOUND = ([], [], [], [], [])
SECTIONS = ["gioi-thieu", "thu-tuc", "tin-tuc", "phan-anh", "lien-he", "so-do-cong"]


@pytest.mark.both_databases
def test_portals_nest_as_their_units_do_and_the_tree_is_sound(hue: Province) -> None:
    assert Page.find_problems() == SOUND
    assert [portal.url_path for portal in PortalPage.objects.order_by("path")] == [
        "/thua-thien-hue/",
        "/thua-thien-hue/huong-thuy/",
        "/thua-thien-hue/huong-thuy/phu-bai/",
        "/thua-thien-hue/huong-thuy/thuy-phuong/",
    ]
    for place in hue.places:
        slugs = place.portal.get_children().type(PortalPage).exists()
        children = place.portal.get_children().not_type(PortalPage)
        assert list(children.values_list("slug", flat=True)) == SECTIONS, slugs


@pytest.mark.both_databases
def test_a_second_run_changes_nothing(hue: Province) -> None:
    before = list(Page.objects.values_list("pk", "path", "numchild"))

    made = provision_portals(AdminUnit.objects.all())

    assert not made
    assert list(Page.objects.values_list("pk", "path", "numchild")) == before


@pytest.mark.both_databases
def test_administrators_of_the_province_and_nobody_below_may_tune_the_search(
    hue: Province,
) -> None:
    holders = Group.objects.filter(permissions__content_type__app_label="search")

    assert set(holders.values_list("name", flat=True)) == {
        f"site_administrator · {hue.province.unit.code}"
    }
    rights = holders.values_list("permissions__codename", flat=True)
    assert set(SEARCH_RIGHTS) == set(rights)


def test_a_missing_section_is_made_again(hue: Province) -> None:
    hue.phu_bai.section("lien-he").delete()

    made = provision_portals([hue.phu_bai.unit])

    assert (made.portals, made.pages) == (0, 1)
    assert hue.phu_bai.section("lien-he").title == "Liên hệ"
    assert Page.find_problems() == SOUND


@pytest.mark.both_databases
def test_pages_added_one_by_one_stand_beside_those_written_as_rows(
    hue: Province,
) -> None:
    parent = ContentPage.objects.get(pk=hue.phu_bai.section("gioi-thieu").pk)
    parent.add_child(instance=ContentPage(title="Một", slug="mot"))

    write_pages([NewPage(ContentPage(title="Hai", slug="hai"), parent)])
    parent.refresh_from_db()
    parent.add_child(instance=ContentPage(title="Ba", slug="ba"))

    slugs = list(parent.get_children().values_list("slug", flat=True))
    assert slugs == ["mot", "hai", "ba"]
    assert Page.find_problems() == SOUND


@pytest.mark.parametrize("slug", ["tim-kiem", "thong-ke", "en", "Hoa", "a b", "", "đ"])
def test_reserved_and_unsayable_slugs_are_refused(hue: Province, slug: str) -> None:
    before = Page.objects.count()

    with pytest.raises(ValidationError):
        write_pages([NewPage(ContentPage(title="X", slug=slug), hue.phu_bai.portal)])

    assert Page.objects.count() == before


def test_an_editor_who_types_a_reserved_slug_is_told(hue: Province) -> None:
    page = ContentPage(title="Tìm kiếm", slug="tim-kiem")

    with pytest.raises(ValidationError) as refused:
        hue.phu_bai.portal.add_child(instance=page)

    assert list(refused.value.message_dict) == ["slug"]


def test_editors_hold_grants_on_sections_only(hue: Province) -> None:
    editor = GroupPagePermission.objects.filter(group__name="editor · 19960")
    held = {
        (grant.page.slug, grant.permission.codename)
        for grant in editor.select_related("page", "permission")
    }

    assert held == {
        (slug, codename)
        for slug in SECTIONS
        for codename in ("add_page", "change_page")
    }
    assert WorkflowPage.objects.filter(page=hue.phu_bai.section("tin-tuc")).exists()


def test_the_administrator_opens_the_list_of_workflows(
    hue: Province, client: Client
) -> None:
    client.force_login(UserFactory(administrator=True))

    response = client.get(reverse("wagtailadmin_workflows:index"))

    assert response.status_code == 200
    assert not WorkflowPage.objects.filter(page__depth=1).exists()


def test_the_host_of_the_installation_serves_the_province(hue: Province) -> None:
    site = Site.objects.get(is_default_site=True)

    assert site.root_page_id == hue.province.portal.pk
    assert site.hostname == "testserver"
    assert not Page.objects.filter(title__startswith="Welcome").exists()


def test_an_agency_gets_a_portal_below_that_of_its_unit(hue: Province) -> None:
    agency = AgencyFactory(
        unit=hue.province.unit, name="Sở Tư pháp", short_name="Sở Tư pháp"
    )

    provision_portals(agencies=[agency])

    portal = PortalPage.objects.get(agency=agency)
    assert portal.url_path == "/thua-thien-hue/so-tu-phap/"
    # Nothing is copied: what the agency corrects, its portal shows.
    assert portal.phone == ""
    assert portals(fresh=True).by_pk[portal.pk].contact.phone == agency.phone


def test_a_unit_without_a_portal_above_is_refused(db: None) -> None:
    commune = UnitFactory()

    with pytest.raises(NoParentPortalError):
        provision_portals([commune])

    assert not PortalPage.objects.filter(unit=commune).exists()


def test_procedure_pages_are_made_once_in_the_provinces_directory(
    hue: Province,
) -> None:
    procedures = [ProcedureFactory() for _ in range(3)]

    assert create_procedure_pages(procedures) == 3
    assert create_procedure_pages(procedures) == 0

    page = ProcedurePage.objects.get(procedure=procedures[0])
    assert page.url_path == f"/thua-thien-hue/thu-tuc/{procedures[0].slug}/"
    assert ProcedureIndexPage.objects.get(depth=3).numchild == 3
    assert Page.find_problems() == SOUND


def test_references_are_those_that_wagtail_would_have_written(hue: Province) -> None:
    target = hue.district.section("lien-he")
    body = f'<p><a linktype="page" id="{target.pk}">Huyện</a></p>'
    page = ContentPage(title="Nối", slug="noi", body=[("text", RichText(body))])
    write_pages([NewPage(page, hue.phu_bai.section("gioi-thieu"))])
    rows = ReferenceIndex.objects.filter(object_id=page.pk)
    fields = ("to_content_type", "to_object_id", "model_path", "content_path_hash")

    index_new_pages([page])

    written = set(rows.values_list(*fields))
    rows.delete()
    ReferenceIndex.create_or_update_for_object(page)
    assert written == set(rows.values_list(*fields))
    assert len(written) == 1


def test_new_pages_are_found_by_the_admins_search(hue: Province) -> None:
    assert [page.pk for page in Page.objects.search("Phú Bài")] == [
        hue.phu_bai.portal.pk
    ]


def test_the_command_makes_portals_by_code_and_names_unknown_ones(
    hue: Province, capsys: pytest.CaptureFixture[str]
) -> None:
    commune = UnitFactory(name="Xã Dương Hòa", parent=hue.district.unit, code="19993")
    make_committee(commune)

    call_command("provision_portals", "--units", "19993", "--dry-run", verbosity=0)
    assert not PortalPage.objects.filter(unit=commune).exists()
    call_command("provision_portals", "--units", "19993", verbosity=0)
    assert PortalPage.objects.get(unit=commune).slug == "duong-hoa"
    assert "Made 1 portals, 7 pages" in capsys.readouterr().out

    with pytest.raises(CommandError, match="00000"):
        call_command("provision_portals", "--units", "00000", verbosity=0)


def test_news_of_the_portal_above_is_shown_where_there_is_none(
    hue: Province, client: Client
) -> None:
    hue.district.add_news("Lễ hội Hương Thủy", "le-hoi")

    response = client.get("/huong-thuy/phu-bai/")

    assert "Lễ hội Hương Thủy" in response.content.decode()
    assert NewsPage.objects.count() == 1
