"""From an address to a page: no query for the portal, one for the page."""

from dataclasses import dataclass
from typing import Any

from django.apps import apps
from wagtail.models import Page

from cms_pages.portals.snapshot import Portal, Portals, Section, parent_path
from cms_pages.routing.models import FormerPath, path_digest

# Longer than any page can be: such an address is nobody's.
MAX_PATH = 2000


@dataclass(frozen=True, slots=True)
class Route:
    """A portal and what the address says beyond its home, piece by piece."""

    portal: Portal
    url_path: str
    rest: tuple[str, ...]


def route_of(url_path: str, known: Portals) -> Route | None:
    """The nearest portal of a path, found in the snapshot."""
    if len(url_path) > MAX_PATH or (portal := known.owner_of(url_path)) is None:
        return None
    pieces = url_path.removeprefix(portal.path).split("/")
    return Route(portal, url_path, tuple(piece for piece in pieces if piece))


def find_page(route: Route) -> Any | None:
    """The live page with exactly this path, as its own type.

    Homes and sections are known by type, and take one query; deeper pages take two.
    """
    if not route.rest:
        return _specific("portalpage", route.portal.pk)
    section = _section(route)
    if section is not None:
        return _specific(section.kind, section.pk)
    page = Page.objects.live().filter(url_path=route.url_path).first()
    return page.specific if page else None


def _section(route: Route) -> Section | None:
    return next(
        (one for one in route.portal.sections if one.path == route.url_path), None
    )


def _specific(model_name: str, pk: int) -> Any | None:
    model = apps.get_model("cms_pages", model_name)
    return model._default_manager.filter(pk=pk, live=True).first()


def moved_to(route: Route) -> str:
    """The present url_path of what once stood there; "" when nothing did."""
    pieces = route.url_path
    former = FormerPath.objects.filter(digest=path_digest(pieces), page__live=True)
    found = former.values_list("page__url_path", flat=True).first()
    return found or ""


def pages_between(page: Any, portal: Portal) -> list[Page]:
    """The pages above this one and below the portal, from the top down: the crumbs.

    No query where the page stands directly below a section.
    """
    paths = []
    above = parent_path(page.url_path)
    while above and above != portal.path and above.startswith(portal.path):
        paths.append(above)
        above = parent_path(above)
    known = {one.path: one for one in portal.sections}
    missing = [path for path in paths if path not in known]
    if missing:
        found = Page.objects.live().filter(url_path__in=missing)
        known |= {one.url_path: one for one in found}
    return [known[path] for path in reversed(paths) if path in known]
