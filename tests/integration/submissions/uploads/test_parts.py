"""Parts in order, once, by those with the right to the draft; nothing half is kept."""

import base64
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from rest_framework.test import APIClient

from services_catalog.agencies.models import Agency
from submissions.drafts.models import Draft
from submissions.files.models import Paper
from submissions.forms.models import FormVersion
from submissions.uploads.models import Upload, UploadPart
from submissions.uploads.services import MOST_AT_ONCE
from submissions.uploads.tus import PART_TYPE
from tests.factories.papers import pdf
from tests.integration.submissions.drafts.conftest import (
    Begun,
    Counter,
    api,
    begin,
    counter,
)
from tests.integration.submissions.forms.conftest import (
    HOME,
    agency,
    version,
)

__all__ = ["agency", "api", "counter", "version"]
pytestmark = pytest.mark.django_db
CONTENT = pdf()


def asked(size: int, field: str = "certificate", name: str = "giấy.pdf") -> Any:
    pairs = {"field": field, "filename": name}
    coded = [f"{k} {base64.b64encode(v.encode()).decode()}" for k, v in pairs.items()]
    return {"Upload-Length": str(size), "Upload-Metadata": ",".join(coded)}


@pytest.fixture
def draft(api: APIClient, counter: Counter) -> Begun:
    return begin(api, counter)


def begun(api: APIClient, draft: Begun, size: int = len(CONTENT)) -> str:
    answer = api.post(f"{draft.url}uploads/", headers={**draft.auth, **asked(size)})
    assert answer.status_code == 201, answer.content
    assert answer["Tus-Resumable"] == "1.0.0"
    return str(answer["Location"])


def sent(api: APIClient, url: str, draft: Begun, offset: int, content: bytes) -> Any:
    headers = {**draft.auth, "Upload-Offset": str(offset)}
    return api.generic("PATCH", url, content, content_type=PART_TYPE, headers=headers)


def test_the_last_part_makes_the_paper(api: APIClient, draft: Begun) -> None:
    url = begun(api, draft)

    first = sent(api, url, draft, 0, CONTENT[:100])
    asked_for = api.head(url, headers=draft.auth)
    last = sent(api, url, draft, 100, CONTENT[100:])

    assert (first.status_code, first["Upload-Offset"]) == (204, "100")
    assert (asked_for.status_code, asked_for["Upload-Offset"]) == (200, "100")
    assert (last.status_code, last["Upload-Offset"]) == (204, str(len(CONTENT)))
    paper = Paper.objects.get()
    assert paper.file.read() == CONTENT
    assert str(paper.draft.public_id) == draft.id
    after = api.head(url, headers=draft.auth)
    assert after["Upload-Offset"] == str(len(CONTENT))


def test_a_part_that_came_twice_is_told_where_to_go_on(
    api: APIClient, draft: Begun
) -> None:
    url = begun(api, draft)
    sent(api, url, draft, 0, CONTENT[:100])

    again = sent(api, url, draft, 0, CONTENT[:100])
    ahead = sent(api, url, draft, 200, CONTENT[200:])
    beyond = sent(api, url, draft, 100, CONTENT)

    answers = [(each.status_code, each["Upload-Offset"]) for each in (again, ahead)]
    assert answers == [(409, "100"), (409, "100")]
    assert beyond.status_code == 409
    assert sum(len(part.content) for part in UploadPart.objects.all()) == 100


@pytest.mark.parametrize(
    ("headers", "status", "field"),
    [
        (asked(0), 400, "certificate"),
        (asked(99 * 1024 * 1024), 400, "certificate"),
        (asked(10, field="khong-co"), 400, "field"),
        (asked(10, field="child_name"), 400, "field"),
        ({**asked(10), "Upload-Length": "-1"}, 400, ""),
        ({**asked(10), "Upload-Length": "1e3"}, 400, ""),
        ({**asked(10), "Upload-Length": "9" * 30}, 400, ""),
        ({**asked(10), "Upload-Metadata": "field @@@"}, 400, ""),
        ({**asked(10), "Upload-Metadata": "field /w=="}, 400, ""),
        ({**asked(10), "Upload-Metadata": ""}, 400, "field"),
    ],
)
def test_what_cannot_be_is_refused_before_a_byte_is_sent(
    api: APIClient, draft: Begun, headers: Any, status: int, field: str
) -> None:
    answer = api.post(f"{draft.url}uploads/", headers={**draft.auth, **headers})

    told = answer.json()
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    assert told.get("errors", [{"field": ""}])[0]["field"] == field
    assert not Upload.objects.exists()


def test_bad_parts_change_nothing(api: APIClient, draft: Begun) -> None:
    url = begun(api, draft, size=3 * 1024 * 1024)
    wrong_type = api.generic(
        "PATCH",
        url,
        b"x",
        content_type="text/plain",
        headers={**draft.auth, "Upload-Offset": "0"},
    )
    no_offset = api.generic(
        "PATCH", url, b"x", content_type=PART_TYPE, headers=draft.auth
    )
    too_large = sent(api, url, draft, 0, bytes(1024 * 1024 + 1))

    statuses = [wrong_type.status_code, no_offset.status_code, too_large.status_code]
    assert statuses == [400, 400, 413]
    assert Upload.objects.get().received == 0


def test_a_file_that_is_not_what_it_says_leaves_nothing(
    api: APIClient, draft: Begun
) -> None:
    content = b"<script>alert(1)</script>"
    url = begun(api, draft, size=len(content))

    answer = sent(api, url, draft, 0, content)

    assert answer.status_code == 400
    assert "giấy.pdf" in answer.json()["errors"][0]["message"]
    assert not Upload.objects.exists()
    assert not Paper.objects.exists()
    assert api.head(url, headers=draft.auth).status_code == 404


def test_strangers_neither_ask_nor_send_nor_look(
    api: APIClient, counter: Counter, draft: Begun
) -> None:
    url = begun(api, draft)
    other = begin(api, counter)
    stolen = url.replace(draft.id, other.id)

    assert api.post(f"{draft.url}uploads/", headers=asked(10)).status_code == 404
    for way in ("head", "patch", "delete"):
        headers = {**other.auth, "Upload-Offset": "0"}
        for address in (url, stolen):
            answer = getattr(api, way)(address, headers=headers)
            assert answer.status_code in {404, 415}
    assert sent(api, url, other, 0, CONTENT).status_code == 404
    assert sent(api, stolen, other, 0, CONTENT).status_code == 404
    assert Upload.objects.get().received == 0


def test_only_so_many_at_once(api: APIClient, draft: Begun) -> None:
    for _ in range(MOST_AT_ONCE):
        begun(api, draft)

    answer = api.post(f"{draft.url}uploads/", headers={**draft.auth, **asked(10)})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "too_many"


def test_given_up_and_forgotten_uploads_go(api: APIClient, draft: Begun) -> None:
    first, _second = begun(api, draft), begun(api, draft)
    sent(api, first, draft, 0, CONTENT[:100])
    assert api.delete(first, headers=draft.auth).status_code == 204
    assert Upload.objects.count() == 1

    Upload.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    call_command("sweep_drafts")

    assert not Upload.objects.exists()
    assert not UploadPart.objects.exists()


def test_uploads_go_with_their_draft(api: APIClient, draft: Begun) -> None:
    url = begun(api, draft)
    sent(api, url, draft, 0, CONTENT[:100])

    assert api.delete(draft.url, headers=draft.auth).status_code == 204

    assert not UploadPart.objects.exists()


def test_a_part_costs_a_fixed_number_of_queries(
    api: APIClient,
    draft: Begun,
    django_assert_max_num_queries,  # type: ignore[no-untyped-def]
) -> None:
    url = begun(api, draft)
    for start in range(0, 300, 100):
        with django_assert_max_num_queries(10):
            sent(api, url, draft, start, CONTENT[start : start + 100])


@pytest.fixture
def page(client: Client, settings: Any, version: FormVersion, agency: Agency) -> Client:
    """A visitor who has begun the form."""
    settings.ROOT_URLCONF = "tests.integration.submissions.forms.urls"
    client.post(HOME)
    return client


def patched(page: Client, url: str, offset: int, content: bytes) -> Any:
    headers = {"Upload-Offset": str(offset)}
    return page.generic("PATCH", url, content, content_type=PART_TYPE, headers=headers)


def test_the_page_sends_in_parts_too(page: Client) -> None:
    assert 'data-parts-url="' in page.get(f"{HOME}buoc/3/").content.decode()
    url = page.post(f"{HOME}phan/", headers=asked(len(CONTENT)))["Location"]

    assert patched(page, url, 0, CONTENT[:50]).status_code == 204
    assert patched(page, url, 0, CONTENT[:50]).status_code == 409
    assert page.head(url)["Upload-Offset"] == "50"
    assert patched(page, url, 50, CONTENT[50:]).status_code == 204

    assert Paper.objects.get().draft == Draft.objects.get()


def test_the_page_tells_in_words_what_is_wrong(page: Client) -> None:
    empty = page.post(f"{HOME}phan/", headers=asked(0))
    url = page.post(f"{HOME}phan/", headers=asked(5))["Location"]
    script = patched(page, url, 0, b"<svg>")

    assert (empty.status_code, script.status_code) == (422, 422)
    assert "giấy.pdf" in empty.json()["message"]
    assert "giấy.pdf" in script.json()["message"]


def test_a_stranger_on_the_page_finds_nothing(page: Client) -> None:
    url = page.post(f"{HOME}phan/", headers=asked(len(CONTENT)))["Location"]
    stranger = Client()

    assert stranger.post(f"{HOME}phan/", headers=asked(9)).status_code == 410
    assert stranger.head(url).status_code == 410
    assert patched(stranger, url, 0, CONTENT).status_code == 410
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = page.cookies
    assert patched(strict, url, 0, CONTENT).status_code == 403
    assert Upload.objects.get().received == 0
