"""The e-mail to the citizen: code, status, date and link, nothing personal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils import translation

from outbox.registry import PartnerAwayError
from submissions.dossiers.events import DossierEvent
from submissions.dossiers.lifecycle import DossierStatus
from submissions.dossiers.models import Dossier
from submissions.notifications.subjects import subject_of
from submissions.receipts.tokens import known_receipt_token
from themes.addresses import address_of


def send_notice(payload: dict[str, Any]) -> None:
    """Handler of the topic `notifications.email`.

    The Message-ID is made from the message's key: whoever relays or stores the mail
    can tell a repetition after a crash from a second letter.
    """
    event = DossierEvent.objects.select_related(
        "dossier__user", "dossier__procedure_version", "dossier__competent_agency"
    ).get(pk=payload["event"])
    address = _address_of(event.dossier)
    if not address:
        return
    with mail_server() as server, translation.override(event.dossier.language):
        message = EmailMessage(
            subject=f"{event.dossier.code}: {subject_of(event)}",
            body=render_to_string("submissions/notifications/notice.txt", _said(event)),
            to=[address],
            headers={"Message-ID": f"<{payload['message_id']}@{_domain()}>"},
            connection=server,
        )
        message.send()


@contextmanager
def mail_server() -> Iterator[BaseEmailBackend]:
    """The server, greeted; one that cannot be reached says nothing of the letter."""
    server = get_connection()
    try:
        server.open()
    except OSError as error:
        raise PartnerAwayError from error
    try:
        yield server
    finally:
        server.close()


def _address_of(dossier: Dossier) -> str:
    """Where the citizen wants to be reached; "" when no address was given."""
    given = dossier.applicant.get("email") or ""
    return str(given or (dossier.user.email if dossier.user else "") or "")


def _said(event: DossierEvent) -> dict[str, Any]:
    dossier = event.dossier
    token = known_receipt_token(dossier.public_id, dossier.receipt_hash)
    return {
        "code": dossier.code,
        "what": subject_of(event),
        "status": DossierStatus(event.to_status).label,
        "agency": dossier.competent_agency.name,
        "at": event.at,
        "due_at": dossier.due_at if not dossier.resolved_at else None,
        "url": address_of("receipt", token, language=dossier.language, absolute=True),
    }


def _domain() -> str:
    return str(settings.BASE_URL).split("//", 1)[-1].split(":", 1)[0].split("/", 1)[0]
