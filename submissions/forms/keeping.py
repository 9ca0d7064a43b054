"""Saved: how to come back, on this device or on another."""

from typing import Any

import segno
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods

from accounts.limits import Limit
from submissions.drafts.browser import draft_of
from submissions.drafts.link_mail import mail_address, queue_link_mail
from submissions.drafts.links import make_link
from submissions.drafts.models import Draft
from submissions.forms.pages import form_page
from submissions.forms.subject import FormSubject
from submissions.forms.views import gone
from themes.addresses import address_of

LINKS = Limit("draft-links", 10, 3600)


@require_http_methods(["GET", "HEAD", "POST"])
def kept(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """What was typed is kept; a link to it is made when asked for."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return gone(request, subject)
    context: dict[str, Any] = {"draft": draft, "mail_to": _masked(mail_address(draft))}
    if request.method == "POST":
        if not LINKS.spend(str(draft.public_id)):
            retry = {"retry_after": LINKS.retry_after}
            return render(request, "429.html", retry, status=429)
        context |= _asked_for(request, draft)
    return form_page(request, "kept", subject, context)


def _asked_for(request: HttpRequest, draft: Draft) -> dict[str, Any]:
    if request.POST.get("_link") == "mail" and mail_address(draft):
        queue_link_mail(draft=draft, language=get_language() or "vi")
        return {"is_mailed": True}
    secret = make_link(draft=draft, at=timezone.now())
    link = address_of("draft", secret, absolute=True)
    return {"link": link, "qr": _qr(link)}


def _qr(link: str) -> SafeString:
    svg = segno.make(link, error="m").svg_inline(
        scale=4,
        border=2,
        omitsize=True,
        title=gettext("QR code of the link"),
        svgclass="nm-qr",
        lineclass=None,
    )
    return mark_safe(svg)  # noqa: S308  # drawn by us from an address of ours


def _masked(address: str) -> str:
    """Enough to know it again, for whoever looks over the shoulder too."""
    name, at, host = address.partition("@")
    return f"{name[:2]}…{at}{host}" if at else ""
