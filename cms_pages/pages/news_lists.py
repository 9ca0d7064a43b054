"""Lists of news: a portal's own, and its parent's where its own are few."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import get_language, gettext

from cms_pages.addresses import page_address
from cms_pages.pages.news import NewsIndexPage, NewsKind, NewsPage
from cms_pages.portals.snapshot import Portal, portals
from themes.frame import Link

PAGE_SIZE = 12
# Fewer of its own than this, and a portal shows its parent's as well.
FEW = 5
KIND = "loai"


def news_list(
    page: NewsIndexPage, request: HttpRequest, portal: Portal
) -> dict[str, Any]:
    """One kind or all, a page of them, and the parent's where there are few."""
    kind = request.GET.get(KIND, "")
    kind = kind if kind in NewsKind.values else ""
    section = next((one for one in portal.sections if one.pk == page.pk), None)
    news = NewsPage.objects.of(section) if section else NewsPage.objects.none()
    if kind:
        news = news.of_kind(kind)
    shown = Paginator(news, PAGE_SIZE).get_page(request.GET.get("page"))
    few = shown.paginator.count < FEW and shown.number == 1
    above = _above(portal) if few else None
    return {
        "news": shown,
        "cards": cards(shown, portal),
        "tabs": _tabs(kind),
        "above": above,
        "above_cards": cards(_latest(above, kind), portal) if above else [],
    }


def latest(portal: Portal, kind: str, count: int) -> tuple[list[NewsPage], Portal]:
    """The newest of a kind and whose they are: the portal's, else those of the nearest
    portal above that has any."""
    source = portal
    while not (found := _latest(source, kind)) and (above := _above(source)):
        source = above
    return found[:count], source


def _above(portal: Portal) -> Portal | None:
    known = portals()
    return known.by_path.get(portal.parent) if portal.shows_news_of_parent else None


def _latest(portal: Portal, kind: str) -> list[NewsPage]:
    section = portal.section("newsindexpage")
    if section is None or section.is_empty:
        return []
    news = NewsPage.objects.of(section)
    return list((news.of_kind(kind) if kind else news)[:FEW])


def cards(news: Sequence[NewsPage], portal: Portal) -> list[dict[str, Any]]:
    """News as the card component takes them."""
    return [
        {
            "title": _title(one),
            "text": one.lead,
            "url": page_address(one.url_path, portal=portal.path),
            "date": one.date,
            "overline": str(NewsKind(one.kind).label),
        }
        for one in news
    ]


def _title(news: NewsPage) -> str:
    return (get_language() == "en" and news.title_en) or news.title


def _tabs(kind: str) -> list[Link]:
    everything = Link(gettext("All"), "?", current=not kind)
    return [
        everything,
        *(
            Link(str(label), f"?{KIND}={value}", current=value == kind)
            for value, label in NewsKind.choices
        ),
    ]
