"""The API of drafts: begin, fill in, attach papers, submit.

An anonymous draft opens by its bearer token alone, never by a cookie; that of a
signed-in citizen by the session too, with CSRF (decision 0007). Unknown, foreign and
expired drafts look alike.
"""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import exceptions, status
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from submissions.dossiers.api import ConflictError
from submissions.dossiers.submission import (
    DraftGoneError,
    IdempotencyConflictError,
    InvalidDraftError,
    Submission,
    find_repeat,
    submit_draft,
)
from submissions.drafts.api_reading import draft_value, invalid_answers
from submissions.drafts.bearer import bearer_token
from submissions.drafts.models import Draft
from submissions.drafts.moving import Moved, move_draft
from submissions.drafts.serializers import (
    BegunDraftSerializer,
    ChangesSerializer,
    DraftSerializer,
    NewDraftSerializer,
    SubmissionSerializer,
    SubmitSerializer,
)
from submissions.drafts.services import (
    DraftConflictError,
    DraftNotFoundError,
    InvalidAnswersError,
    begin_draft,
    discard_draft,
    open_draft,
    save_answers,
)
from submissions.drafts.subjects import (
    DraftSubject,
    SubjectRefusedError,
    form_subject,
    place_named,
    procedure_subject,
)
from submissions.forms.compiled import compiled_form
from themes.addresses import address_of

LONGEST_KEY = 100
AUTHORIZATION = OpenApiParameter(
    "Authorization",
    location=OpenApiParameter.HEADER,
    description="`Bearer` and the draft's token; not needed by a signed-in owner.",
)
IDEMPOTENCY_KEY = OpenApiParameter(
    "Idempotency-Key",
    location=OpenApiParameter.HEADER,
    required=True,
    description="Chosen by the caller, best a UUID; repeated with a repeated call.",
)


class PrivateView(APIView):
    # A comment, for a docstring would stand in the OpenAPI document: what these views
    # answer is kept by nobody on the way.
    throttle_scope = "draft"

    def finalize_response(
        self, request: Request, response: Any, *args: Any, **kwargs: Any
    ) -> Any:
        final = super().finalize_response(request, response, *args, **kwargs)
        final["Cache-Control"] = "no-store, private"
        return final


class DraftListView(PrivateView):
    @extend_schema(
        operation_id="drafts_create",
        summary="Begin a draft for a procedure at a unit, or for a form",
        tags=["drafts"],
        request=NewDraftSerializer,
        responses={201: BegunDraftSerializer},
    )
    def post(self, request: Request) -> Response:
        now = timezone.now()
        subject = _subject(checked(NewDraftSerializer, request), now)
        draft, token = begin_draft(
            form_version=subject.form_version,
            agency=subject.agency,
            procedure_version=subject.procedure_version,
            case_type=subject.case_type,
            portal_path="/",
            user=request.user,
            at=now,
        )
        told = {**draft_value(draft), "token": token}
        return Response(BegunDraftSerializer(told).data, status.HTTP_201_CREATED)


class DraftView(PrivateView):
    @extend_schema(
        operation_id="drafts_retrieve",
        summary="What has been answered so far",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses=DraftSerializer,
    )
    def get(self, request: Request, draft_id: UUID) -> Response:
        draft, moved = draft_and_move(request, draft_id)
        return Response(DraftSerializer(draft_value(draft, moved)).data)

    @extend_schema(
        operation_id="drafts_partial_update",
        summary="Store answers, all of those sent or none",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        request=ChangesSerializer,
        responses=DraftSerializer,
    )
    def patch(self, request: Request, draft_id: UUID) -> Response:
        draft, _moved = draft_and_move(request, draft_id)
        sent = checked(ChangesSerializer, request)
        applicant = sent.get("applicant", {})
        try:
            save_answers(
                draft=draft,
                applicant=applicant,
                answers=sent.get("answers", {}),
                revision=sent["revision"],
                at=timezone.now(),
            )
        except InvalidAnswersError as invalid:
            raise invalid_answers(invalid.errors, applicant) from invalid
        except DraftConflictError as conflict:
            raise changed_since(conflict.draft) from conflict
        except Draft.DoesNotExist as gone:
            raise Http404 from gone
        return Response(DraftSerializer(draft_value(draft)).data)

    @extend_schema(
        operation_id="drafts_destroy",
        summary="Give a draft up, with its papers",
        tags=["drafts"],
        parameters=[AUTHORIZATION],
        responses={204: None},
    )
    def delete(self, request: Request, draft_id: UUID) -> Response:
        discard_draft(draft=opened_draft(request, draft_id))
        return Response(status=status.HTTP_204_NO_CONTENT)


class DraftSubmissionView(PrivateView):
    throttle_scope = "submit"

    @extend_schema(
        operation_id="drafts_submit",
        summary="Turn the draft into a dossier, once however often it is asked",
        tags=["drafts"],
        parameters=[AUTHORIZATION, IDEMPOTENCY_KEY],
        request=SubmitSerializer,
        responses={201: SubmissionSerializer, 200: SubmissionSerializer},
    )
    def post(self, request: Request, draft_id: UUID) -> Response:
        key = _idempotency_key(request)
        sent = checked(SubmitSerializer, request)
        try:
            done = _submitted(request, draft_id, key, sent)
        except IdempotencyConflictError as conflict:
            message = _("This Idempotency-Key was used for another request.")
            raise ConflictError(message) from conflict
        told = SubmissionSerializer(
            {
                "code": done.dossier.code,
                "submitted_at": done.dossier.submitted_at,
                "receipt_token": done.receipt_token,
                "receipt_url": address_of("receipt", done.receipt_token, absolute=True),
                "tracking_url": address_of(
                    "tracking", done.dossier.code, absolute=True
                ),
            }
        )
        is_new = not done.is_repeat
        return Response(
            told.data, status.HTTP_201_CREATED if is_new else status.HTTP_200_OK
        )


def checked(serializer: type[Serializer[dict[str, Any]]], request: Request) -> Any:
    """The body, if it has the right shape; else 400 with the names of its fields."""
    sent = serializer(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent.validated_data


def opened_draft(request: Request, draft_id: UUID) -> Draft:
    """The caller's draft; 404 for all others."""
    token = bearer_token(request.headers)
    try:
        return open_draft(draft_id, user=request.user, token=token, at=timezone.now())
    except DraftNotFoundError as error:
        raise Http404 from error


def draft_and_move(request: Request, draft_id: UUID) -> tuple[Draft, Moved | None]:
    """The caller's draft, in the version of its form that its publisher chose."""
    draft = opened_draft(request, draft_id)
    return draft, move_draft(draft=draft, at=timezone.now())


def changed_since(draft: Draft) -> ConflictError:
    message = _(
        "The draft was changed elsewhere and is at revision %(revision)d. Read it"
        " again, then send your changes upon that revision."
    )
    return ConflictError(message % {"revision": draft.revision})


def _subject(sent: dict[str, Any], at: Any) -> DraftSubject:
    try:
        place = place_named(
            unit=sent.get("unit", ""),
            agency=sent.get("agency", ""),
            on=timezone.localdate(at),
        )
        if "form" in sent:
            return form_subject(slug=sent["form"], place=place, at=at)
        return procedure_subject(
            code=sent["procedure"], case_type=sent.get("case_type"), place=place, at=at
        )
    except SubjectRefusedError as error:
        detail = exceptions.ErrorDetail(error.message, error.code)
        raise exceptions.ValidationError({error.field: [detail]}) from error


def _submitted(
    request: Request, draft_id: UUID, key: str, sent: dict[str, Any]
) -> Submission:
    body = json.dumps(sent, sort_keys=True).encode()
    request_hash = hashlib.sha256(body).hexdigest()
    try:
        draft = opened_draft(request, draft_id)
        _require_readiness(draft, sent)
        return submit_draft(
            draft=draft,
            key=key,
            user=request.user,
            at=timezone.now(),
            request_hash=request_hash,
        )
    except InvalidDraftError as invalid:
        raise invalid_answers(invalid.errors) from invalid
    except (Http404, DraftGoneError):
        done = find_repeat(
            key=key,
            draft_id=draft_id,
            token=bearer_token(request.headers),
            user=request.user,
            request_hash=request_hash,
        )
        if done is None:
            raise Http404 from None
        return done


def _require_readiness(draft: Draft, sent: dict[str, Any]) -> None:
    """The declaration is made, and upon the answers as they stand."""
    if sent.get("revision", draft.revision) != draft.revision:
        raise changed_since(draft)
    if compiled_form(draft.form_version).declaration and not sent["declaration"]:
        message = _("Make the declaration to submit.")
        raise exceptions.ValidationError({"declaration": [message]}, code="required")


def _idempotency_key(request: Request) -> str:
    key = request.headers.get("Idempotency-Key", "").strip()
    if not key or len(key) > LONGEST_KEY or not (key.isascii() and key.isprintable()):
        message = _("Send a key of your own in this header, such as a UUID.")
        raise exceptions.ValidationError({"Idempotency-Key": [message]})
    return key
