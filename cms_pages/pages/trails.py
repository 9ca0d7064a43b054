"""The way to a page, as the breadcrumb shows it."""

from typing import Any

from django.utils.translation import get_language

from cms_pages.addresses import page_address
from cms_pages.portals.snapshot import Portal
from cms_pages.routing.finding import pages_between
from themes.frame import Link


def trail_of(page: Any, portal: Portal) -> list[Link]:
    """From the portal's home to the page itself, which carries no link."""
    between = [
        Link(titled(one), page_address(_path(one), portal=portal.path))
        for one in pages_between(page, portal)
    ]
    return [home_link(portal), *between, Link(titled(page), "")]


def home_link(portal: Portal) -> Link:
    language = get_language() or "vi"
    return Link(
        portal.shown_title(language), page_address(portal.path, portal=portal.path)
    )


def section_link(portal: Portal, kind: str) -> list[Link]:
    """The section of a page type, if the portal has it."""
    section = portal.section(kind)
    if section is None:
        return []
    return [Link(titled(section), page_address(section.path, portal=portal.path))]


def titled(one: Any) -> str:
    """A page's or section's title in the language of the address."""
    english = getattr(one, "title_en", "") if get_language() == "en" else ""
    return str(english or one.title)


def _path(one: Any) -> str:
    return str(getattr(one, "url_path", "") or one.path)
