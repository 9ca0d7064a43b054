"""The frame of the portal, for every template and at no cost where it is not used."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from themes.frame import frame_of


def frame(request: HttpRequest) -> dict[str, Any]:
    return {"frame": SimpleLazyObject(lambda: frame_of(request))}
