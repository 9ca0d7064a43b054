"""The mail with a link to one's draft: to the address that stands in it, no other."""

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from outbox.services import enqueue
from submissions.drafts.links import draft_title, make_link
from submissions.drafts.models import Draft
from submissions.notifications.mail import mail_server
from themes.addresses import address_of

TOPIC = "submissions.draft_link"


def mail_address(draft: Draft) -> str:
    """Where the applicant wants to be reached, else the account's; "" if nowhere."""
    given = draft.applicant.get("email") or ""
    return str(given or (draft.user.email if draft.user else "") or "")


def queue_link_mail(*, draft: Draft, language: str) -> None:
    """Have a link made and sent; the secret stands in no queue."""
    enqueue(TOPIC, {"draft": draft.pk, "language": language})


def send_link(payload: dict[str, Any]) -> None:
    """Handler of the topic; a draft that is gone meanwhile needs no letter."""
    now = timezone.now()
    drafts = Draft.objects.open(now).select_related(
        "user", "procedure_version", "form_version__definition"
    )
    draft = drafts.filter(pk=payload["draft"]).first()
    address = mail_address(draft) if draft else ""
    if draft is None or not address:
        return
    with mail_server() as server, translation.override(payload["language"]):
        secret = make_link(draft=draft, at=now)
        said = {
            "title": draft_title(draft),
            "url": address_of("draft", secret, absolute=True),
        }
        EmailMessage(
            subject=_("Go on with your form"),
            body=render_to_string("submissions/drafts/link.txt", said),
            to=[address],
            connection=server,
        ).send()
