"""A citizen fills in a form without script, from the notice to the receipt."""

import pytest
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from services_catalog.units.models import AdminUnit
from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.files.models import ScanState
from submissions.forms.compiled import compiled_form
from submissions.forms.models import FormVersion
from tests.factories.accounts import UserFactory
from tests.integration.submissions.forms.conftest import (
    HOME,
    png,
    posted_applicant,
    posted_child,
)

pytestmark = pytest.mark.django_db


def _begin(client: Client) -> Draft:
    response = client.post(HOME)
    assert response["Location"] == f"{HOME}buoc/1/"
    return Draft.objects.get()


def _fill(client: Client, commune: AdminUnit) -> Draft:
    """Everything answered; the check page comes next."""
    draft = _begin(client)
    steps = (
        {**posted_applicant(commune.code), "_revision": "0"},
        {**posted_child(), "_revision": "1"},
        {"copies": "2", "certificate": png(), "_revision": "2"},
    )
    for number, data in enumerate(steps, start=1):
        response = client.post(f"{HOME}buoc/{number}/", data)
        assert response.status_code == 302, response.content.decode()
    assert response["Location"] == f"{HOME}kiem-tra/"
    draft.refresh_from_db()
    return draft


def _submit(client: Client, draft: Draft) -> str:
    data = {
        "_key": str(draft.public_id),
        "_revision": str(draft.revision),
        "declaration": "true",
    }
    response = client.post(f"{HOME}nop/", data)
    return response["Location"] if response.status_code == 302 else ""


def test_the_whole_journey_makes_one_dossier(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    draft = _fill(client, commune)
    page = client.get(f"{HOME}kiem-tra/").content.decode()
    assert "Nguyễn Lê Minh An" in page
    assert "05/11/2024" in page
    assert "giay-chung-sinh.png" in page

    first, second = _submit(client, draft), _submit(client, draft)

    dossier = Dossier.objects.get()
    assert first == second
    assert "/bien-nhan/" in first
    assert dossier.form_version == version
    assert dossier.applicant["full_name"] == "Trần Thị Lan Anh"
    assert dossier.papers.get().original_name == "giay-chung-sinh.png"
    form = compiled_form(version)
    copies, child = form.field_by_key("copies"), form.field_by_key("child_name")
    assert copies is not None
    assert child is not None
    assert dossier.answers == {copies.id: 2}
    assert dossier.sealed_answers[child.id] == "Nguyễn Lê Minh An"
    assert not Draft.objects.exists()


def test_every_page_is_never_cached_and_leaks_no_address(
    client: Client, version: FormVersion
) -> None:
    _begin(client)

    for rest in ("", "buoc/1/", "kiem-tra/", "da-luu/", "bo/", "manh/"):
        response = client.get(HOME + rest)
        assert response.status_code == 200, rest
        assert "no-store" in response["Cache-Control"]
        assert response["Referrer-Policy"] == "same-origin"


def test_wrong_answers_stay_typed_and_are_named_at_the_top_and_at_the_field(
    client: Client, version: FormVersion
) -> None:
    _begin(client)
    typed = {**posted_applicant("99999"), "person_id": "04619000123"}

    response = client.post(f"{HOME}buoc/1/", {**typed, "_revision": "0"})

    page = response.content.decode()
    assert response.status_code == 200
    assert 'value="04619000123"' in page
    assert 'href="#field-person_id"' in page
    assert page.count("you have typed 11") + page.count("bạn đã nhập 11") == 2
    again = client.get(f"{HOME}buoc/1/").content.decode()
    assert 'value="04619000123"' in again


def test_wrongly_typed_answers_are_sealed_whatever_the_field_says(
    client: Client, version: FormVersion
) -> None:
    draft = _begin(client)

    client.post(f"{HOME}buoc/3/", {"copies": "046190001234 x", "_revision": "0"})

    draft.refresh_from_db()
    copies = compiled_form(version).field_by_key("copies")
    assert copies is not None
    assert draft.answers == {}
    assert draft.sealed_answers == {copies.id: "046190001234 x"}


def test_two_tabs_are_told_and_both_keep_what_was_typed(
    client: Client, version: FormVersion
) -> None:
    draft = _begin(client)
    client.post(f"{HOME}buoc/2/", {**posted_child(), "_revision": "0"})

    other = {**posted_child(), "child_name": "Trần Văn Bảo", "_revision": "0"}
    response = client.post(f"{HOME}buoc/2/", other)

    assert response["Location"] == f"{HOME}buoc/2/"
    page = client.get(f"{HOME}buoc/2/").content.decode()
    draft.refresh_from_db()
    child = compiled_form(version).field_by_key("child_name")
    assert child is not None
    assert draft.sealed_answers[child.id] == "Nguyễn Lê Minh An"
    assert 'value="Nguyễn Lê Minh An"' in page
    assert "<dd>Trần Văn Bảo</dd>" in page
    assert page.count('name="_take"') == 1
    assert 'name="_revision" value="1"' in page
    checked = client.get(f"{HOME}kiem-tra/").content.decode()
    assert f'<li><a href="{HOME}buoc/2/">' in checked


@pytest.mark.parametrize(
    ("choice", "kept"),
    [
        ({"_take": "child_name"}, "Trần Văn Bảo"),
        ({"_drop_aside": "1"}, "Nguyễn Lê Minh An"),
        ({"_take": "sex"}, "Nguyễn Lê Minh An"),
    ],
)
def test_of_two_answers_the_citizen_chooses(
    client: Client, version: FormVersion, choice: dict[str, str], kept: str
) -> None:
    draft = _begin(client)
    client.post(f"{HOME}buoc/2/", {**posted_child(), "_revision": "0"})
    other = {**posted_child(), "child_name": "Trần Văn Bảo", "_revision": "0"}
    client.post(f"{HOME}buoc/2/", other)

    response = client.post(
        f"{HOME}buoc/2/", {**posted_child(), "_revision": "1", **choice}
    )

    assert response["Location"] == f"{HOME}buoc/2/"
    draft.refresh_from_db()
    child = compiled_form(version).field_by_key("child_name")
    assert child is not None
    assert draft.sealed_answers[child.id] == kept
    page = client.get(f"{HOME}buoc/2/").content.decode()
    assert ("Trần Văn Bảo</dd>" in page) == (choice == {"_take": "sex"})


def test_what_is_set_aside_is_sealed_and_of_no_stranger(
    client: Client, version: FormVersion
) -> None:
    _begin(client)
    client.post(f"{HOME}buoc/2/", {**posted_child(), "_revision": "0"})
    other = {**posted_child(), "child_name": "Trần Văn Bảo", "_revision": "0"}
    client.post(f"{HOME}luu/2/", other)

    with connection.cursor() as cursor:
        cursor.execute("SELECT set_aside FROM submissions_draft")
        (stored,) = cursor.fetchone()
    assert "Bảo" not in str(stored)
    assert len(str(stored)) > 20
    assert Client().get(f"{HOME}buoc/2/").status_code == 410


def test_the_same_post_twice_is_no_conflict(
    client: Client, version: FormVersion
) -> None:
    _begin(client)

    for _ in range(2):
        response = client.post(f"{HOME}buoc/2/", {**posted_child(), "_revision": "0"})
        assert response["Location"] == f"{HOME}buoc/3/"


def test_a_foreign_browser_finds_no_draft(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    draft = _fill(client, commune)
    stranger = Client()

    for rest in ("buoc/1/", "kiem-tra/", "da-luu/", "bo/"):
        assert stranger.get(HOME + rest).status_code == 410
    data = {"_key": str(draft.public_id), "_revision": "3", "declaration": "true"}
    assert stranger.post(f"{HOME}nop/", data).status_code == 410
    paper = draft.papers.get().public_id
    assert stranger.get(f"{HOME}tep/3/{paper}/").status_code == 404
    assert Dossier.objects.count() == 0
    assert client.get(f"{HOME}tep/3/{paper}/")["Content-Disposition"].startswith(
        "attachment"
    )


def test_an_expired_draft_is_a_page_that_says_what_to_do(
    client: Client, version: FormVersion
) -> None:
    _begin(client)
    Draft.objects.update(expires_at=version.effective_from)

    response = client.post(f"{HOME}buoc/1/", {"full_name": "Lan", "_revision": "0"})

    assert response.status_code == 410
    assert f'href="{HOME}"' in response.content.decode()


def test_submitting_needs_the_declaration_and_complete_answers(
    client: Client, version: FormVersion
) -> None:
    draft = _begin(client)

    data = {"_key": str(draft.public_id), "_revision": "0"}
    undeclared = client.post(f"{HOME}nop/", data)
    incomplete = client.post(f"{HOME}nop/", {**data, "declaration": "true"})

    assert undeclared.status_code == incomplete.status_code == 200
    assert 'href="#declaration"' in undeclared.content.decode()
    assert f'href="{HOME}buoc/2/?sua#field-child_name"' in incomplete.content.decode()
    assert not Dossier.objects.exists()


def test_a_paper_with_a_virus_stands_among_the_problems_and_is_not_submitted(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    draft = _fill(client, commune)
    draft.papers.update(scan_state=ScanState.INFECTED)

    page = client.get(f"{HOME}kiem-tra/").content.decode()

    summary = page.split("data-error-summary")[1].split("</ul>")[0]
    assert "giay-chung-sinh.png" in summary
    assert f"{HOME}buoc/3/?sua#field-certificate" in summary
    assert _submit(client, draft) == ""
    assert not Dossier.objects.exists()


def test_answers_changed_after_the_check_page_are_not_submitted_unread(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    draft = _fill(client, commune)
    changed = {**posted_child(), "child_name": "Khác", "_revision": "3"}
    client.post(f"{HOME}buoc/2/?sua", changed)

    assert _submit(client, draft) == ""
    assert not Dossier.objects.exists()


def test_a_lost_first_answer_is_given_again(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    draft = _fill(client, commune)
    first = _submit(client, draft)
    session = client.session
    del session["receipts"]
    session.save()

    assert _submit(client, draft) == first


def test_signing_in_takes_the_draft_over_to_another_device(
    client: Client, version: FormVersion
) -> None:
    user = UserFactory()
    _begin(client)
    client.post(f"{HOME}buoc/2/", {**posted_child(), "_revision": "0"})

    client.force_login(user)
    client.get(f"{HOME}buoc/2/")
    elsewhere = Client()
    elsewhere.force_login(user)

    page = elsewhere.get(f"{HOME}buoc/2/").content.decode()
    assert 'value="Nguyễn Lê Minh An"' in page
    client.logout()
    assert client.get(f"{HOME}buoc/2/").status_code == 410


def test_beginning_again_goes_on_where_the_form_is_not_complete(
    client: Client, version: FormVersion, commune: AdminUnit
) -> None:
    _begin(client)
    client.post(f"{HOME}buoc/1/", {**posted_applicant(commune.code), "_revision": "0"})

    assert client.post(HOME)["Location"] == f"{HOME}buoc/2/"
    assert Draft.objects.count() == 1


def test_below_level_three_nothing_is_taken(
    client: Client, version: FormVersion
) -> None:
    response = client.post(HOME, headers={"X-Level": "2"})

    assert response.status_code == 409
    assert not Draft.objects.exists()


def test_the_fragment_holds_the_form_alone_with_a_token(
    client: Client, version: FormVersion
) -> None:
    response = client.get(f"{HOME}manh/")

    page = response.content.decode()
    assert response["X-Fragment"] == "form"
    assert "<html" not in page
    assert "csrfmiddlewaretoken" in page
    assert f'action="{HOME}"' in page


def test_a_post_without_the_token_is_refused(version: FormVersion) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(HOME).status_code == 403
    assert not Draft.objects.exists()


def test_a_draft_gone_between_finding_and_saving_is_told_kindly(
    client: Client, version: FormVersion, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another window submits it at that very moment."""
    _begin(client)

    def submitted_meanwhile(*_args: object, **_given: object) -> None:
        raise Draft.DoesNotExist

    monkeypatch.setattr("submissions.forms.views.save_step", submitted_meanwhile)
    response = client.post(f"{HOME}buoc/1/", {"_revision": "0"})

    assert response.status_code == 410


@pytest.mark.parametrize("number", [0, 4, 999_999_999_999])
def test_a_step_that_does_not_exist_is_not_found(
    client: Client, version: FormVersion, number: int
) -> None:
    _begin(client)

    assert client.get(f"{HOME}buoc/{number}/").status_code == 404


def test_the_pages_cost_a_fixed_number_of_queries(
    client: Client,
    version: FormVersion,
    commune: AdminUnit,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    _fill(client, commune)

    # Session, the portals' stamp, the mounting test portal's two, draft, version in
    # force, papers, places.
    for rest, bar in (("buoc/1/", 8), ("buoc/3/", 8), ("kiem-tra/", 9)):
        client.get(HOME + rest)
        with django_assert_max_num_queries(bar):
            assert client.get(HOME + rest).status_code == 200
