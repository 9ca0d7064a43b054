"""Reading the portals' snapshot: a fixed number of queries, whatever their number."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import CharField, Exists, F, OuterRef, Value
from django.db.models.functions import Cast, Coalesce, Length, Substr
from wagtail.models import Page, PageViewRestriction, Site

from cms_pages.portals.models import PortalAlias, PortalPage, PortalsState
from cms_pages.portals.snapshot import (
    NO_PORTALS,
    Contact,
    Portal,
    Portals,
    Section,
    parent_path,
)
from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.offerings.scopes import scopes_of_agencies

_SECTION_KINDS = (
    "contentpage",
    "newsindexpage",
    "procedureindexpage",
    "contactpage",
    "sitemappage",
)
_COMMITTEES = frozenset(
    {
        AgencyKind.PROVINCE_COMMITTEE,
        AgencyKind.DISTRICT_COMMITTEE,
        AgencyKind.COMMUNE_COMMITTEE,
    }
)


def read_portals(day: date) -> Portals:
    """Everything from the database, as agencies stand on that day: five queries.

    Without a stamp nothing has been provisioned yet, and nothing more is read.
    """
    # The stamp is read before the rows: rows newer than it will be read again.
    names = _names()
    if not names["stamp"]:
        return NO_PORTALS
    pages = list(
        PortalPage.objects.live()
        .select_related("unit", "agency", "crest")
        .order_by("path")
        .defer_streamfields()
    )
    sites = list(Site.objects.select_related("root_page"))
    hosts = {_netloc(site): site.root_page.url_path for site in sites}
    sections = _sections()
    agencies = _agencies(day)
    base = urlsplit(settings.BASE_URL)
    default = next((s.root_page.url_path for s in sites if s.is_default_site), "")
    own_hosts = {default: settings.BASE_URL} | {
        site.root_page.url_path: _root_url(site, base.scheme)
        for site in sites
        if not site.is_default_site
    }
    found = [
        _portal(
            page,
            host=own_hosts.get(page.url_path, ""),
            is_root=page.url_path == default,
            agencies=tuple(agencies.get((page.unit_id, page.agency_id), ())),
            sections=tuple(sections.get(page.path, ())),
        )
        for page in pages
    ]
    # BASE_URL's host always serves the province, whatever the Site row was named.
    hosts[base.netloc] = default
    return Portals(
        by_path=MappingProxyType({portal.path: portal for portal in found}),
        hosts=MappingProxyType(hosts),
        aliases=MappingProxyType(dict(names["alias"])),
        sites=MappingProxyType({site.root_page.url_path: site for site in sites}),
        restricted=tuple(path for path, _nothing in names["restricted"]),
        stamp=uuid.UUID(names["stamp"][0][0]),
        day=day,
    )


def _names() -> Mapping[str, list[tuple[str, str]]]:
    """The stamp, the aliases with their portals' paths, the restricted places."""
    nothing = Value("")
    stamp = PortalsState.objects.filter(pk=1).values_list(
        Value("stamp"), Cast("stamp", CharField()), nothing
    )
    aliases = PortalAlias.objects.order_by().values_list(
        Value("alias"), "hostname", "portal__url_path"
    )
    restricted = PageViewRestriction.objects.values_list(
        Value("restricted"), "page__path", nothing
    )
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, name, path in stamp.union(aliases, restricted, all=True):
        names[kind].append((name, path))
    return names


def _netloc(site: Site) -> str:
    return site.hostname if site.port in (80, 443) else f"{site.hostname}:{site.port}"


def _root_url(site: Site, scheme: str) -> str:
    """Foreign hosts speak as BASE_URL does, unless their port says otherwise."""
    if site.port == 443:
        return f"https://{site.hostname}"
    if site.port == 80:
        return f"{scheme}://{site.hostname}"
    return f"{scheme}://{site.hostname}:{site.port}"


def _portal(
    page: PortalPage,
    *,
    host: str,
    is_root: bool,
    agencies: tuple[Agency, ...],
    sections: tuple[Section, ...],
) -> Portal:
    owner = page.unit or page.agency
    if owner is None:  # the constraint portal_unit_or_agency forbids it
        message = f"{page.url_path} has no owner."
        raise ValueError(message)
    return Portal(
        pk=page.pk,
        title=page.title,
        title_en=page.title_en,
        path=page.url_path,
        tree_path=page.path,
        parent=parent_path(page.url_path),
        host=host,
        is_root=is_root,
        unit_id=page.unit_id,
        unit_code=page.unit.code if page.unit else "",
        agency_id=page.agency_id,
        agency_identifier=page.agency.identifier if page.agency else "",
        tier=owner.tier,
        skin=page.skin,
        crest=page.crest.file.url if page.crest else "",
        motto=page.motto,
        contact=_contact(page, agencies),
        shows_news_of_parent=page.shows_news_of_parent,
        agencies=agencies,
        scopes=tuple(scopes_of_agencies(agencies)),
        sections=sections,
    )


def _contact(page: PortalPage, agencies: tuple[Agency, ...]) -> Contact:
    """What the portal says of itself; its first agency's desk where it says nothing."""
    desk = agencies[0] if agencies else None
    return Contact(
        responsible=page.responsible,
        licence=page.licence,
        address=page.address or (desk.address if desk else ""),
        phone=page.phone or (desk.phone if desk else ""),
        hotline=page.hotline,
        email=page.email or (desk.email if desk else ""),
        hours=page.hours or (desk.hours if desk else ""),
    )


def _agencies(day: date) -> Mapping[tuple[int | None, int | None], list[Agency]]:
    """By what owns a portal: a unit has its agencies, an agency itself and its own."""
    owned: dict[tuple[int | None, int | None], list[Agency]] = defaultdict(list)
    for agency in sorted(
        Agency.objects.in_force(day),
        key=lambda one: (one.kind not in _COMMITTEES, one.identifier),
    ):
        owned[agency.unit_id, None].append(agency)
        owned[None, agency.pk].insert(0, agency)
        if agency.parent_id:
            owned[None, agency.parent_id].append(agency)
    return owned


def _sections() -> Mapping[str, list[Section]]:
    """Live children of portals by the tree path of their portal, in one query."""
    portals = PortalPage.objects.filter(
        path=Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)
    )
    english = Coalesce(*(F(f"{model}__title_en") for model in _SECTION_KINDS))
    rows = (
        Page.objects.live()
        .filter(Exists(portals), content_type__model__in=_SECTION_KINDS)
        .annotate(english=english)
        .values_list(
            "path",
            "pk",
            "title",
            "english",
            "slug",
            "url_path",
            "content_type__model",
            "show_in_menus",
            "numchild",
        )
        .order_by("path")
    )
    sections: dict[str, list[Section]] = defaultdict(list)
    for path, pk, title, title_en, slug, url_path, kind, in_menu, children in rows:
        sections[path[: -Page.steplen]].append(
            Section(
                pk=pk,
                title=title,
                title_en=title_en or "",
                slug=slug,
                path=url_path,
                tree_path=path,
                kind=kind,
                in_menu=in_menu,
                is_empty=kind == "newsindexpage" and children == 0,
            )
        )
    return sections
