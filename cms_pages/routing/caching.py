"""Public HTML may be kept by anyone for a minute, and asked again by its ETag."""

import hashlib

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

MAX_AGE = 60


def cacheable(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Mark a complete public answer as cacheable, or say 304 to who has it already.

    An answer that says of itself that it is private, or sets a cookie, stays so.
    """
    render = getattr(response, "render", None)
    if render is not None:
        render()
    if response.status_code != 200 or response.cookies or response.streaming:
        return response
    if response.has_header("Cache-Control") or request.method not in ("GET", "HEAD"):
        return response
    digest = hashlib.sha256(response.content).hexdigest()[:32]
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    response["ETag"] = etag = f'"{digest}"'
    return get_conditional_response(request, etag, None, response) or response
