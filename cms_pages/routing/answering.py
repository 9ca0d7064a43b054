"""A page as an answer: through Wagtail's hooks, and cacheable where it is public."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail import hooks
from wagtail.views import serve_chain

from cms_pages.routing.caching import cacheable


def serve_page(request: HttpRequest, page: Any, **context: Any) -> HttpResponse:
    """A page through Wagtail's hooks: view restrictions and those of add-ons."""
    refused = page.check_request_method(request)
    if refused is not None:
        return refused  # type: ignore[no-any-return]
    request.page_context = context  # type: ignore[attr-defined]
    chain = serve_chain
    for hook in reversed(hooks.get_hooks("on_serve_page")):
        chain = hook(chain)
    for hook in hooks.get_hooks("before_serve_page"):
        answer = hook(page, request, (), {})
        if isinstance(answer, HttpResponse):
            return answer
    response = chain(page, request, (), {})
    if page.get_view_restrictions():
        return response  # type: ignore[no-any-return]
    return cacheable(request, response)
