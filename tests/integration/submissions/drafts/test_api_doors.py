"""Hostile callers of the drafts' API: a clear problem, nothing lost, never a 500."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from rest_framework.test import APIClient

from submissions.drafts.models import Draft
from submissions.files.models import Paper, ScanState
from tests.factories.accounts import UserFactory
from tests.integration.submissions.drafts.conftest import (
    DRAFTS,
    Begun,
    Counter,
    begin,
    fill,
    submit,
)
from tests.integration.submissions.forms.conftest import png

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(api: APIClient, counter: Counter) -> Begun:
    return begin(api, counter)


def calls(api: APIClient, url: str, headers: dict[str, str]) -> list[Any]:
    """Every verb of a draft."""
    upload = {"field": "certificate", "file": png()}
    changes = {"revision": 0, "answers": {"child_name": "Kẻ lạ"}}
    key = {**headers, "Idempotency-Key": "la"}
    paper = Paper.objects.first()
    paper_url = f"{url}files/{paper.public_id if paper else uuid4()}/"
    return [
        api.get(url, headers=headers),
        api.patch(url, changes, headers=headers),
        api.post(f"{url}files/", upload, format="multipart", headers=headers),
        api.get(paper_url, headers=headers),
        api.delete(paper_url, headers=headers),
        api.post(f"{url}submit/", {"declaration": True}, headers=key),
        api.delete(url, headers=headers),
    ]


def test_without_the_token_a_draft_does_not_exist(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)
    other = begin(api, counter)

    for headers in ({}, {"Authorization": "Bearer sai"}, other.auth):
        answers = calls(api, draft.url, headers)
        assert [answer.status_code for answer in answers] == [404] * 7
        bodies = {answer.content for answer in answers}
        assert bodies == {api.get(f"{DRAFTS}{uuid4()}/").content}
    assert Draft.objects.count() == 2
    assert Paper.objects.count() == 1


def test_a_cookie_opens_no_anonymous_draft(counter: Counter) -> None:
    browser = APIClient()
    draft = begin(browser, counter)
    session = browser.session
    session["drafts"] = {draft.id: draft.token}
    session.save()

    assert browser.get(draft.url).status_code == 404
    assert browser.patch(draft.url, {"revision": 0}).status_code == 404


def test_another_citizen_finds_no_draft(counter: Counter) -> None:
    owner, other = APIClient(), APIClient()
    owner.force_login(UserFactory())
    other.force_login(UserFactory())
    draft = begin(owner, counter)

    assert owner.get(draft.url).status_code == 200
    assert {answer.status_code for answer in calls(other, draft.url, {})} == {404}
    assert Draft.objects.count() == 1


def test_an_expired_draft_looks_like_one_that_never_was(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)
    Draft.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    answers = calls(api, draft.url, draft.auth)

    assert {answer.status_code for answer in answers} == {404}
    assert Draft.objects.count() == 1


def test_papers_of_another_draft_are_out_of_reach(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)
    paper = Paper.objects.get()
    other = begin(api, counter)

    foreign = f"{other.url}files/{paper.public_id}/"

    assert api.get(foreign, headers=other.auth).status_code == 404
    assert api.delete(foreign, headers=other.auth).status_code == 404
    assert Paper.objects.count() == 1


def test_an_unscanned_paper_is_only_downloaded_and_an_infected_one_never(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)
    paper = Paper.objects.get()
    url = f"{draft.url}files/{paper.public_id}/"

    answer = api.get(url, headers=draft.auth)

    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "no-store, private"
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")
    Paper.objects.update(scan_state=ScanState.INFECTED)
    assert api.get(url, headers=draft.auth).status_code == 404


def test_a_paper_is_taken_away(api: APIClient, counter: Counter, draft: Begun) -> None:
    fill(api, counter, draft)
    url = f"{draft.url}files/{Paper.objects.get().public_id}/"

    assert api.delete(url, headers=draft.auth).status_code == 204
    assert api.get(draft.url, headers=draft.auth).json()["files"] == []


def test_giving_up_deletes_the_draft(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)

    assert api.delete(draft.url, headers=draft.auth).status_code == 204
    assert not Draft.objects.exists()
    assert not Paper.objects.exists()


@pytest.mark.parametrize(
    ("upload", "field"),
    [
        ({"field": "certificate"}, "file"),
        ({"file": png()}, "field"),
        ({"field": "child_name", "file": png()}, "field"),
        ({"field": "la", "file": png()}, "field"),
        (
            {
                "field": "certificate",
                "file": SimpleUploadedFile("a.png", b"<html><script>"),
            },
            "certificate",
        ),
        (
            {"field": "certificate", "file": SimpleUploadedFile("a.png", b"")},
            "certificate",
        ),
        ({"field": "certificate", "file": "không phải tệp"}, "file"),
    ],
)
def test_a_bad_upload_names_what_is_wrong(
    api: APIClient, draft: Begun, upload: dict[str, Any], field: str
) -> None:
    url = f"{draft.url}files/"
    answer = api.post(url, upload, format="multipart", headers=draft.auth)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Paper.objects.exists()


def test_the_third_file_for_two_is_refused(api: APIClient, draft: Begun) -> None:
    statuses = [
        api.post(
            f"{draft.url}files/",
            {"field": "certificate", "file": png()},
            format="multipart",
            headers=draft.auth,
        ).status_code
        for _ in range(3)
    ]

    assert statuses == [201, 201, 400]


def test_an_upload_beyond_every_limit_is_refused_unread(
    api: APIClient, draft: Begun
) -> None:
    answer = api.generic(
        "POST",
        f"{draft.url}files/",
        b"x",
        content_type="multipart/form-data; boundary=x",
        headers=draft.auth,
        CONTENT_LENGTH=str(10**10),
    )

    assert answer.status_code == 413
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "content_type", ["multipart/form-data", "multipart/form-data; boundary=x", "text/x"]
)
def test_a_broken_upload_is_a_problem(
    api: APIClient, draft: Begun, content_type: str
) -> None:
    answer = api.generic(
        "POST",
        f"{draft.url}files/",
        b"--x\r\nnonsense\0\xff",
        content_type=content_type,
        headers=draft.auth,
    )

    assert answer.status_code in {400, 415}
    assert answer["Content-Type"] == "application/problem+json"


BODIES = {
    "not JSON": b"{",
    "not UTF-8": b'{"revision": "\xff"}',
    "nothing": b"",
    "NaN": b'{"revision": NaN}',
    "deep": b'{"answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "fifty deep": b'{"revision": 0, "answers": {"note": '
    + b"[" * 50
    + b"]" * 50
    + b"}}",
    "a list": b"[]",
    "a text": b'"revision"',
    "null": b"null",
    "huge number": b'{"revision": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_unreadable_bodies_are_problems(
    api: APIClient, draft: Begun, body: bytes
) -> None:
    answer = api.generic(
        "PATCH", draft.url, body, content_type="application/json", headers=draft.auth
    )

    assert answer.status_code == 400, answer.content
    assert answer["Content-Type"] == "application/problem+json"


def test_ten_megabytes_are_refused_unread(api: APIClient, draft: Begun) -> None:
    body = json.dumps({"revision": 0, "answers": {"note": "x" * 10 * 2**20}})

    answer = api.generic(
        "PATCH", draft.url, body, content_type="application/json", headers=draft.auth
    )

    assert answer.status_code in {400, 413}
    assert answer["Content-Type"] == "application/problem+json"
    assert Draft.objects.get().sealed_answers == {}


def test_answers_beyond_the_whole_limit_are_refused(
    api: APIClient, draft: Begun
) -> None:
    changes = {"revision": 0, "answers": {"note": "x" * 300 * 1024}}

    answer = api.patch(draft.url, changes, headers=draft.auth)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "too_long"
    assert Draft.objects.get().sealed_answers == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"answers": {}}, "revision"),
        ({"revision": -1}, "revision"),
        ({"revision": "x"}, "revision"),
        ({"revision": None}, "revision"),
        ({"revision": 0, "answers": []}, "answers"),
        ({"revision": 0, "applicant": "Lan"}, "applicant"),
        ({"revision": 0, "status": "accepted"}, "status"),
        ({"revision": 0, "answers": {"child_name": 5}}, "answers.child_name"),
        ({"revision": 0, "answers": {"copies": True}}, "answers.copies"),
        ({"revision": 0, "answers": {"copies": 1e400}}, "answers.copies"),
        ({"revision": 0, "answers": {"birth_date": {"day": {}}}}, None),
        ({"revision": 0, "answers": {"birth_place": {"x": 1}}}, "answers.birth_place"),
        ({"revision": 0, "answers": {"certificate": [str(uuid4())]}}, None),
        ({"revision": 0, "applicant": {"\0": 1}}, None),
        ({"revision": 0, "answers": {"non_field_errors": 1}}, None),
    ],
)
def test_wrong_types_name_their_field(
    api: APIClient, draft: Begun, changes: dict[str, Any], field: str | None
) -> None:
    body = json.dumps(changes).replace("Infinity", "1e400")
    answer = api.generic(
        "PATCH", draft.url, body, content_type="application/json", headers=draft.auth
    )

    assert answer.status_code == 400, answer.content
    if field:
        assert answer.json()["errors"][0]["field"] == field
    assert Draft.objects.get().revision == 0


def test_invisible_characters_never_reach_the_database(
    api: APIClient, draft: Begun
) -> None:
    changes = {"revision": 0, "answers": {"child_name": "A\0n\u202e \ud800\u200bBình"}}

    told = api.generic(
        "PATCH",
        draft.url,
        json.dumps(changes),
        content_type="application/json",
        headers=draft.auth,
    ).json()

    assert told["answers"]["child_name"] == "An Bình"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "procedure"),
        ({"procedure": "1.001193", "form": "khai-sinh", "unit": "1"}, "procedure"),
        ({"procedure": "9.999999"}, "unit"),
        ({"procedure": "9.999999", "unit": "00000"}, "unit"),
        ({"procedure": "9.999999", "agency": "H99"}, "agency"),
        ({"procedure": "a\0b", "unit": "1"}, "procedure"),
        ({"form": "khong-co", "agency": "real"}, "form"),
        ({"form": "khai-sinh", "case_type": "x", "unit": "1"}, "case_type"),
        ({"form": ["khai-sinh"], "unit": "1"}, "form"),
        ({"procedure": "real", "unit": "real", "agenzy": "x"}, "agenzy"),
    ],
)
def test_a_draft_for_nothing_is_refused_by_name(
    api: APIClient, counter: Counter, body: dict[str, Any], field: str
) -> None:
    real = {
        "procedure": counter.procedure.code,
        "unit": counter.unit_code,
        "agency": counter.agency.identifier,
    }
    sent = {name: real[name] if v == "real" else v for name, v in body.items()}

    answer = api.post(DRAFTS, sent)

    assert answer.status_code == 400
    assert [error["field"] for error in answer.json()["errors"]] == [field]
    assert not Draft.objects.exists()


def test_a_submitted_draft_takes_nothing_more(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    fill(api, counter, draft)
    assert submit(api, draft).status_code == 201

    answers = calls(api, draft.url, draft.auth)

    assert [a.status_code for a in answers] == [404, 404, 404, 404, 404, 200, 404]


def test_drafts_are_begun_at_a_bounded_pace(api: APIClient, counter: Counter) -> None:
    body = {"procedure": "9.999999"}
    statuses = {api.post(DRAFTS, body).status_code for _ in range(121)}

    assert statuses == {400, 429}


def test_a_stream_without_file_name_is_no_file(api: APIClient, draft: Begun) -> None:
    nameless = BytesIO(png().read())
    nameless.name = "\0\u202e.png"

    answer = api.post(
        f"{draft.url}files/",
        {"field": "certificate", "file": nameless},
        format="multipart",
        headers=draft.auth,
    )

    assert answer.status_code in {201, 400}
    assert "\0" not in answer.content.decode()
