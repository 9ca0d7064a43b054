"""Which portal a host name stands for; 421 for names that nobody here owns."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.shortcuts import render

from cms_pages.addresses import place_of
from cms_pages.portals.snapshot import Portals, portals

GetResponse = Callable[[HttpRequest], HttpResponse]
# Whoever signs in does so where BASE_URL's cookies are.
BASE_ONLY = ("/quan-tri/", "/api/", "/cua-toi/", "/dang-nhap/", "/dang-ky/")


class HostMiddleware:
    """Sets `request.host_portal`, `request.site` and Wagtail's site, without a query.

    Hosts come from the Site rows of portals and from their aliases, through the
    snapshot: one entered in the admin answers without a restart. Wagtail would serve
    its default site to any stranger's name.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        known = portals(fresh=getattr(settings, "PORTALS_CHECKED_EACH_REQUEST", False))
        host = request.get_host().lower().rstrip(".")
        path = _path_of(host, known)
        if path is None:
            return _elsewhere(request, host, known)
        portal = known.by_path.get(path)
        request.host_portal = portal  # type: ignore[attr-defined]
        site = known.sites.get(path)
        request.site = site  # type: ignore[assignment]
        request._wagtail_site = site  # type: ignore[attr-defined]
        if portal and not portal.is_root and request.path.startswith(BASE_ONLY):
            return _at_base(request)
        return self.get_response(request)


def _path_of(host: str, known: Portals) -> str | None:
    """The url_path of the portal that a host serves; "" for an empty installation."""
    name = split_domain_port(host)[0]
    base = urlsplit(settings.BASE_URL)
    if name == base.hostname or name in getattr(settings, "MORE_BASE_HOSTS", ()):
        return known.root.path if known.root else ""
    return known.hosts.get(host) or known.hosts.get(name)


def _elsewhere(request: HttpRequest, host: str, known: Portals) -> HttpResponse:
    aliased = known.aliases.get(split_domain_port(host)[0])
    if aliased is None:
        return render(request, "421.html", status=421)
    place = place_of(aliased, known)
    rest = request.get_full_path().lstrip("/")
    return _redirect(request, f"{place.root_url}{place.path}{rest}", permanent=True)


def _at_base(request: HttpRequest) -> HttpResponse:
    if request.path.startswith("/api/") or request.method not in ("GET", "HEAD"):
        raise Http404
    target = f"{settings.BASE_URL}{request.get_full_path()}"
    return _redirect(request, target, permanent=False)


def _redirect(request: HttpRequest, target: str, *, permanent: bool) -> HttpResponse:
    """A form is sent on as a form (308, 307), never turned into a page view."""
    if request.method in ("GET", "HEAD"):
        status = 301 if permanent else 302
    else:
        status = 308 if permanent else 307
    return HttpResponse(status=status, headers={"Location": target})
