"""Papers by range, at every door that hands them out, and to nobody else."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from rest_framework.test import APIClient

from services_catalog.staff.models import Role
from services_catalog.staff.services import assign
from submissions.dossiers.access import AccessLog
from submissions.files.models import Paper, ScanState
from submissions.receipts.tokens import receipt_token_of
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.papers import paper_of
from tests.factories.services_catalog import WorkCalendarFactory
from tests.integration.submissions.drafts.conftest import Counter, begin, fill

pytestmark = pytest.mark.django_db
CONTENT = b"0123456789"


@pytest.fixture
def paper(db: None) -> Paper:
    WorkCalendarFactory(default=True)
    return paper_of(DossierFactory(), CONTENT)


def owners_url(paper: Paper) -> str:
    token = receipt_token_of(paper.dossier.public_id)
    return f"/bien-nhan/{token}/tep/{paper.public_id}/"


def desk_url(paper: Paper) -> str:
    return f"/quan-tri/ho-so/{paper.dossier.code}/tep/{paper.public_id}/"


def officer_of(paper: Paper, client: Client) -> Client:
    user = UserFactory(staff=True)
    assign(
        user=user,
        role=Role.ONE_STOP_OFFICER,
        agency=paper.dossier.competent_agency,
        valid_from=date(2020, 1, 1),
    )
    client.force_login(user)
    return client


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("door", [owners_url, desk_url])
def test_a_download_that_broke_off_goes_on(
    paper: Paper, client: Client, door: Any
) -> None:
    url = door(paper)
    officer_of(paper, client)

    whole = client.get(url)
    assert (whole.status_code, whole["Accept-Ranges"]) == (200, "bytes")
    assert (body(whole), whole["Content-Length"]) == (CONTENT, "10")

    rest = client.get(url, headers={"Range": "bytes=6-"})
    beyond = client.get(url, headers={"Range": "bytes=10-"})

    assert (rest.status_code, rest["Content-Range"]) == (206, "bytes 6-9/10")
    assert (body(rest), rest["Content-Length"]) == (b"6789", "4")
    assert rest["Content-Disposition"] == whole["Content-Disposition"]
    assert rest["X-Content-Type-Options"] == "nosniff"
    assert (beyond.status_code, beyond["Content-Range"]) == (416, "bytes */10")
    assert beyond.content == b""


def test_a_system_gets_its_own_drafts_paper_by_range(
    api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)
    url = f"{draft.url}files/{Paper.objects.get().public_id}/"

    part = api.get(url, headers={**draft.auth, "Range": "bytes=1-3"})
    stranger = api.get(url, headers={"Range": "bytes=1-3"})

    assert (part.status_code, body(part)) == (206, b"PNG")
    assert stranger.status_code == 404


def test_every_part_that_staff_read_is_written_down(
    paper: Paper, client: Client
) -> None:
    officer_of(paper, client)

    for asked in ("bytes=0-3", "bytes=4-", "bytes=-1"):
        client.get(desk_url(paper), headers={"Range": asked})

    kinds = AccessLog.objects.values_list("kind", "dossier")
    assert list(kinds) == [("paper", paper.dossier_id)] * 3


@pytest.mark.parametrize("asked", ["", "bytes=0-3", "bytes=10-"])
def test_no_range_opens_a_strangers_paper(
    paper: Paper, client: Client, asked: str
) -> None:
    other = paper_of(DossierFactory(), CONTENT)
    officer_of(other, client)
    own_link = owners_url(other)
    crossed = own_link.replace(str(other.public_id), str(paper.public_id))
    headers = {"Range": asked}

    assert client.get(desk_url(paper), headers=headers).status_code == 404
    assert client.get(crossed, headers=headers).status_code == 404
    assert not AccessLog.objects.exists()


@pytest.mark.parametrize("asked", ["", "bytes=0-3", "bytes=10-"])
def test_no_range_opens_an_infected_paper(
    paper: Paper, client: Client, asked: str
) -> None:
    Paper.objects.update(scan_state=ScanState.INFECTED)
    officer_of(paper, client)
    headers = {"Range": asked}

    assert client.get(owners_url(paper), headers=headers).status_code == 404
    assert client.get(desk_url(paper), headers=headers).status_code == 302
    assert not AccessLog.objects.exists()


def test_an_empty_file_has_no_part(client: Client, paper: Paper) -> None:
    empty = paper_of(paper.dossier, b"")

    answer = client.get(owners_url(empty), headers={"Range": "bytes=0-"})

    assert (answer.status_code, answer["Content-Range"]) == (416, "bytes */0")
