"""A draft ends with a warning: three days before, by mail, with the way back."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from outbox.services import enqueue_many
from submissions.drafts.link_mail import mail_address
from submissions.drafts.links import draft_title, make_link
from submissions.drafts.models import Draft
from submissions.notifications.mail import mail_server
from themes.addresses import address_of

TOPIC = "submissions.draft_warning"
WARNED_BEFORE = timedelta(days=3)


@transaction.atomic
def warn_owners(*, at: datetime, limit: int = 500) -> int:
    """Queue the warning of drafts that end soon, once each; how many were marked."""
    ending = list(Draft.objects.ending(at, WARNED_BEFORE).values_list("pk")[:limit])
    keys = [pk for (pk,) in ending]
    # What ends is not put off by saying so: `updated_at` stays.
    Draft.objects.filter(pk__in=keys, warned_at=None).update(warned_at=at)
    enqueue_many(TOPIC, [({"draft": pk}, "") for pk in keys])
    return len(keys)


def send_warning(payload: dict[str, Any]) -> None:
    """Handler of the topic; who saved meanwhile or left no address is not told."""
    now = timezone.now()
    drafts = Draft.objects.open(now).exclude(warned_at=None)
    found = drafts.select_related(
        "user", "procedure_version", "form_version__definition"
    )
    draft = found.filter(pk=payload["draft"]).first()
    address = mail_address(draft) if draft else ""
    if draft is None or not address:
        return
    with mail_server() as server, translation.override(settings.LANGUAGE_CODE):
        left = draft.expires_at - now
        secret = make_link(draft=draft, at=now, lifetime=left)
        said = {
            "title": draft_title(draft),
            "expires_at": draft.expires_at,
            "url": address_of("draft", secret, absolute=True),
        }
        EmailMessage(
            subject=_("Your draft will be deleted soon"),
            body=render_to_string("submissions/drafts/warning.txt", said),
            to=[address],
            connection=server,
        ).send()
