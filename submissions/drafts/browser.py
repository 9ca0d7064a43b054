"""Drafts of a browser: their tokens stay in the session, never in an address."""

from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from submissions.drafts.models import Draft
from submissions.drafts.services import bears, claim_draft, owns
from submissions.forms.subject import FormSubject

_TOKENS, _RECEIPTS = "drafts", "receipts"
# A session is a row that every request reads: the oldest entries give way.
_MOST = 20


def draft_of(request: HttpRequest, subject: FormSubject, at: datetime) -> Draft | None:
    """The one open draft of this visitor for this subject, on whatever device.

    A signed-in visitor takes over what the same browser began before signing in.
    """
    tokens: dict[str, str] = request.session.get(_TOKENS, {})
    mine = Q(public_id__in=list(tokens))
    if request.user.is_authenticated:
        mine |= Q(user=request.user)
    procedure = subject.procedure_version and subject.procedure_version.procedure_id
    drafts = (
        Draft.objects.open(at)
        .with_subject()
        .filter(
            mine,
            form_version__definition=subject.definition,
            agency=subject.agency,
            procedure_version__procedure=procedure,
        )
    )
    for draft in drafts.order_by("-updated_at"):
        if owns(draft, request.user):
            return draft
        if bears(draft, tokens.get(str(draft.public_id), "")):
            if request.user.is_authenticated and draft.user_id is None:
                token = claim_draft(draft=draft, user=request.user)
                remember_draft(request, draft, token)
            return draft
    return None


def remember_draft(request: HttpRequest, draft: Draft, token: str) -> None:
    _keep(request, _TOKENS, str(draft.public_id), token)


def token_of(request: HttpRequest, public_id: str) -> str:
    """The token of a draft that this browser began, open or not; else ""."""
    return str(request.session.get(_TOKENS, {}).get(public_id, ""))


def remember_receipt(request: HttpRequest, key: str, token: str) -> None:
    """A second click on submit is answered with the receipt of the first."""
    _keep(request, _RECEIPTS, key, token)


def receipt_of(request: HttpRequest, key: str) -> str:
    """The receipt's secret of what this browser submitted with that key, or ""."""
    return str(request.session.get(_RECEIPTS, {}).get(key, ""))


def _keep(request: HttpRequest, kind: str, key: str, value: str) -> None:
    kept: dict[str, str] = request.session.get(kind, {})
    kept.pop(key, None)
    kept[key] = value
    request.session[kind] = dict(list(kept.items())[-_MOST:])
