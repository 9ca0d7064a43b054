"""Another system does the citizen's whole journey."""

from typing import Any

import jsonschema
import pytest
from pytest_django import DjangoAssertNumQueries
from rest_framework.test import APIClient

from submissions.dossiers.models import Dossier
from submissions.drafts.models import Draft
from submissions.forms.models import CaseTypeForm, DraftPolicy
from tests.factories.accounts import UserFactory
from tests.factories.forms import (
    STEPS,
    applicant_answers,
    form_answers,
    make_version,
    republish,
)
from tests.factories.services_catalog import AgencyFactory, ProcedureVersionFactory
from tests.integration.submissions.drafts.conftest import (
    DRAFTS,
    Counter,
    begin,
    fill,
    submit,
)

pytestmark = pytest.mark.django_db


def test_the_journey_ends_in_a_dossier_that_can_be_tracked(
    api: APIClient, counter: Counter
) -> None:
    form = api.get("/api/v1/forms/khai-sinh/").json()
    draft = begin(api, counter)
    assert draft.body["form"] == {
        "slug": "khai-sinh",
        "id": form["id"],
        "hash": form["hash"],
    }
    assert draft.body["agency"] == counter.agency.identifier
    revision = fill(api, counter, draft)

    done = submit(api, draft, revision=revision)

    dossier = Dossier.objects.get()
    told = done.json()
    assert done.status_code == 201
    assert done["Cache-Control"] == "no-store, private"
    assert set(told) == {
        "code",
        "submitted_at",
        "receipt_token",
        "receipt_url",
        "tracking_url",
    }
    assert told["code"] == dossier.code
    assert told["tracking_url"] == f"http://testserver/tra-cuu/{dossier.code}/"
    secret = told["receipt_token"]
    assert told["receipt_url"] == f"http://testserver/bien-nhan/{secret}/"
    assert dossier.receiving_agency == counter.agency
    assert dossier.applicant["full_name"] == "Trần Thị Lan Anh"
    assert dossier.papers.get().original_name == "giay-chung-sinh.png"
    assert not Draft.objects.exists()
    assert api.get(f"/api/v1/tracking/{dossier.code}/").json() == {
        "code": dossier.code,
        "progress": "received",
    }
    receipt = {"Authorization": f"Bearer {secret}"}
    owned = api.get(f"/api/v1/dossiers/{dossier.code}/", headers=receipt).json()
    assert owned["answers"]["child_name"] == "Nguyễn Lê Minh An"


def test_the_form_says_what_its_answers_must_be(
    api: APIClient, counter: Counter
) -> None:
    answer = api.get("/api/v1/forms/khai-sinh/")

    form = answer.json()
    assert form["id"] == str(counter.version.public_id)
    assert form["hash"] == counter.version.sha256
    assert form["steps"][0]["id"] == "applicant"
    assert form["steps"][1]["fields"][:2] == ["child_name", "birth_date"]
    jsonschema.Draft202012Validator.check_schema(form["json_schema"])
    judge = jsonschema.Draft202012Validator(form["json_schema"])
    applicant = applicant_answers(counter.unit_code) | {"phone": "+84905123456"}
    judge.validate({"applicant": applicant, "answers": form_answers()})
    wrong = {**form_answers(), "sex": "khác"}
    assert not judge.is_valid({"applicant": applicant, "answers": wrong})
    assert form["ui"]["answers"]["certificate"]["max_files"] == 2
    again = api.get(
        "/api/v1/forms/khai-sinh/", headers={"If-None-Match": answer["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("slug", ["khong-co", "nhap"])
def test_unknown_and_unpublished_forms_do_not_exist(
    api: APIClient, counter: Counter, slug: str
) -> None:
    draft = make_version("nhap")
    type(draft.definition).objects.filter(slug="nhap").update(live=False)

    assert api.get(f"/api/v1/forms/{slug}/").status_code == 404


def test_a_repeated_submission_gets_the_same_answer(
    api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)

    first, second = submit(api, draft), submit(api, draft)

    assert (first.status_code, second.status_code) == (201, 200)
    assert first.json() == second.json()
    assert Dossier.objects.count() == 1


def test_a_used_key_with_another_request_is_a_conflict(
    api: APIClient, counter: Counter
) -> None:
    first, second = begin(api, counter), begin(api, counter)
    fill(api, counter, first)
    fill(api, counter, second)
    assert submit(api, first).status_code == 201

    other_draft = submit(api, second)
    other_body = submit(api, first, declaration=False)

    assert other_draft.status_code == other_body.status_code == 409
    assert other_draft["Content-Type"] == "application/problem+json"
    assert Dossier.objects.count() == 1
    assert submit(api, second, key="khoa-2").status_code == 201


def test_a_repetition_needs_the_secret_too(api: APIClient, counter: Counter) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)
    submit(api, draft)

    url = f"{draft.url}submit/"
    for headers in ({}, {"Authorization": "Bearer sai"}):
        asked = {**headers, "Idempotency-Key": "khoa-1"}
        answer = api.post(url, {"declaration": True}, headers=asked)
        assert answer.status_code == 404
        assert "receipt" not in answer.content.decode()


def test_the_key_is_required(api: APIClient, counter: Counter) -> None:
    draft = begin(api, counter)

    for key in ("", "x" * 101, "khóa"):
        answer = submit(api, draft, key=key.encode().decode("latin-1"))
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


def test_what_is_missing_at_submission_is_named_by_key(
    api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)

    undeclared = submit(api, draft, declaration=False)
    incomplete = submit(api, draft)

    assert undeclared.json()["errors"][0]["field"] == "declaration"
    assert incomplete.status_code == 400
    fields = {error["field"]: error["code"] for error in incomplete.json()["errors"]}
    assert fields["applicant.full_name"] == "required"
    assert fields["answers.child_name"] == "required"
    assert "answers.note" not in fields
    assert Draft.objects.count() == 1


def test_answers_are_stored_all_or_none(api: APIClient, counter: Counter) -> None:
    draft = begin(api, counter)
    changes = {
        "revision": 0,
        "applicant": {"full_name": "Lan", "person_id": "04619000123"},
        "answers": {"child_name": "An", "copies": "nhiều", "la": 1},
    }

    answer = api.patch(draft.url, changes, headers=draft.auth)

    assert answer.status_code == 400
    fields = {error["field"]: error["code"] for error in answer.json()["errors"]}
    assert fields == {
        "applicant.person_id": "length",
        "answers.copies": "number",
        "answers.la": "unknown_field",
    }
    stored = Draft.objects.get()
    assert (stored.applicant, stored.answers, stored.sealed_answers) == ({}, {}, {})


def test_null_takes_an_answer_away(api: APIClient, counter: Counter) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)

    changes = {"revision": 1, "answers": {"mother_id": None, "child_name": "  An "}}
    told = api.patch(draft.url, changes, headers=draft.auth).json()

    assert told["answers"]["child_name"] == "An"
    assert "mother_id" not in told["answers"]
    assert told["answers"]["copies"] == 2
    assert told["revision"] == 2


def test_changes_upon_an_old_revision_are_a_conflict(
    api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)

    changes = {"revision": 0, "answers": {"child_name": "Khác"}}
    answer = api.patch(draft.url, changes, headers=draft.auth)

    assert answer.status_code == 409
    assert "1" in answer.json()["detail"]
    told = api.get(draft.url, headers=draft.auth).json()
    assert told["answers"]["child_name"] == "Nguyễn Lê Minh An"
    assert submit(api, draft, revision=0).status_code == 409


def test_a_form_without_procedure_is_received_below_its_owner(
    api: APIClient, counter: Counter
) -> None:
    body = {"form": "khai-sinh", "agency": counter.agency.identifier}
    told = api.post(DRAFTS, body).json()
    assert told["procedure"] is None
    assert told["agency"] == counter.agency.identifier

    stranger = AgencyFactory()
    refused = api.post(DRAFTS, {**body, "agency": stranger.identifier})

    assert refused.status_code == 400
    assert refused.json()["errors"][0]["field"] == "agency"


@pytest.mark.parametrize(
    ("level", "channel", "code"),
    [
        (2, "local_form", "not_online"),
        (4, "counter_only", "elsewhere"),
        (4, "national_portal", "elsewhere"),
    ],
)
def test_what_is_not_taken_here_online_is_refused(
    api: APIClient, counter: Counter, level: int, channel: str, code: str
) -> None:
    counter.procedure.offerings.update(
        level=level, intake_channel=channel, outside_url="https://dichvucong.example/"
    )

    body = {"procedure": counter.procedure.code, "unit": counter.unit_code}
    answer = api.post(DRAFTS, body)

    assert answer.status_code == 400
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [
        ("procedure", code)
    ]
    assert not Draft.objects.exists()


def test_the_nearest_agency_above_receives_for_a_unit_without_its_own(
    api: APIClient, counter: Counter
) -> None:
    district = AgencyFactory(district_committee=True, unit=counter.agency.unit.parent)
    counter.procedure.offerings.update(agency=district, agency_kind="", tier="")

    assert begin(api, counter).body["agency"] == district.identifier


def test_a_new_version_of_a_procedure_keeps_its_form_until_bound_anew(
    api: APIClient, counter: Counter
) -> None:
    old = counter.procedure.versions.get()
    new = ProcedureVersionFactory(procedure=counter.procedure, valid_from="2024-01-01")
    type(old).objects.filter(pk=old.pk).update(valid_to="2024-01-01")

    begin(api, counter)

    draft = Draft.objects.get()
    assert draft.procedure_version == new
    assert draft.case_type == new.case_types.get()
    assert draft.form_version == counter.version


def test_a_case_type_without_form_is_refused_by_name(
    api: APIClient, counter: Counter
) -> None:
    CaseTypeForm.objects.all().delete()
    body = {"procedure": counter.procedure.code, "unit": counter.unit_code}

    for changes, field in (({}, "procedure"), ({"case_type": "Lạ"}, "case_type")):
        answer = api.post(DRAFTS, {**body, **changes})
        assert answer.status_code == 400
        assert answer.json()["errors"][0]["field"] == field


def test_a_draft_moves_to_the_new_version_if_its_publisher_said_so(
    api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)
    definition = counter.version.definition
    definition.draft_policy = DraftPolicy.MOVE_AND_ASK
    fields = [{**STEPS[0]["fields"][0], "label": "Tên khai sinh"}]
    fields += STEPS[0]["fields"][1:]
    newest = republish(definition, [{**STEPS[0], "fields": fields}, STEPS[1]])

    told = api.get(draft.url, headers=draft.auth).json()

    assert told["form"]["id"] == str(newest.public_id)
    assert told["asked_again"] == ["Tên khai sinh"]
    assert "child_name" not in told["answers"]
    assert told["answers"]["copies"] == 2


def test_a_signed_in_citizen_needs_no_token_but_csrf(counter: Counter) -> None:
    user = UserFactory()
    api = APIClient()
    api.force_login(user)
    draft = begin(api, counter)
    fill(api, counter, draft)
    strict = APIClient(enforce_csrf_checks=True)
    strict.force_login(user)

    assert strict.get(draft.url).status_code == 200
    refused = strict.patch(draft.url, {"revision": 1, "answers": {}})
    assert refused.status_code == 403
    key = {"Idempotency-Key": "cua-toi"}
    first = api.post(f"{draft.url}submit/", {"declaration": True}, headers=key)
    again = api.post(f"{draft.url}submit/", {"declaration": True}, headers=key)

    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert Dossier.objects.get().user == user


def test_calls_cost_a_fixed_number_of_queries(
    api: APIClient,
    counter: Counter,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)

    # The portals' stamp, definition, version.
    with django_assert_max_num_queries(3):
        assert api.get("/api/v1/forms/khai-sinh/").status_code == 200
    # The portals' stamp, draft, version in force, papers.
    with django_assert_max_num_queries(4):
        assert api.get(draft.url, headers=draft.auth).status_code == 200
    changes: dict[str, Any] = {"revision": 1, "answers": {"copies": 3}}
    # As above, and the lock, the write, a savepoint opened and closed.
    with django_assert_max_num_queries(8):
        assert api.patch(draft.url, changes, headers=draft.auth).status_code == 200
