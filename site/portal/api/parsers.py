"""Reading the JSON of a call: bounded in size and depth, whatever is sent."""

import json
from collections.abc import Mapping
from typing import IO, Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework import exceptions, status
from rest_framework.parsers import JSONParser
from rest_framework.utils.json import strict_constant

# Deeper than any answer of ours; walking it must never exhaust the stack.
DEEPEST = 20


class BodyTooLargeError(exceptions.APIException):
    """More than the portal reads in one call."""

    status_code = status.HTTP_413_REQUEST_ENTITY_TOO_LARGE
    default_code = "too_large"
    default_detail = gettext_lazy("This is more than can be sent in one call.")


class BoundedJSONParser(JSONParser):
    """JSON in UTF-8 (RFC 8259), at most DATA_UPLOAD_MAX_MEMORY_SIZE bytes.

    The framework's own parser reads whatever comes, and fails on deep nesting.
    """

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,
        parser_context: Mapping[str, Any] | None = None,
    ) -> dict[str, Any]:
        most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        body = stream.read(most + 1)
        if len(body) > most:
            raise BodyTooLargeError
        try:
            data: dict[str, Any] = json.loads(
                body.decode(), parse_constant=strict_constant
            )
        except (ValueError, RecursionError) as error:
            raise exceptions.ParseError(_("The body is not readable JSON.")) from error
        if _is_deeper(data, DEEPEST):
            raise exceptions.ParseError(_("The body is nested too deeply."))
        return data


def _is_deeper(data: Any, levels: int) -> bool:
    layer = [data]
    for _level in range(levels):
        layer = [inner for each in layer for inner in _inside(each)]
        if not layer:
            return False
    return True


def _inside(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []
