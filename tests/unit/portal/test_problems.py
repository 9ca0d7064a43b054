"""Errors of the API are problem details that name their field."""

import json

import pytest
from django.http import Http404
from django.test import RequestFactory
from rest_framework.exceptions import NotAuthenticated, Throttled, ValidationError

from portal.api.problems import MEDIA_TYPE, problem_response
from portal.errors import bad_request, not_found, server_error


def test_a_validation_error_lists_every_field():
    error = ValidationError(
        {"answers": {"birth_date": ["Enter a date."]}, "unit": "No."}
    )

    response = problem_response(error, {})

    assert response.status_code == 400
    assert response.content_type == MEDIA_TYPE
    assert response.data["errors"] == [
        {
            "field": "answers.birth_date",
            "message": "Enter a date.",
            "code": "invalid",
        },
        {"field": "unit", "message": "No.", "code": "invalid"},
    ]
    assert response.data["detail"] == "answers.birth_date: Enter a date.; unit: No."


@pytest.mark.parametrize(
    ("error", "status", "title"),
    [
        (Http404(), 404, "Not Found"),
        (NotAuthenticated(), 401, "Unauthorized"),
        (Throttled(wait=3), 429, "Too Many Requests"),
    ],
)
def test_other_errors_have_status_and_title(error, status, title):
    response = problem_response(error, {"request": None})

    # DRF answers 403 where no scheme can challenge; here there is none in the context.
    assert response.data["status"] == response.status_code == status
    assert response.data["title"] == title
    assert "errors" not in response.data


def test_an_unknown_error_is_not_hidden():
    assert problem_response(RuntimeError("broken"), {}) is None


@pytest.mark.parametrize(
    ("view", "status"), [(bad_request, 400), (not_found, 404), (server_error, 500)]
)
def test_below_the_api_pages_of_errors_are_problems(view, status):
    request = RequestFactory().get("/api/v1/nothing/")
    arguments = () if view is server_error else (Exception(),)

    response = view(request, *arguments)

    assert response.status_code == status
    assert response["Content-Type"] == MEDIA_TYPE
    assert json.loads(response.content)["status"] == status
