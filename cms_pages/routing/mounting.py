"""Views that a portal mounts beside its pages; their names are reserved slugs."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from cms_pages.pages.directory import serve_directory
from cms_pages.pages.forms import serve_form, serve_procedure_form
from cms_pages.pages.procedure import serve_procedure
from cms_pages.pages.statistics import serve_statistics
from cms_pages.routing import reserved
from cms_pages.routing.finding import Route
from search.views import search_page

View = Callable[[HttpRequest], HttpResponseBase]


def mounted(route: Route) -> View | None:
    """The view that owns the address; None when a page must be looked for."""
    if not route.rest:
        return None
    first, *rest = route.rest
    if first == reserved.SEARCH and not rest:
        return search_page
    if first == reserved.STATISTICS and not rest:
        return partial(serve_statistics, portal=route.portal)
    if first == reserved.FORMS and rest:
        return partial(
            serve_form, portal=route.portal, slug=rest[0], rest=_joined(rest[1:])
        )
    if first == reserved.PROCEDURES:
        return _procedures(route, rest)
    return None


def _procedures(route: Route, rest: list[str]) -> View | None:
    section = route.portal.section("procedureindexpage")
    if section is None:
        return None
    if not rest:
        return partial(serve_directory, portal=route.portal, section=section)
    slug, *further = rest
    if not further:
        return partial(serve_procedure, portal=route.portal, slug=slug)
    if further[0] == reserved.SUBMIT:
        return partial(
            serve_procedure_form,
            portal=route.portal,
            slug=slug,
            rest=_joined(further[1:]),
        )
    return None


def _joined(pieces: list[str]) -> str:
    return "".join(f"{piece}/" for piece in pieces)
