"""Errors of the API as problem details (RFC 9457), each naming its field."""

from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, JsonResponse
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


def problem(
    status: int, detail: str, *, errors: list[dict[str, str]] | None = None
) -> dict[str, Any]:
    """The body of a problem; `errors` lists field, message and code."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if errors:
        body["errors"] = errors
    return body


def problem_response(error: Exception, context: dict[str, Any]) -> Response | None:
    """DRF's exception handler: the same answer, told as problem details."""
    response = exception_handler(error, context)
    if response is None:
        return None
    field_errors = None
    if isinstance(error, exceptions.ValidationError):
        field_errors = list(_field_errors(error.detail))
        detail = "; ".join(
            ": ".join(filter(None, [entry["field"], entry["message"]]))
            for entry in field_errors
        )
    elif isinstance(error, Http404):
        detail = str(exceptions.NotFound.default_detail)
    else:
        detail = str(getattr(error, "detail", error))
    response.data = problem(response.status_code, detail, errors=field_errors)
    response.content_type = MEDIA_TYPE
    return response


def _field_errors(detail: Any, field: str = "") -> Iterator[dict[str, str]]:
    if isinstance(detail, dict):
        for name, inner in detail.items():
            name = "" if name == "non_field_errors" else str(name)
            yield from _field_errors(inner, ".".join(filter(None, [field, name])))
    elif isinstance(detail, list):
        for inner in detail:
            yield from _field_errors(inner, field)
    else:
        code = str(getattr(detail, "code", "invalid"))
        yield {"field": field, "message": str(detail), "code": code}


def plain_problem(request: HttpRequest, status: int, detail: str) -> JsonResponse:
    """A problem outside DRF: an unknown address below /api/, a server error."""
    return JsonResponse(problem(status, detail), status=status, content_type=MEDIA_TYPE)
