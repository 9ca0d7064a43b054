"""The API for readers: every call of the schema on one page, without script."""

from itertools import groupby
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from drf_spectacular.generators import SchemaGenerator

_METHODS = ("get", "post", "put", "patch", "delete")


def _calls(schema: dict[str, Any]) -> list[dict[str, Any]]:
    """The schema's operations as rows, in the order of their addresses."""
    return [
        {
            "method": method.upper(),
            "path": address,
            **_words(operation),
            "parameters": operation.get("parameters", []),
            "body": _body(schema, operation),
            "responses": [
                (status, response.get("description", ""))
                for status, response in sorted(operation["responses"].items())
            ],
            "tag": next(iter(operation.get("tags", [])), ""),
        }
        for address, item in sorted(schema["paths"].items())
        for method, operation in item.items()
        if method in _METHODS
    ]


def _words(operation: dict[str, Any]) -> dict[str, str]:
    """A line for the list of calls, and what there is to say beyond it."""
    description = operation.get("description", "")
    if summary := operation.get("summary", ""):
        return {"summary": summary, "description": description}
    first, _, rest = description.partition("\n")
    return {"summary": first.rstrip("."), "description": rest.strip()}


def _body(schema: dict[str, Any], operation: dict[str, Any]) -> list[str]:
    """The names that a body may hold, those that it must hold marked."""
    content = operation.get("requestBody", {}).get("content", {})
    for described in content.values():
        form = described["schema"]
        if reference := form.get("$ref"):
            form = schema["components"]["schemas"][reference.rsplit("/", 1)[1]]
        needed = form.get("required", [])
        return [
            f"{name}*" if name in needed else name
            for name in form.get("properties", {})
        ]
    return []


def api_documentation(request: HttpRequest) -> HttpResponse:
    generator = SchemaGenerator()  # type: ignore[no-untyped-call]
    schema: dict[str, Any] = generator.get_schema(  # type: ignore[no-untyped-call]
        request=None, public=True
    )
    groups = [
        {"title": capfirst(tag), "calls": list(calls)}
        for tag, calls in groupby(_calls(schema), key=lambda call: str(call["tag"]))
    ]
    context = {"info": schema["info"], "groups": groups}
    response = render(request, "portal/api_documentation.html", context)
    response["Cache-Control"] = "public, max-age=300"
    return response
