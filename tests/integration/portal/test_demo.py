"""The whole demo, loaded once for all of these tests and rolled back after them."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.management import CommandError, call_command
from django.db import transaction
from django.http import Http404
from django.test import RequestFactory, override_settings
from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from cms_pages.documents import project, stream
from cms_pages.pages.news import NewsPage
from cms_pages.pages.procedures import ProcedurePage
from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import portals
from portal.demo import loading
from portal.demo.accounts import DemoRefusedError, load_accounts
from portal.demo.catalogue import load_units
from portal.demo.loading import STAGES, Stage, load_demo
from portal.demo.progress import Progress
from portal.demo.views import demo_guide
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.offerings.models import LocalNote, Offering
from services_catalog.offerings.services import offering_of
from services_catalog.procedures.everyday.reading import shipped
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.staff.models import Role
from services_catalog.staff.services import agencies_of, can
from services_catalog.units.models import AdminUnit
from submissions.dossiers.models import Dossier
from submissions.forms.models import CaseTypeForm, FormVersion

pytestmark = pytest.mark.long
QUIET = Progress(quiet=True)


@pytest.fixture(scope="module")
def _database(django_db_setup: Any, django_db_blocker: Any) -> Iterator[None]:
    """Everything within one transaction; each test has a savepoint of its own."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def first_load(_database: None) -> dict[str, int]:
    with override_settings(DEBUG=True):
        return load_demo(QUIET)


@pytest.fixture
def demo(first_load: dict[str, int]) -> Iterator[dict[str, int]]:
    with override_settings(DEBUG=True), transaction.atomic():
        yield first_load
        transaction.set_rollback(True)


def test_every_stage_loads_something(demo: dict[str, int]) -> None:
    assert [label for label, count in demo.items() if not count] == []
    assert list(demo) == [stage.label for stage in STAGES]


def test_second_load_changes_nothing(demo: dict[str, int]) -> None:
    models = (AdminUnit, Agency, Procedure, Offering, Page, FormVersion, User, Dossier)
    before = [model.objects.count() for model in models]

    changes = load_demo(QUIET)

    assert changes == dict.fromkeys(demo, 0)
    assert [model.objects.count() for model in models] == before


def test_151_units_have_a_portal_and_so_do_centres_and_departments(
    demo: dict[str, int],
) -> None:
    assert PortalPage.objects.exclude(unit=None).count() == 151
    kinds = PortalPage.objects.exclude(agency=None).values_list("agency__kind")
    assert kinds.filter(agency__kind=AgencyKind.SERVICE_CENTRE).count() == 10
    assert kinds.filter(agency__kind=AgencyKind.PROVINCE_DEPARTMENT).count() == 18
    assert len(set(PortalPage.objects.values_list("url_path", flat=True))) == 179


def test_tree_of_pages_is_sound(demo: dict[str, int]) -> None:
    assert Page.find_problems() == ([], [], [], [], [])


def test_filled_portals_have_documents_that_the_public_finds(
    demo: dict[str, int],
) -> None:
    records = [record for one in stream() if (record := project(one))]

    assert len(records) == demo["Documents"] == 32
    assert len({record.agency for record in records}) == 8
    assert "Mẫu giấy ủy quyền nộp hồ sơ và nhận kết quả" in {
        record.title for record in records
    }


def test_no_portal_is_without_its_desk(demo: dict[str, int]) -> None:
    contacts = [portal.contact for portal in portals(fresh=True)]
    assert len(contacts) == PortalPage.objects.count()
    for contact in contacts:
        assert contact.phone, contact
        assert contact.address, contact
        assert contact.hours, contact


def test_200_procedures_are_in_force_offered_and_have_a_page(
    demo: dict[str, int],
) -> None:
    today = timezone.localdate()
    in_force = ProcedureVersion.objects.in_force(today)

    assert in_force.count() >= 200
    assert in_force.filter(procedure__offerings=None).count() == 0
    assert ProcedurePage.objects.count() == in_force.count()
    levels = set(Offering.objects.values_list("level", flat=True))
    assert sorted(levels) == [1, 2, 3, 4]


def test_procedures_are_called_and_ranked_as_everywhere_else(
    demo: dict[str, int],
) -> None:
    versions = ProcedureVersion.objects.select_related("procedure")
    told = {version.procedure.code: version for version in versions}

    assert all(
        version.phrases == list(shipped()[code].phrases)
        for code, version in told.items()
    )
    assert told["1.004878"].procedure.popularity == shipped()["1.004878"].popularity
    # What people come for most stands before all that is merely popular.
    featured = Procedure.objects.filter(is_featured=True)
    most = featured.order_by("popularity").values_list("popularity", flat=True)[0]
    others = Procedure.objects.filter(is_featured=False)
    assert max(others.values_list("popularity", flat=True)) < most


def test_what_is_submitted_online_has_a_form_and_nothing_else_has(
    demo: dict[str, int],
) -> None:
    online = Procedure.objects.filter(offerings__level__gte=3).distinct()
    bound = CaseTypeForm.objects.values("case_type__version__procedure")

    assert online.exclude(pk__in=bound).count() == 0
    assert Procedure.objects.filter(pk__in=bound).count() == online.count()


def test_12_forms_of_their_own_are_published(demo: dict[str, int]) -> None:
    own = CaseTypeForm.objects.exclude(definition__slug="de-nghi-giai-quyet")

    assert len(set(own.values_list("definition", flat=True))) >= 12
    assert FormVersion.objects.filter(definition__live=True).count() >= 13


def test_staff_have_their_roles_where_they_work_and_nowhere_else(
    demo: dict[str, int],
) -> None:
    phu_bai = AdminUnit.objects.get(code="19960")
    thuy_duong = AdminUnit.objects.get(code="19969")
    editor = User.objects.get(username="editor.phu-bai")
    officer = User.objects.get(username="officer.huong-thuy")

    assert can(editor, [Role.EDITOR], unit=phu_bai)
    assert not can(editor, [Role.EDITOR], unit=thuy_duong)
    assert not can(editor, [Role.EDITOR], unit=phu_bai.parent)
    assert list(editor.groups.values_list("name", flat=True)) == ["editor · 19960"]
    desks = agencies_of(officer, [Role.ONE_STOP_OFFICER], timezone.localdate())
    assert [agency.kind for agency in desks] == ["service_centre", "district_committee"]
    assert {agency.unit.code for agency in desks} == {"479"}


def test_stories_of_the_citizen_stand_in_several_states(demo: dict[str, int]) -> None:
    dossiers = Dossier.objects.filter(user__username="citizen")

    assert sorted(dossiers.values_list("status", flat=True)) == [
        "not_accepted",
        "processing",
        "resolved",
        "returned",
        "submitted",
        "supplement",
    ]
    assert all(dossier.submitted_at < timezone.now() for dossier in dossiers)
    assert User.objects.get(username="citizen").drafts.count() == 1


def test_what_people_changed_survives_the_next_load(demo: dict[str, int]) -> None:
    portal = PortalPage.objects.get(unit__code="19960")
    portal.phone = "0234 399 9999"
    portal.save()
    NewsPage.objects.get(slug="tra-giay-khai-sinh-trong-buoi").delete()
    citizen = User.objects.get(username="citizen")
    citizen.set_password("Mot-mat-khau-khac-2026")
    citizen.save()

    load_demo(QUIET)

    portal.refresh_from_db()
    citizen.refresh_from_db()
    assert portal.phone == "0234 399 9999"
    assert not NewsPage.objects.filter(slug="tra-giay-khai-sinh-trong-buoi").exists()
    assert citizen.check_password("Mot-mat-khau-khac-2026")


def test_guide_names_every_account(demo: dict[str, int], rf: RequestFactory) -> None:
    request = rf.get("/dung-thu/")
    request.user = AnonymousUser()

    page = demo_guide(request).content.decode()

    staff = User.objects.filter(is_staff=True).values_list("username", flat=True)
    assert len(staff) == 49
    assert [
        name for name in (*staff, "citizen") if f"<code>{name}</code>" not in page
    ] == []
    assert "/huong-thuy/phu-bai/" in page


def test_guide_is_not_there_without_debug(rf: RequestFactory, settings) -> None:
    settings.DEBUG = False

    with pytest.raises(Http404):
        demo_guide(rf.get("/dung-thu/"))


def test_accounts_are_refused_without_debug(demo: dict[str, int]) -> None:
    before = User.objects.count()

    with override_settings(DEBUG=False), pytest.raises(DemoRefusedError):
        load_accounts(QUIET)

    assert User.objects.count() == before


def test_verb_is_refused_without_debug() -> None:
    with pytest.raises(CommandError, match="refused while DEBUG is off"):
        call_command("demo")


def test_verb_names_a_file_that_is_not_there(settings) -> None:
    settings.DEBUG = True

    with pytest.raises(CommandError, match=r"no file /nowhere\.jsonl"):
        call_command("demo", "--data", "/nowhere.jsonl")


def test_verb_prints_address_engine_and_accounts(demo: dict[str, int]) -> None:
    out = StringIO()

    call_command("demo", "--quiet", stdout=out)

    assert "http://testserver/" in out.getvalue()
    assert "embedded" in out.getvalue()
    assert "ngomon-demo" in out.getvalue()
    assert "officer.phu-bai" in out.getvalue()


@pytest.mark.django_db
def test_stopped_load_goes_on_where_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_progress: Progress) -> int:
        AdminUnit.objects.update(name="half done")
        raise KeyboardInterrupt

    units = Stage("Units", load_units)
    monkeypatch.setattr(loading, "STAGES", (units, Stage("Stopped", stop)))
    with pytest.raises(KeyboardInterrupt):
        load_demo(QUIET)
    assert not AdminUnit.objects.filter(name="half done").exists()

    monkeypatch.setattr(loading, "STAGES", (units,))

    assert load_demo(QUIET) == {"Units": 0}
    assert AdminUnit.objects.count() == 151


def test_local_note_stands_with_the_agency_that_offers(demo: dict[str, int]) -> None:
    today = timezone.localdate()
    for note in LocalNote.objects.select_related("procedure", "agency"):
        offered = offering_of(note.procedure, agency=note.agency, on=today)

        assert offered is not None, note
        assert offered.local_note == note
