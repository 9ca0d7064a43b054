"""The API for readers: every call of the schema on one page, without script."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from drf_spectacular.generators import SchemaGenerator

_METHODS = ("get", "post", "put", "patch", "delete")


def _calls(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schema's operations as rows, in the order of their addresses."""
    return [
        {
            "method": method.upper(),
            "path": address,
            "summary": operation.get("summary", ""),
            "description": operation.get("description", ""),
            "parameters": operation.get("parameters", []),
            "responses": sorted(operation.get("responses", {})),
            "tag": next(iter(operation.get("tags", [])), ""),
        }
        for address, item in sorted(schema["paths"].items())
        for method, operation in item.items()
        if method in _METHODS
    ]


def api_documentation(request: HttpRequest) -> HttpResponse:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema: dict[str, Any] = generator.get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    context = {"info": schema["info"], "calls": _calls(schema)}
    response = render(request, "portal/api_documentation.html", context)
    response["Cache-Control"] = "public, max-age=300"
    return response
