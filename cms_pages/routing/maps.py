"""Maps for machines: sitemap.xml of each portal, robots.txt of each host."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms_pages.addresses import page_address, place_of
from cms_pages.frame import portal_of
from cms_pages.pages.querysets import below
from cms_pages.portals.snapshot import Portal, Portals, portals
from cms_pages.routing.caching import cacheable
from cms_pages.routing.finding import route_of
from cms_pages.routing.reserved import PROCEDURES, SEARCH

# The protocol's own limit for one file.
MAX_URLS = 50_000


@require_safe
def sitemap(request: HttpRequest, path: str = "") -> HttpResponse:
    """Every live page of a portal and of those below, up to the next with a host."""
    known = portals()
    here = portal_of(request)
    route = route_of(f"{here.path}{path}", known) if here else None
    if route is None or route.rest:
        raise Http404
    entries = [
        {
            "location": page_address(url_path, portal=route.portal.path, absolute=True),
            "changed": changed,
        }
        for url_path, changed in _pages(route.portal, known)
    ]
    response = render(
        request,
        "cms_pages/sitemap.xml",
        {"entries": entries},
        content_type="application/xml",
    )
    return cacheable(request, response)


def _pages(portal: Portal, known: Portals) -> list[tuple[str, object]]:
    pages = Page.objects.live().filter(below(portal.tree_path) | _itself(portal))
    for path in (*known.restricted, *_elsewhere(portal, known)):
        pages = pages.exclude(path__startswith=path)
    rows = pages.order_by("path").values_list("url_path", "last_published_at")
    return list(rows[:MAX_URLS])


def _itself(portal: Portal) -> Q:
    return Q(path=portal.tree_path)


def _elsewhere(portal: Portal, known: Portals) -> list[str]:
    """Tree paths of portals below that have a host, and so a map, of their own."""
    return [
        one.tree_path
        for one in known
        if one.host
        and one.pk != portal.pk
        and one.tree_path.startswith(portal.tree_path)
    ]


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What robots may read, and where the map of this host is."""
    here = portal_of(request)
    lines = ["User-agent: *", "Disallow: /quan-tri/", "Disallow: /api/"]
    personal = ("cua-toi", "bien-nhan", "tra-cuu", "tiep-tuc")
    lines += [f"Disallow: /{folder}/" for folder in personal]
    lines += [f"Disallow: /*/{SEARCH}/", f"Disallow: /{SEARCH}/"]
    lines.append(f"Disallow: /*{PROCEDURES}/*/nop/")
    if here:
        root_url = place_of(here.path, portals()).root_url
        lines.append(f"Sitemap: {root_url}/sitemap.xml")
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
    return cacheable(request, response)
