"""The frame of a portal, made of the snapshot: no query beyond its yearly keep."""

from dataclasses import replace

from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from cms_pages.addresses import build_address, page_address, with_language
from cms_pages.pages.life_events import life_event_links
from cms_pages.portals.snapshot import Portal, Portals, Section, portals
from cms_pages.projections import portal_scope
from cms_pages.routing import reserved
from services_catalog.offerings.scopes import agency_scope
from themes.addresses import Address
from themes.frame import Footer, Frame, HelpLine, Link, PortalAbove

MAX_MENU = 7
LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"))
FEEDBACK_SLUG = "phan-anh"


def portal_of(request: HttpRequest) -> Portal | None:
    """The portal whose route serves the request; the host's where none was found."""
    served: Portal | None = getattr(request, "portal", None)
    return served or getattr(request, "host_portal", None) or portals().root


def build_frame(request: HttpRequest) -> Frame:
    """The builder behind `themes.frame.frame_of`.

    What is the same at every address of a portal is kept beside the snapshot it was
    made of, with what was drawn of it; only the way between languages and the entry of
    the menu that one is in are the request's own.
    """
    known = portals()
    portal = portal_of(request)
    if portal is None:
        return Frame(title=gettext("Public services"), languages=_languages(request))
    key = (portal.pk, get_language() or "vi")
    frame = known.frames.get(key)
    if frame is None:
        frame = known.frames.setdefault(key, _frame(portal, known, key[1]))
    return replace(
        frame, menu=_menu(frame.menu, request.path), languages=_languages(request)
    )


def _frame(portal: Portal, known: Portals, language: str) -> Frame:
    home = page_address(portal.path, portal=portal.path)
    directory = f"{home}{reserved.PROCEDURES}/"
    return Frame(
        portal_id=portal.pk,
        portal_path=portal.path,
        title=portal.shown_title(language),
        overline=_overline(portal, known, language),
        skin=portal.skin,
        crest=portal.crest,
        unit_code=portal.unit_code,
        agency_identifier=portal.agency_identifier,
        home_url=home,
        root_url=page_address(known.root.path, portal=portal.path)
        if known.root
        else home,
        search_url=f"{home}{reserved.SEARCH}/",
        directory_url=directory,
        tracking_url=build_address(Address("tracking", "", portal.path)),
        account_url=build_address(Address("account", "", portal.path)),
        feedback_url=_feedback_url(portal),
        tiers=_tiers(portal, known, language),
        menu=_entries(portal, language),
        footer=_footer(portal, language),
        search_scopes=scopes_of(portal),
        search_excluded=excluded_of(portal),
        above=_above(portal, known, language),
        life_events=life_event_links(directory)
        if portal.section("procedureindexpage")
        else (),
        help_line=_help_line(portal, known, language),
    )


def scopes_of(portal: Portal) -> tuple[str, ...]:
    """What a search in the portal may find; the province's finds everything."""
    if portal.is_root:
        return ()
    return (*portal.scopes, portal_scope(portal.path))


def excluded_of(portal: Portal) -> tuple[str, ...]:
    """Exceptions that take a procedure away from this portal's agencies."""
    if portal.is_root:
        return ()
    return tuple(agency_scope(agency.identifier) for agency in portal.agencies)


def _above(portal: Portal, known: Portals, language: str) -> tuple[PortalAbove, ...]:
    return tuple(
        PortalAbove(
            title=one.shown_title(language),
            tier=one.tier,
            portal_path=one.path,
            search_scopes=scopes_of(one),
            search_excluded=excluded_of(one),
        )
        for one in reversed(known.line_of(portal)[:-1])
    )


def _help_line(portal: Portal, known: Portals, language: str) -> HelpLine:
    """The portal's own telephone, or that of the nearest above which has one."""
    for one in reversed(known.line_of(portal)):
        if phone := one.contact.hotline or one.contact.phone:
            return HelpLine(one.shown_title(language), phone, one.contact.hours)
    return HelpLine()


def _overline(portal: Portal, known: Portals, language: str) -> str:
    above = known.line_of(portal)[:-1]
    if not above:
        return gettext("Public service portal")
    return " · ".join(one.shown_title(language) for one in reversed(above))


def _tiers(portal: Portal, known: Portals, language: str) -> tuple[Link, ...]:
    return tuple(
        Link(
            one.shown_title(language),
            page_address(one.path, portal=portal.path),
            current=one.pk == portal.pk,
        )
        for one in known.line_of(portal)
    )


def _entries(portal: Portal, language: str) -> tuple[Link, ...]:
    shown = [one for one in portal.sections if one.in_menu and not one.is_empty]
    return tuple(_link(section, portal, language) for section in shown[:MAX_MENU])


def _menu(entries: tuple[Link, ...], path: str) -> tuple[Link, ...]:
    """The entries as a page sees them: the one that it stands in is marked."""
    return tuple(
        Link(entry.label, entry.url, current=True)
        if path.startswith(entry.url)
        else entry
        for entry in entries
    )


def _feedback_url(portal: Portal) -> str:
    found = next((one for one in portal.sections if one.slug == FEEDBACK_SLUG), None)
    return page_address(found.path, portal=portal.path) if found else ""


def _languages(request: HttpRequest) -> tuple[Link, ...]:
    """The same address in each language; the query goes along."""
    current = (get_language() or "vi").split("-")[0]
    path = request.path
    if current != "vi":
        path = path.removeprefix(f"/{current}") or "/"
    query = request.META.get("QUERY_STRING", "")
    query = f"?{query}" if query else ""
    return tuple(
        Link(name, f"{with_language(path, code)}{query}", current=code == current)
        for code, name in LANGUAGES
    )


def _footer(portal: Portal, language: str) -> Footer:
    contact = portal.contact
    sitemap = portal.section("sitemappage")
    return Footer(
        agency=portal.agencies[0].name if portal.agencies else portal.title,
        responsible=contact.responsible,
        address=contact.address,
        phone=contact.phone,
        email=contact.email,
        hotline=contact.hotline,
        licence=contact.licence,
        links=(_link(sitemap, portal, language),) if sitemap else (),
    )


def _link(section: Section, portal: Portal, language: str) -> Link:
    title = (language == "en" and section.title_en) or section.title
    return Link(title, page_address(section.path, portal=portal.path))
