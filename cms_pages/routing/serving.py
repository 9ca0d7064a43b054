"""Serving every public address below a portal."""

import re

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from cms_pages.addresses import page_address, place_of
from cms_pages.frame import portal_of
from cms_pages.portals.snapshot import Portal, Portals, portals
from cms_pages.routing.answering import serve_page
from cms_pages.routing.finding import Route, find_page, moved_to, route_of
from cms_pages.routing.mounting import mounted

_DOTTED_CODE = re.compile(r"/(\d)\.(\d{6})/")


def serve(request: HttpRequest, path: str) -> HttpResponseBase:
    """A page, a view mounted in a portal, or the way to where it stands now."""
    known = portals()
    here = portal_of(request)
    if here is None:
        raise Http404
    url_path = f"{here.path}{path}"
    route = route_of(_DOTTED_CODE.sub(r"/\1-\2/", url_path), known)
    if route is None:
        raise Http404
    if route.url_path != url_path or not _is_at_home(route, here, known):
        return _moved(request, route.url_path)
    request.portal = route.portal  # type: ignore[attr-defined]
    if view := mounted(route):
        return view(request)
    page = find_page(route)
    if page is None:
        return _serve_former(request, route)
    return serve_page(request, page)


def _is_at_home(route: Route, here: Portal, known: Portals) -> bool:
    """Whether the page's address is on this host, not on another one that it has."""
    root_url = place_of(route.portal.path, known).root_url
    return root_url == place_of(here.path, known).root_url


def _serve_former(request: HttpRequest, route: Route) -> HttpResponseBase:
    present = moved_to(route)
    if not present:
        raise Http404
    return _moved(request, present)


def _moved(request: HttpRequest, url_path: str) -> HttpResponse:
    here = portal_of(request)
    address = page_address(url_path, portal=here.path if here else "")
    if query := request.META.get("QUERY_STRING"):
        address = f"{address}?{query}"
    return redirect(address, permanent=True)
