"""Reads for `/cua-toi/`, each in a fixed number of queries."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from submissions.dossiers.events import DossierEvent
from submissions.dossiers.lifecycle import Action
from submissions.dossiers.models import Dossier
from submissions.dossiers.moves.results import RESULT_FIELD
from submissions.dossiers.shown_status import shown_status
from submissions.drafts.links import draft_title, draft_url
from submissions.drafts.models import Draft
from submissions.files.models import Paper
from submissions.notifications.queue import NOTIFIED_ACTIONS
from submissions.notifications.subjects import subject_of
from submissions.receipts.owner_page import subject_of_dossier
from themes.templatetags.ui import act_by

MOST_MESSAGES = 50
MOST_DOCUMENTS = 100


def dossier_cards(dossiers: Iterable[Dossier]) -> list[dict[str, Any]]:
    """A line per dossier: code, what about, status and day of return in words."""
    return [
        {
            "code": dossier.code,
            "title": subject_of_dossier(dossier),
            "status": shown_status(dossier),
            "due": act_by(dossier.due_at) if not dossier.resolved_at else "",
            "url": reverse("account_dossier", kwargs={"code": dossier.code}),
        }
        for dossier in dossiers
    ]


def draft_cards(user: Any, at: datetime) -> list[dict[str, Any]]:
    """What was begun and not submitted, with the way back into it."""
    drafts = (
        Draft.objects.of(user)
        .open(at)
        .select_related(
            "form_version__definition", "procedure_version__procedure", "agency"
        )
    )
    return [
        {
            "title": draft_title(draft),
            "agency": draft.agency.shown_name,
            "updated_at": draft.updated_at,
            "expires_at": draft.expires_at,
            "url": draft_url(draft),
        }
        for draft in drafts
    ]


def messages_of(user: Any) -> list[dict[str, Any]]:
    """The notices of all the citizen's dossiers, newest first."""
    events = (
        DossierEvent.objects.filter(
            dossier__user=user,
            is_visible_to_citizen=True,
            action__in=[*NOTIFIED_ACTIONS, Action.MESSAGE],
        )
        .exclude(action=Action.MESSAGE, actor_agency=None)
        .select_related("dossier", "actor_agency")
        .order_by("-at", "-id")[:MOST_MESSAGES]
    )
    return [
        {
            "at": event.at,
            "title": subject_of(event),
            "text": _("Dossier %(code)s") % {"code": event.dossier.code},
            "who": event.actor_agency.shown_name if event.actor_agency else "",
            "kind": "",
        }
        for event in events
    ]


def documents_of(user: Any) -> list[dict[str, Any]]:
    """Files of the citizen's dossiers: given, or received as a result."""
    papers = (
        Paper.objects.filter(dossier__user=user)
        .select_related("dossier")
        .order_by("-uploaded_at")[:MOST_DOCUMENTS]
    )
    return [
        {
            "name": paper.original_name,
            "size": paper.size,
            "is_result": paper.field_id == RESULT_FIELD,
            "code": paper.dossier.code if paper.dossier else "",
            "uploaded_at": paper.uploaded_at,
            "url": reverse(
                "account_paper",
                kwargs={
                    "code": paper.dossier.code if paper.dossier else "",
                    "public_id": paper.public_id,
                },
            ),
        }
        for paper in papers
    ]
