"""The OpenAPI document is whole, and silent about nothing."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client

# Architecture 11: others build on these.
CONTRACT = {
    ("get", "/api/v1/search/"),
    ("get", "/api/v1/search/suggest/"),
    ("get", "/api/v1/units/"),
    ("get", "/api/v1/units/{code}/"),
    ("get", "/api/v1/portals/"),
    ("get", "/api/v1/portals/{portal_id}/"),
    ("get", "/api/v1/pages/"),
    ("get", "/api/v1/pages/{page_id}/"),
    ("get", "/api/v1/procedures/"),
    ("get", "/api/v1/procedures/{code}/"),
    ("get", "/api/v1/forms/{form}/"),
    ("post", "/api/v1/drafts/"),
    ("patch", "/api/v1/drafts/{draft_id}/"),
    ("post", "/api/v1/drafts/{draft_id}/files/"),
    ("post", "/api/v1/drafts/{draft_id}/submit/"),
    ("get", "/api/v1/tracking/{code}/"),
    ("get", "/api/v1/dossiers/"),
    ("get", "/api/v1/dossiers/{code}/"),
}
SEARCH_PARAMETERS = {
    "q", "type", "portal", "unit", "level", "field", "audience", "at", "page",
    "page_size",
}  # fmt: skip


def test_the_document_is_made_without_a_warning() -> None:
    out = StringIO()

    call_command("spectacular", "--validate", "--fail-on-warn", stdout=out)

    assert out.getvalue().startswith("openapi: 3.")


@pytest.fixture
def document(db: None, client: Client) -> dict:
    return client.get("/api/v1/schema/", {"format": "json"}).json()


def test_every_call_of_the_contract_is_in_it(document: dict) -> None:
    calls = {
        (method, path)
        for path, methods in document["paths"].items()
        for method in methods
    }

    assert CONTRACT - calls == set()


def test_search_takes_the_parameters_of_the_contract(document: dict) -> None:
    parameters = document["paths"]["/api/v1/search/"]["get"]["parameters"]

    named = {one["name"] for one in parameters if one["in"] == "query"}
    assert SEARCH_PARAMETERS - named == set()


def test_every_call_says_what_it_is_for(document: dict) -> None:
    mute = [
        f"{method} {path}"
        for path, methods in document["paths"].items()
        for method, call in methods.items()
        if not (call.get("summary") or call.get("description"))
    ]

    assert mute == []
