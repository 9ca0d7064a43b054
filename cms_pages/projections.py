"""Pages and news as the public index has them; portals are pages, too.

What editors attach stands beside, in `documents`.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.utils.html import strip_tags
from wagtail.models import Page

from cms_pages.pages.content import ContactPage, ContentPage
from cms_pages.pages.news import NewsPage
from cms_pages.portals.models import PortalPage
from cms_pages.portals.snapshot import Portal, Portals, portals
from search.registry import Projection, SearchRecord, register_projection

NEWS, PAGE = "news", "page"
CHUNK = 200
# Directories and site maps hold nothing of their own; procedures are the catalogue's.
_PAGE_TYPES = (PortalPage, ContentPage, ContactPage)


def portal_scope(path: str) -> str:
    """The token of what is found in a portal."""
    return f"portal:{path}"


def project_page(page: Any) -> SearchRecord | None:
    """A live page of the portal it stands in; None for what the public may not see."""
    known = portals()
    owner = known.owner_of(page.url_path)
    if not page.live or owner is None or page.path.startswith(known.restricted):
        return None
    return SearchRecord(
        type=NEWS if isinstance(page, NewsPage) else PAGE,
        key=str(page.pk),
        title=page.title,
        title_en=page.title_en,
        path=page.url_path,
        summary=_summary_of(page),
        body=_text_of(page),
        published_at=page.last_published_at,
        **place_of(known, owner),
    )


def place_of(known: Portals, owner: Portal) -> dict[str, Any]:
    """Found in its own portal and in those above; counted under its unit and tier."""
    line = known.line_of(owner)
    units = [portal.unit_code for portal in line if portal.unit_code]
    return {
        "scopes": tuple(portal_scope(portal.path) for portal in line),
        "tiers": (owner.tier,),
        "units": tuple(units[-1:]),
        "agency": owner.title,
        "agency_en": owner.title_en,
    }


def _summary_of(page: Any) -> str:
    if isinstance(page, PortalPage):
        return page.introduction or page.motto
    return str(getattr(page, "lead", "")) or page.search_description


def _text_of(page: Any) -> str:
    found = page.body.stream_block.get_searchable_content(page.body)
    return " ".join(strip_tags(str(words)) for words in found)


def load(type_: str, key: str) -> Any | None:
    """The page as it stands now, or None when it is gone or of another type."""
    portals(fresh=True)
    page = (
        Page.objects.filter(pk=int(key)).specific().first() if key.isdigit() else None
    )
    return page if isinstance(page, _types_of(type_)) else None


def stream(type_: str) -> Iterator[Any]:
    """All pages of a type, 200 at a time."""
    portals(fresh=True)
    for model in _types_of(type_):
        keys = list(model.objects.values_list("pk", flat=True).order_by("pk"))
        for start in range(0, len(keys), CHUNK):
            yield from model.objects.filter(pk__in=keys[start : start + CHUNK])


def _types_of(type_: str) -> tuple[type[Page], ...]:
    return (NewsPage,) if type_ == NEWS else _PAGE_TYPES


def indexed_type_of(page: Any) -> str:
    """The type under which a page enters the index; "" for what does not enter."""
    if isinstance(page, NewsPage):
        return NEWS
    return PAGE if isinstance(page, _PAGE_TYPES) else ""


def key_of(page: Any) -> str:
    return str(page.pk)


_NEWS = Projection(
    NEWS, NewsPage, key_of, partial(load, NEWS), project_page, partial(stream, NEWS)
)
_PAGES = Projection(
    PAGE, Page, key_of, partial(load, PAGE), project_page, partial(stream, PAGE)
)


def register_projections() -> None:
    register_projection(_NEWS)
    register_projection(_PAGES)
