"""The site map for people: sections with what they hold, and the portals below."""

from collections import defaultdict
from typing import Any

from django.utils.translation import get_language
from wagtail.models import Page

from cms_pages.addresses import page_address
from cms_pages.pages.querysets import below
from cms_pages.pages.trails import titled
from cms_pages.portals.snapshot import Portal, portals
from themes.frame import Link

# Procedures have their directory, news their list: a map of all of them helps nobody.
_OPENED_KINDS = frozenset({"contentpage"})


def site_map(portal: Portal) -> dict[str, Any]:
    """Sections, the content pages within them, and portals below, in one query."""
    known = portals()
    within = _content_pages(portal)
    language = get_language() or "vi"
    return {
        "sections": [
            {
                "link": Link(
                    titled(section), page_address(section.path, portal=portal.path)
                ),
                "pages": within[section.path],
            }
            for section in portal.sections
            if section.kind != "sitemappage"
        ],
        "portals": [
            {
                "label": one.shown_title(language),
                "url": page_address(one.path, portal=portal.path),
                "units": [
                    Link(
                        lower.shown_title(language),
                        page_address(lower.path, portal=portal.path),
                    )
                    for lower in known.children_of(one)
                ],
            }
            for one in known.children_of(portal)
        ],
    }


def _content_pages(portal: Portal) -> dict[str, list[Link]]:
    """Live content pages below the sections that open, by the section's path."""
    opened = [one for one in portal.sections if one.kind in _OPENED_KINDS]
    pages: dict[str, list[Link]] = defaultdict(list)
    if not opened:
        return pages
    depth = len(portal.tree_path) // Page.steplen + 2
    rows = (
        Page.objects.live()
        .filter(
            below(portal.tree_path),
            depth=depth,
            content_type__model="contentpage",
            content_type__app_label="cms_pages",
        )
        .order_by("path")
    )
    for page in rows:
        section = f"{page.url_path.rstrip('/').rpartition('/')[0]}/"
        link = Link(page.title, page_address(page.url_path, portal=portal.path))
        pages[section].append(link)
    return pages
