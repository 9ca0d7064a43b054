"""What scripts ask of a form: saving while one types, files with progress; and papers
of one's own draft."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from submissions.drafts.browser import draft_of
from submissions.drafts.services import (
    DraftConflictError,
    InvalidAnswersError,
    save_step,
)
from submissions.files.responses import paper_response
from submissions.forms.pages import place_of
from submissions.forms.stepping import posted_data, take_papers
from submissions.forms.subject import FormSubject


def _told(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)


def _draft_is_gone() -> JsonResponse:
    return _told(gettext("This draft is no longer open. Begin again."), 410)


@require_POST
def autosave(request: HttpRequest, subject: FormSubject, number: int) -> HttpResponse:
    """Keep what has been typed so far; nothing is judged aloud yet."""
    now = timezone.now()
    draft = draft_of(request, subject, now)
    if draft is None:
        return _draft_is_gone()
    place = place_of(draft, number, timezone.localdate())
    if place is None:
        raise Http404
    data, revision = posted_data(request, place.step)
    try:
        save_step(draft=draft, step=place.step, data=data, revision=revision, at=now)
    except DraftConflictError:
        message = gettext(
            "This form was changed in another window. What you typed here is kept"
            " beside it: press Continue to compare."
        )
        return _told(message, 409)
    except InvalidAnswersError as invalid:
        return _told(" ".join(error.message for error in invalid.errors), 413)
    said = {"time": time_format(timezone.localtime(now), "H:i")}
    message = gettext("Saved at %(time)s.") % said
    return JsonResponse({"revision": draft.revision, "message": message})


@require_POST
def upload(request: HttpRequest, subject: FormSubject, number: int) -> HttpResponse:
    """Take files as they are chosen; the page shows their progress."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        return _draft_is_gone()
    place = place_of(draft, number, timezone.localdate())
    if place is None:
        raise Http404
    refused = take_papers(request, draft, place.step)
    if refused:
        return _told(" ".join(error.message for error in refused), 422)
    return JsonResponse({"message": gettext("The file has been received.")}, status=201)


@require_safe
def own_paper(
    request: HttpRequest, subject: FormSubject, number: int, public_id: UUID
) -> HttpResponseBase:
    """A paper of one's own draft, to be looked at again."""
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        raise Http404
    paper = get_object_or_404(draft.papers, public_id=public_id)
    return paper_response(paper, request.headers.get("Range", ""))
