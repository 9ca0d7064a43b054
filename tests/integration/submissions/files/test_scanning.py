"""A real scanner looks at every paper before staff may open it."""

from datetime import date
from io import StringIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from rest_framework.test import APIClient

from outbox.models import MessageState, OutboxMessage
from outbox.worker import drain
from services_catalog.staff.models import Role
from services_catalog.staff.services import assign
from submissions.dossiers.access import AccessLog
from submissions.dossiers.models import Dossier
from submissions.files.clamd import Clamd, ScannerAwayError, Verdict
from submissions.files.models import Paper, ScanState
from submissions.files.scanning import TOPIC, check_scanner, scanner_health
from tests.clamd_server import EICAR
from tests.factories.accounts import UserFactory
from tests.factories.dossiers import DossierFactory
from tests.factories.papers import paper_of, pdf
from tests.factories.services_catalog import WorkCalendarFactory
from tests.integration.submissions.drafts.conftest import (
    Begun,
    Counter,
    begin,
    fill,
    submit,
)

pytestmark = pytest.mark.django_db
SIGNATURE = "Eicar-Test-Signature.UNOFFICIAL"
INFECTED = pdf() + b"\n%" + EICAR


def desk_url(paper: Paper) -> str:
    return f"/quan-tri/ho-so/{paper.dossier.code}/tep/{paper.public_id}/"


@pytest.fixture
def dossier() -> Dossier:
    WorkCalendarFactory(default=True)
    return DossierFactory()


@pytest.fixture
def officer(client: Client, dossier: Dossier) -> Client:
    user = UserFactory(staff=True)
    assign(
        user=user,
        role=Role.ONE_STOP_OFFICER,
        agency=dossier.competent_agency,
        valid_from=date(2020, 1, 1),
    )
    client.force_login(user)
    return client


def attach(api: APIClient, draft: Begun, content: bytes) -> Any:
    upload = {
        "field": "certificate",
        "file": SimpleUploadedFile("giay.pdf", content),
    }
    url = f"{draft.url}files/"
    return api.post(url, upload, format="multipart", headers=draft.auth)


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (pdf(), Verdict(is_clean=True)),
        (
            INFECTED,
            Verdict(is_clean=False, signature="Eicar-Test-Signature.UNOFFICIAL"),
        ),
        (bytes(26 * 1024 * 1024), Verdict(is_clean=False)),
    ],
    ids=["clean", "infected", "larger than it takes"],
)
def test_the_scanner_gives_its_verdict(
    clamd: str, content: bytes, verdict: Verdict
) -> None:
    stream = SimpleUploadedFile("giay.pdf", content).file

    assert Clamd(clamd).scan(stream) == verdict


@pytest.mark.parametrize("url", ["unix:///nowhere/clamd.socket", "tcp://127.0.0.1:9"])
def test_a_scanner_that_is_not_there_is_away(url: str) -> None:
    with pytest.raises(ScannerAwayError):
        Clamd(url).ping()


def test_a_paper_is_scanned_once_its_draft_has_it(
    clamd: str, api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    assert attach(api, draft, pdf()).json()["scan_state"] == "unscanned"

    drain()

    told = api.get(draft.url, headers=draft.auth).json()["files"][0]
    assert (told["scan_state"], told["pages"]) == ("clean", 1)
    paper = Paper.objects.get()
    assert paper.scanned_at is not None
    answer = api.get(f"{draft.url}files/{told['id']}/", headers=draft.auth)
    assert answer["Content-Disposition"].startswith("inline")


def test_a_draft_with_a_virus_is_refused_at_that_question_until_it_is_removed(
    clamd: str, api: APIClient, counter: Counter
) -> None:
    draft = begin(api, counter)
    fill(api, counter, draft)
    infected = attach(api, draft, INFECTED).json()
    drain()

    refused = submit(api, draft)

    assert refused.status_code == 400
    [error] = refused.json()["errors"]
    assert (error["field"], error["code"]) == ("answers.certificate", "infected")
    assert "giay.pdf" in error["message"]
    assert Dossier.objects.count() == 0
    url = f"{draft.url}files/{infected['id']}/"
    assert api.get(url, headers=draft.auth).status_code == 404
    assert api.delete(url, headers=draft.auth).status_code == 204
    assert submit(api, draft, key="lan-2").status_code == 201
    assert Paper.objects.get().original_name == "giay-chung-sinh.png"


def test_staff_open_nothing_before_it_is_scanned(
    clamd: str, officer: Client, dossier: Dossier
) -> None:
    paper = paper_of(dossier, pdf())
    page = f"/quan-tri/ho-so/{dossier.code}/"

    answer = officer.get(desk_url(paper), follow=True)

    assert answer.redirect_chain == [(page, 302)]
    assert [told.level_tag for told in answer.context["messages"]] == ["error"]
    assert desk_url(paper) not in answer.content.decode()
    assert not AccessLog.objects.filter(kind="paper").exists()


@pytest.mark.parametrize("state", [ScanState.INFECTED, ScanState.FAILED])
def test_staff_never_open_what_did_not_pass(
    clamd: str, officer: Client, dossier: Dossier, state: ScanState
) -> None:
    paper = paper_of(dossier, pdf(), scan_state=state)

    assert officer.get(desk_url(paper)).status_code == 302
    page = officer.get(f"/quan-tri/ho-so/{dossier.code}/").content.decode()
    assert "giay.pdf" in page
    assert desk_url(paper) not in page


def test_a_virus_stays_shut_when_the_scanner_is_taken_away(
    officer: Client, dossier: Dossier
) -> None:
    paper = paper_of(dossier, pdf(), scan_state=ScanState.INFECTED)

    assert officer.get(desk_url(paper)).status_code == 302


def test_staff_see_what_was_found_clean_in_place(
    clamd: str, officer: Client, dossier: Dossier
) -> None:
    paper = paper_of(dossier, pdf())
    out = StringIO()
    call_command("scan_papers", stdout=out)

    drain()

    answer = officer.get(desk_url(paper))
    assert out.getvalue() == "1 papers queued.\n"
    assert answer["Content-Disposition"].startswith("inline")
    assert b"".join(answer.streaming_content) == pdf()
    assert AccessLog.objects.filter(kind="paper").count() == 1


def test_without_a_scanner_staff_are_warned_and_only_download(
    officer: Client, dossier: Dossier
) -> None:
    paper = paper_of(dossier, pdf())

    page = officer.get(f"/quan-tri/ho-so/{dossier.code}/")

    assert page.context["page"].is_unguarded
    assert desk_url(paper) in page.content.decode()
    answer = officer.get(desk_url(paper))
    assert answer["Content-Disposition"].startswith("attachment")


def test_without_a_scanner_nothing_is_queued(api: APIClient, counter: Counter) -> None:
    attach(api, begin(api, counter), pdf())

    assert not OutboxMessage.objects.filter(topic=TOPIC).exists()
    with pytest.raises(CommandError, match="CLAMD_URL"):
        call_command("scan_papers")


def test_papers_wait_for_a_scanner_that_is_away(
    away: str, clamd_url: str, settings: Any, api: APIClient, counter: Counter
) -> None:
    attach(api, begin(api, counter), pdf())

    drain()

    message = OutboxMessage.objects.get(topic=TOPIC)
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)
    assert message.last_error.startswith("away: ")
    assert Paper.objects.get().scan_state == ScanState.UNSCANNED
    settings.CLAMD_URL = clamd_url
    OutboxMessage.objects.update(available_at=message.created_at)
    drain()
    assert Paper.objects.get().scan_state == ScanState.CLEAN


def test_a_paper_removed_meanwhile_is_no_failure(
    clamd: str, api: APIClient, counter: Counter
) -> None:
    attach(api, begin(api, counter), pdf())
    Paper.objects.all().delete()

    drain()

    assert OutboxMessage.objects.get(topic=TOPIC).state == MessageState.DONE


def test_readiness_and_check_name_a_scanner_that_answers_not(
    away: str, client: Client
) -> None:
    assert scanner_health() == {"state": "degraded", "reason": "FileNotFoundError"}
    told = client.get("/readyz").json()["dependencies"]["virus_scanner"]
    assert told == {"state": "degraded", "reason": "FileNotFoundError"}
    [error] = check_scanner()
    assert (error.id, error.is_serious()) == ("submissions.E003", True)
    assert "CLAMD_URL" in error.msg


def test_readiness_and_check_are_content_with_one_that_does(clamd: str) -> None:
    assert scanner_health() == {"state": "ok"}
    assert check_scanner() == []


def test_a_portal_without_scanner_is_told_so_by_the_check_alone() -> None:
    assert scanner_health() == {"state": "off"}
    assert [warning.id for warning in check_scanner()] == ["submissions.W002"]
