"""The API of papers: upload to a draft, look again, remove."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import Http404
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, status
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from submissions.drafts.api import (
    AUTHORIZATION,
    PrivateView,
    checked,
    draft_and_move,
    opened_draft,
)
from submissions.drafts.api_reading import paper_value
from submissions.drafts.models import Draft
from submissions.drafts.serializers import PaperSerializer, UploadSerializer
from submissions.files.models import Paper
from submissions.files.refusals import PaperRefusedError
from submissions.files.responses import paper_response
from submissions.files.services import MEGABYTE, add_joined, add_paper, remove_paper
from submissions.forms.compiled import CompiledField, CompiledForm, compiled_form
from submissions.forms.kinds.file import MOST_MEGABYTES
from submissions.forms.kinds.registry import kind_of


class UploadTooLargeError(exceptions.APIException):
    """Larger than any question takes; refused before it is read."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"


class DraftPapersView(PrivateView):
    throttle_scope = "upload"
    parser_classes = [MultiPartParser]

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        _require_bounded(request)
        super().initial(request, *args, **kwargs)

    @extend_schema(
        operation_id="drafts_files_create",
        summary="Attach a paper to a question",
        description="`file` may stand several times where the question joins the"
        " photographs of one paper (`join_photographs` among its hints).",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        request=UploadSerializer,
        responses={201: PaperSerializer},
    )
    def post(self, request: Request, draft_id: UUID) -> Response:
        draft, _moved = draft_and_move(request, draft_id)
        form = compiled_form(draft.form_version)
        field = _file_field(form, _uploaded(request)["field"])
        try:
            paper = _attached(draft, field, request.FILES.getlist("file"))
        except PaperRefusedError as refused:
            detail = exceptions.ErrorDetail(refused.message, refused.code)
            raise exceptions.ValidationError({field.key: [detail]}) from refused
        except Draft.DoesNotExist as gone:
            raise Http404 from gone
        told = PaperSerializer(paper_value(paper, form))
        return Response(told.data, status.HTTP_201_CREATED)


class DraftPaperView(PrivateView):
    @extend_schema(
        operation_id="drafts_files_retrieve",
        summary="A paper of one's own draft",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses={(200, "application/octet-stream"): OpenApiTypes.BINARY},
    )
    def get(self, request: Request, draft_id: UUID, paper_id: UUID) -> HttpResponseBase:
        _draft, paper = _own_paper(request, draft_id, paper_id)
        return paper_response(paper, request.headers.get("Range", ""))

    @extend_schema(
        operation_id="drafts_files_destroy",
        summary="Take a paper away",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses={204: None},
    )
    def delete(self, request: Request, draft_id: UUID, paper_id: UUID) -> Response:
        draft, paper = _own_paper(request, draft_id, paper_id)
        remove_paper(draft=draft, paper=paper)
        return Response(status=status.HTTP_204_NO_CONTENT)


def _attached(draft: Draft, field: CompiledField, uploads: list[Any]) -> Paper:
    """One file, or photographs that become one document, in their order."""
    if len(uploads) == 1:
        return add_paper(draft=draft, field=field, upload=uploads[0])
    return add_joined(draft=draft, field=field, uploads=uploads)


def _require_bounded(request: Request) -> None:
    """Django bounds what it holds in memory, not what it writes to disk."""
    length = request.META.get("CONTENT_LENGTH") or "0"
    most = MOST_MEGABYTES * MEGABYTE + settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    if not length.isdecimal() or int(length) > most:
        message = _("A file may have %(most)d MB at most.") % {"most": MOST_MEGABYTES}
        raise UploadTooLargeError(message)


def _uploaded(request: Request) -> dict[str, Any]:
    try:
        sent: dict[str, Any] = checked(UploadSerializer, request)
    except SuspiciousOperation as error:
        raise exceptions.ParseError(_("The upload is not readable.")) from error
    return sent


def _file_field(form: CompiledForm, key: str) -> CompiledField:
    field = form.field_by_key(key)
    if field is None or not kind_of(field.kind).is_file:
        message = _("No question of this form that takes files has this key.")
        raise exceptions.ValidationError({"field": [message]})
    return field


def _own_paper(request: Request, draft_id: UUID, paper_id: UUID) -> tuple[Draft, Paper]:
    draft = opened_draft(request, draft_id)
    paper = draft.papers.filter(public_id=paper_id).first()
    if paper is None:
        raise Http404
    return draft, paper
