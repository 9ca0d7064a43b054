"""The mail to the citizen: what it says, what it does not, and only one of it."""

import smtplib
import socket
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from outbox.models import MessageState, OutboxMessage
from outbox.worker import drain
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.acceptance import accept_dossier, refuse_dossier
from submissions.notifications.mail import send_notice
from submissions.notifications.queue import queue_notice
from submissions.receipts.tokens import receipt_token_of
from tests.factories.dossiers import DossierFactory, officer_of
from tests.factories.services_catalog import WorkCalendarFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier() -> Dossier:
    WorkCalendarFactory(default=True)
    made: Dossier = DossierFactory()
    return made


def test_the_notice_says_code_status_day_and_link_and_nothing_personal(
    dossier: Dossier,
) -> None:
    accept_dossier(
        dossier_id=dossier.pk,
        lock_version=0,
        actor=officer_of(dossier),
        at=timezone.now(),
    )

    drain()

    (letter,) = mail.outbox
    assert letter.to == ["hoa@example.vn"]
    assert letter.subject.startswith(dossier.code)
    assert f"/bien-nhan/{receipt_token_of(dossier.public_id)}/" in letter.body
    assert letter.extra_headers["Message-ID"] == (f"<{dossier.public_id}:2@testserver>")
    for secret in ("Lê Thị Hoa", "046090000123", "0905123456"):
        assert secret not in letter.body


def test_reasons_are_not_sent_by_mail(dossier: Dossier) -> None:
    refuse_dossier(
        dossier_id=dossier.pk,
        lock_version=0,
        actor=officer_of(dossier),
        reason="Bệnh án không hợp lệ.",
        at=timezone.now(),
    )

    drain()

    assert "Bệnh án" not in mail.outbox[0].body


def test_an_event_is_told_once_however_often_it_is_queued(dossier: Dossier) -> None:
    event = dossier.events.get()
    for _ in range(3):
        queue_notice(dossier, event)

    drain()

    assert len(mail.outbox) == 1
    assert OutboxMessage.objects.count() == 1


def test_without_an_address_nothing_is_sent(dossier: Dossier) -> None:
    dossier.applicant = {"full_name": "Lê Thị Hoa"}
    dossier.save()
    queue_notice(dossier, dossier.events.get())

    drain()

    assert mail.outbox == []
    assert OutboxMessage.objects.get().state == "done"


def test_an_english_citizen_gets_an_english_letter(dossier: Dossier) -> None:
    dossier.language = "en"
    dossier.save()
    queue_notice(dossier, dossier.events.get())

    drain()

    assert "We have received your dossier" in mail.outbox[0].subject
    assert "/en/bien-nhan/" in mail.outbox[0].body


def test_a_letter_repeated_after_a_crash_is_one_file_in_the_mail_folder(
    dossier: Dossier, settings: Any, tmp_path: Path
) -> None:
    settings.EMAIL_BACKEND = "submissions.notifications.mail_folder.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    payload = {
        "event": dossier.events.get().pk,
        "message_id": f"{dossier.public_id}:1",
    }

    send_notice(payload)
    send_notice(payload)

    assert len(list(tmp_path.iterdir())) == 1


@pytest.mark.parametrize(
    "fault",
    [
        ConnectionRefusedError(),
        TimeoutError(),
        socket.gaierror(),
        smtplib.SMTPAuthenticationError(535, b"refused"),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_while_the_mail_server_is_away_the_letter_waits(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch, fault: OSError
) -> None:
    def refuse(_server: object) -> None:
        raise fault

    queue_notice(dossier, dossier.events.get())
    with monkeypatch.context() as away:
        away.setattr("django.core.mail.backends.locmem.EmailBackend.open", refuse)
        drain()
    message = OutboxMessage.objects.get()
    assert (message.state, message.attempts) == (MessageState.WAITING, 0)
    OutboxMessage.objects.update(available_at=timezone.now())

    drain()

    assert len(mail.outbox) == 1


def test_a_letter_that_the_mail_server_refuses_counts_as_failed(
    dossier: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_server: object, _messages: object) -> None:
        raise smtplib.SMTPRecipientsRefused({})

    monkeypatch.setattr(
        "django.core.mail.backends.locmem.EmailBackend.send_messages", refuse
    )
    queue_notice(dossier, dossier.events.get())

    drain()

    assert OutboxMessage.objects.get().attempts == 1
