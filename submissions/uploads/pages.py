"""Uploads in parts on the page of a form, for the script that draws their progress."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from submissions.drafts.browser import draft_of
from submissions.drafts.models import Draft
from submissions.files.refusals import PaperRefusedError
from submissions.forms.subject import FormSubject
from submissions.uploads.models import Upload
from submissions.uploads.services import (
    NoSuchQuestionError,
    OffsetError,
    begin_upload,
    find_upload,
    receive_part,
)
from submissions.uploads.tus import (
    ProtocolError,
    created,
    new_upload,
    offset_of,
    state_of,
)


@require_POST
def begin(request: HttpRequest, subject: FormSubject) -> HttpResponse:
    """Ask for a place for a file."""
    draft = _own_draft(request, subject)
    try:
        asked = new_upload(request)
        upload = begin_upload(
            draft=draft,
            key=asked.field,
            name=asked.name,
            size=asked.size,
            at=timezone.now(),
        )
    except ProtocolError as error:
        return _told(str(error), 400)
    except NoSuchQuestionError as error:
        raise Http404 from error
    except PaperRefusedError as refused:
        return _told(refused.message, 422)
    return created(f"{subject.base_url}phan/{upload.public_id}/")


@require_http_methods(["HEAD", "PATCH", "DELETE"])
def part(request: HttpRequest, subject: FormSubject, public_id: UUID) -> HttpResponse:
    """How far it has come, the part that follows, or no more of it."""
    draft = _own_draft(request, subject)
    upload = find_upload(draft=draft, public_id=public_id, at=timezone.now())
    if upload is None:
        raise Http404
    if request.method == "HEAD":
        return state_of(upload)
    if request.method == "DELETE":
        upload.delete()
        return state_of(upload, status=204)
    return _take(request, upload)


def _take(request: HttpRequest, upload: Upload) -> HttpResponse:
    length = request.META.get("CONTENT_LENGTH") or "0"
    if not length.isdecimal() or int(length) > settings.DATA_UPLOAD_MAX_MEMORY_SIZE:
        return _told(gettext("This part is too large."), 413)
    try:
        offset = offset_of(request)
        taken = receive_part(upload=upload, offset=offset, content=request.body)
    except ProtocolError as error:
        return _told(str(error), 400)
    except OffsetError as error:
        upload.received = error.received
        return state_of(upload, status=409)
    except PaperRefusedError as refused:
        return _told(refused.message, 422)
    return state_of(taken, status=204)


def _own_draft(request: HttpRequest, subject: FormSubject) -> Draft:
    draft = draft_of(request, subject, timezone.now())
    if draft is None:
        # Told as the page of a draft that is no more (forms.routes).
        raise Draft.DoesNotExist
    return draft


def _told(message: str, status: int) -> JsonResponse:
    return JsonResponse({"message": message}, status=status)
