"""Uploads in parts for other systems, by tus 1.0: any client of it serves."""

from collections.abc import Mapping
from typing import IO, Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions
from rest_framework.parsers import BaseParser
from rest_framework.request import Request

from submissions.drafts.api import (
    AUTHORIZATION,
    PrivateView,
    draft_and_move,
    opened_draft,
)
from submissions.files.api import UploadTooLargeError
from submissions.files.refusals import PaperRefusedError
from submissions.uploads.models import Upload
from submissions.uploads.services import (
    NoSuchQuestionError,
    OffsetError,
    begin_upload,
    find_upload,
    receive_part,
)
from submissions.uploads.tus import (
    PART_TYPE,
    ProtocolError,
    created,
    new_upload,
    offset_of,
    state_of,
)


def _header(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(
        name, location=OpenApiParameter.HEADER, description=description, required=True
    )


LENGTH = _header("Upload-Length", "Size of the file in bytes.")
METADATA = _header(
    "Upload-Metadata",
    "`field` (key of the question) and `filename`, each followed by its value in"
    " Base64, parted by a comma.",
)
OFFSET = _header("Upload-Offset", "Where the part begins: what was received so far.")


class PartParser(BaseParser):
    """The bytes of a part, bounded before they are read."""

    media_type = PART_TYPE

    def parse(
        self,
        stream: IO[bytes],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> Any:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        content = stream.read(most + 1)
        if len(content) > most:
            raise UploadTooLargeError(_("This part is too large."))
        return content


class DraftUploadsView(PrivateView):
    throttle_scope = "upload"

    @extend_schema(
        operation_id="drafts_uploads_create",
        summary="Ask for a place for a file that is sent in parts (tus 1.0)",
        tags=["drafts"],
        parameters=[AUTHORIZATION, LENGTH, METADATA],
        request=None,
        responses={201: None},
    )
    def post(self, request: Request, draft_id: UUID) -> HttpResponse:
        draft, _moved = draft_and_move(request, draft_id)
        try:
            asked = new_upload(request._request)
            upload = begin_upload(
                draft=draft,
                key=asked.field,
                name=asked.name,
                size=asked.size,
                at=timezone.now(),
            )
        except ProtocolError as error:
            raise exceptions.ParseError(str(error)) from error
        except NoSuchQuestionError as error:
            message = _("No question of this form that takes files has this key.")
            raise exceptions.ValidationError({"field": [message]}) from error
        except PaperRefusedError as refused:
            raise _refusal(asked.field, refused) from refused
        path = reverse("api_draft_upload", args=[draft_id, upload.public_id])
        return created(request.build_absolute_uri(path))


class DraftUploadView(PrivateView):
    throttle_scope = "part"
    parser_classes = [PartParser]

    @extend_schema(
        operation_id="drafts_uploads_head",
        summary="How far a file has come",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses={200: None},
    )
    def head(self, request: Request, draft_id: UUID, upload_id: UUID) -> HttpResponse:
        return state_of(_own_upload(request, draft_id, upload_id))

    @extend_schema(
        operation_id="drafts_uploads_partial_update",
        summary="Send the part that follows; the last makes the paper",
        tags=["drafts"],
        parameters=[AUTHORIZATION, OFFSET],
        request={PART_TYPE: OpenApiTypes.BINARY},
        responses={204: None, 409: None},
    )
    def patch(self, request: Request, draft_id: UUID, upload_id: UUID) -> HttpResponse:
        upload = _own_upload(request, draft_id, upload_id)
        try:
            offset = offset_of(request._request)
            content: Any = request.data or b""
            taken = receive_part(upload=upload, offset=offset, content=content)
        except ProtocolError as error:
            raise exceptions.ParseError(str(error)) from error
        except OffsetError as error:
            upload.received = error.received
            return state_of(upload, status=409)
        except PaperRefusedError as refused:
            raise _refusal("file", refused) from refused
        return state_of(taken, status=204)

    @extend_schema(
        operation_id="drafts_uploads_destroy",
        summary="Give an upload up",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses={204: None},
    )
    def delete(self, request: Request, draft_id: UUID, upload_id: UUID) -> HttpResponse:
        upload = _own_upload(request, draft_id, upload_id)
        upload.delete()
        return state_of(upload, status=204)


def _own_upload(request: Request, draft_id: UUID, upload_id: UUID) -> Upload:
    draft = opened_draft(request, draft_id)
    upload = find_upload(draft=draft, public_id=upload_id, at=timezone.now())
    if upload is None:
        raise Http404
    return upload


def _refusal(key: str, refused: PaperRefusedError) -> exceptions.ValidationError:
    detail = exceptions.ErrorDetail(refused.message, refused.code)
    return exceptions.ValidationError({key: [detail]})
