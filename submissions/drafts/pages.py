"""The other end of a link: a new device takes the draft on."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.limits import Limit, caller
from submissions.drafts.browser import remember_draft
from submissions.drafts.links import (
    LinkGoneError,
    draft_title,
    draft_url,
    linked_draft,
    use_link,
)
from submissions.receipts.access import private
from submissions.tracking.views import too_many

# Only wrong links are counted.
WRONG_LINKS = Limit("draft-link", 20, 60)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, secret: str) -> HttpResponse:
    """Looking uses nothing up, as programs that read mail follow links."""
    who, now = caller(request), timezone.now()
    if WRONG_LINKS.is_spent(who):
        return too_many(request)
    try:
        if request.method == "POST":
            draft, token = use_link(secret, now)
            remember_draft(request, draft, token)
            return private(redirect(draft_url(draft)))
        draft = linked_draft(secret, now)
    except LinkGoneError:
        WRONG_LINKS.spend(who)
        return private(render(request, "submissions/drafts/link_gone.html", status=410))
    context = {"title": draft_title(draft), "agency": draft.agency.shown_name}
    return private(render(request, "submissions/drafts/resume.html", context))
