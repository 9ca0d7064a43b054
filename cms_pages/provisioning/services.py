"""Portals in one action: pages, groups, rights, collections and workflow, in bulk."""

import json
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.html import escape
from wagtail.models import Page, Site

from cms_pages.pages.base import PublicPage
from cms_pages.pages.procedures import ProcedureIndexPage, ProcedurePage
from cms_pages.portals.models import PortalPage
from cms_pages.portals.state import portals_changed
from cms_pages.provisioning.grants import PortalWithSections, write_grants
from cms_pages.provisioning.indexing import index_new_pages
from cms_pages.provisioning.rows import NewPage, write_pages
from cms_pages.provisioning.template import SECTIONS, SectionTemplate
from search import indexing as search
from services_catalog.agencies.models import Agency
from services_catalog.procedures.models import Procedure, ProcedureVersion
from services_catalog.staff.groups import sync_groups
from services_catalog.staff.models import CONTENT_ROLES, StaffAssignment
from services_catalog.units.models import AdminUnit
from services_catalog.units.slugs import folded_slug, unit_slugs

Progress = Callable[[int], None]


class NoParentPortalError(LookupError):
    """No unit above has a portal, or the agency's unit has none."""


@dataclass(frozen=True, slots=True)
class Provisioned:
    """What a run made; all zero when everything stood already."""

    portals: int = 0
    pages: int = 0
    grants: int = 0

    def __bool__(self) -> bool:
        return bool(self.portals or self.pages or self.grants)


@transaction.atomic
def provision_portals(
    units: Iterable[AdminUnit] = (),
    agencies: Iterable[Agency] = (),
    *,
    progress: Progress | None = None,
) -> Provisioned:
    """Make the portals of these units and agencies, or complete those that exist.

    A unit's portal stands below that of the nearest unit above it, an agency's below
    that of its unit. A second run changes nothing. Raises NoParentPortalError where
    there is nothing to stand below, ValidationError for an address that is not free.
    """
    units = sorted(units, key=lambda unit: (unit.path.count("/"), unit.code))
    agencies = list(agencies)
    plan = _Plan(units, agencies)
    pages = write_pages(plan.new_pages)
    if progress:
        progress(len(pages))
    places = plan.places()
    grants = write_grants(places)
    if pages:
        _point_site_at(plan.root_portal())
        index_new_pages(pages)
        search.enqueue_keys("page", [str(page.pk) for page in pages])
        _join_groups(places)
    if pages or grants:
        portals_changed()
    return Provisioned(
        portals=sum(isinstance(page, PortalPage) for page in pages),
        pages=len(pages),
        grants=grants,
    )


class _Plan:
    """Which portals and sections are missing, and where they go."""

    def __init__(self, units: Sequence[AdminUnit], agencies: Sequence[Agency]) -> None:
        self.new_pages: list[NewPage] = []
        self._by_unit: dict[int, PortalPage | NewPage] = {}
        self._by_agency: dict[int, PortalPage | NewPage] = {}
        for portal in PortalPage.objects.select_related("unit", "agency"):
            if portal.unit_id:
                self._by_unit[portal.unit_id] = portal
            else:
                self._by_agency[portal.agency_id] = portal
        self._wanted = [
            *self._plan_units(units),
            *self._plan_agencies(agencies),
        ]
        self._sections = self._plan_sections()

    def _plan_units(self, units: Sequence[AdminUnit]) -> Iterable[PortalPage | NewPage]:
        slugs = unit_slugs(AdminUnit.objects.in_force(timezone.localdate()))
        slugs = unit_slugs(units) | slugs
        for unit in units:
            known = self._by_unit.get(unit.pk)
            if known is None:
                known = self._add(
                    _portal_of_unit(unit, slugs[unit.pk]), self._above(unit)
                )
                self._by_unit[unit.pk] = known
            yield known

    def _plan_agencies(
        self, agencies: Sequence[Agency]
    ) -> Iterable[PortalPage | NewPage]:
        for agency in agencies:
            known = self._by_agency.get(agency.pk)
            if known is None:
                parent = self._by_unit.get(agency.unit_id)
                if parent is None:
                    message = f"The unit of agency {agency.identifier} has no portal."
                    raise NoParentPortalError(message)
                known = self._add(_portal_of_agency(agency), parent)
                self._by_agency[agency.pk] = known
            yield known

    def _above(self, unit: AdminUnit) -> "PortalPage | NewPage | Page":
        if unit.parent_id is None:
            return Page.get_first_root_node()
        for key in reversed([int(part) for part in unit.path.split("/") if part][:-1]):
            if portal := self._by_unit.get(key):
                return portal
        message = f"No unit above {unit.name} ({unit.code}) has a portal."
        raise NoParentPortalError(message)

    def _add(self, page: PublicPage, parent: Any) -> NewPage:
        new = NewPage(page, parent)
        self.new_pages.append(new)
        return new

    def _plan_sections(self) -> dict[int, list[Any]]:
        """The sections of every wanted portal, in the template's order."""
        saved = [p for p in self._wanted if not isinstance(p, NewPage)]
        standing = _children_by_slug(saved)
        sections: dict[int, list[Any]] = {}
        for portal in self._wanted:
            page = _page(portal)
            have = standing.get(page.path, {}) if page.pk else {}
            sections[id(page)] = [
                have.get(template.slug)
                or self._add(_section(template, page), portal).page
                for template in SECTIONS
            ]
        return sections

    def places(self) -> list[PortalWithSections]:
        pages = [_page(portal) for portal in self._wanted]
        return [
            PortalWithSections(page, tuple(self._sections[id(page)])) for page in pages
        ]

    def root_portal(self) -> PortalPage | None:
        """The province's portal, if this run makes it."""
        roots = [new.page for new in self.new_pages if new.page.depth == 2]
        return roots[0] if roots else None


def _page(portal: PortalPage | NewPage) -> Any:
    return portal.page if isinstance(portal, NewPage) else portal


def _children_by_slug(portals: Sequence[PortalPage]) -> dict[str, dict[str, Page]]:
    """The template's sections that stand already, by their portal's tree path."""
    standing: dict[str, dict[str, Page]] = defaultdict(dict)
    depths = {portal.depth + 1 for portal in portals}
    slugs = [template.slug for template in SECTIONS]
    for child in Page.objects.filter(depth__in=depths, slug__in=slugs):
        standing[child.path[: -Page.steplen]][child.slug] = child
    return standing


def _portal_of_unit(unit: AdminUnit, slug: str) -> PortalPage:
    return PortalPage(
        title=unit.name,
        title_en=unit.name_en,
        slug=slug,
        unit=unit,
        skin=unit.tier,
        show_in_menus=True,
    )


def _portal_of_agency(agency: Agency) -> PortalPage:
    return PortalPage(
        title=agency.name,
        title_en=agency.name_en,
        slug=folded_slug(agency.short_name or agency.name),
        agency=agency,
        skin=agency.tier,
        show_in_menus=False,
    )


def _section(template: SectionTemplate, portal: PublicPage) -> PublicPage:
    said = {"name": portal.title}
    body = [
        {
            "type": "text",
            "value": f"<p>{escape(text % said)}</p>",
            "id": str(uuid.uuid4()),
        }
        for text in template.paragraphs
    ]
    return template.model(
        title=template.title,
        title_en=template.title_en,
        slug=template.slug,
        show_in_menus=template.in_menu,
        body=json.dumps(body, ensure_ascii=False),
    )


def _point_site_at(root: PortalPage | None) -> None:
    """The host of BASE_URL answers with the province, in place of Wagtail's welcome."""
    if root is None:
        return
    base = urlsplit(settings.BASE_URL)
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and site.root_page.content_type.model != "page":
        return  # Another province stands there already; this one gets its own host.
    welcome = site.root_page if site else None
    site = site or Site(is_default_site=True)
    site.hostname = base.hostname or "localhost"
    site.port = base.port or (443 if base.scheme == "https" else 80)
    site.site_name = root.title
    site.root_page = Page.objects.get(pk=root.pk)
    site.save()
    if welcome is not None and welcome.depth == 2 and welcome.numchild == 0:
        welcome.delete()


def _join_groups(places: Sequence[PortalWithSections]) -> None:
    """People assigned before their portal was made join its groups now."""
    today: date = timezone.localdate()
    units = [place.portal.unit_id for place in places if place.portal.unit_id]
    agencies = [place.portal.agency_id for place in places if place.portal.agency_id]
    held = StaffAssignment.objects.in_force(today).with_roles(CONTENT_ROLES)
    waiting = held.filter(unit__in=units) | held.filter(agency__in=agencies)
    for assignment in waiting.select_related("user"):
        sync_groups(assignment.user, on=today)


@transaction.atomic
def create_procedure_pages(
    procedures: Iterable[Procedure], *, progress: Progress | None = None
) -> int:
    """A page in the province's directory for each procedure that has none.

    Titles are the names in force today, else the latest. Returns how many were made.
    """
    procedures = list(procedures)
    index = ProcedureIndexPage.objects.filter(depth=3).order_by("path").first()
    if index is None:
        message = "The province's portal has no directory of procedures."
        raise NoParentPortalError(message)
    keys = [procedure.pk for procedure in procedures]
    done = set(
        ProcedurePage.objects.filter(procedure__in=keys).values_list(
            "procedure_id", flat=True
        )
    )
    names = _names_of([key for key in keys if key not in done])
    pages = write_pages(
        [
            NewPage(
                ProcedurePage(
                    title=_shortened(names[procedure.pk][0]),
                    title_en=_shortened(names[procedure.pk][1]),
                    slug=procedure.slug,
                    procedure=procedure,
                ),
                index,
            )
            for procedure in procedures
            if procedure.pk in names
        ]
    )
    index_new_pages(pages)
    if progress:
        progress(len(pages))
    return len(pages)


def _names_of(keys: Sequence[int]) -> dict[int, tuple[str, str]]:
    """Names by procedure; later versions come last and prevail."""
    today = timezone.localdate()
    versions = ProcedureVersion.objects.filter(procedure__in=keys)
    rows = sorted(
        versions.values_list(
            "valid_from", "valid_to", "procedure_id", "name", "name_en"
        ),
        key=lambda row: (row[0] <= today, row[0]),
    )
    return {key: (name, name_en) for _from, _to, key, name, name_en in rows}


def _shortened(name: str) -> str:
    """Titles of pages have 255 characters; the longest real name has more."""
    return name if len(name) <= 255 else f"{name[:254].rstrip()}…"
