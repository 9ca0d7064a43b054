"""The home of a unit or agency: what people come for, what is new, who is there."""

from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

from cms_pages.addresses import page_address
from cms_pages.pages.life_events import LIFE_EVENTS
from cms_pages.pages.news import NewsKind
from cms_pages.pages.news_lists import cards, latest
from cms_pages.portals.snapshot import Portal, portals
from cms_pages.routing.parameters import EVENT
from cms_pages.routing.reserved import PROCEDURES
from services_catalog.procedures.models import Procedure
from themes.addresses import address_of
from themes.frame import Link

MOST_NEEDED = 5


@dataclass(frozen=True, slots=True)
class HomeView:
    """What the home page prints, decided."""

    question: str
    lead: str
    most_needed: tuple[Link, ...]
    events: tuple[dict[str, str], ...]
    news: tuple[dict[str, Any], ...]
    news_of: str
    news_url: str
    notices: tuple[dict[str, Any], ...]
    notices_of: str
    directory_url: str
    below: tuple[dict[str, Any], ...]


def home_view(page: Any, portal: Portal) -> HomeView:
    """In at most five queries, whatever the number of portals."""
    news, news_from = latest(portal, NewsKind.NEWS, 5)
    notices, notices_from = latest(portal, NewsKind.NOTICE, 3)
    news_section = news_from.section("newsindexpage")
    directory = page_address(f"{portal.path}{PROCEDURES}/", portal=portal.path)
    return HomeView(
        question=gettext("What do you need to get done?"),
        lead=page.motto,
        most_needed=_most_needed(portal),
        events=tuple(
            {
                "title": str(event.name),
                "url": f"{directory}?{EVENT}={event.key}",
                "drawing": event.drawing,
            }
            for event in LIFE_EVENTS
        )
        if portal.section("procedureindexpage")
        else (),
        news=tuple(cards(news, portal)),
        news_of="" if news_from is portal else news_from.title,
        news_url=page_address(news_section.path, portal=portal.path)
        if news_section
        else "",
        notices=tuple(cards(notices, portal)),
        notices_of="" if notices_from is portal else notices_from.title,
        directory_url=directory,
        below=_below(portal),
    )


def _most_needed(portal: Portal) -> tuple[Link, ...]:
    today = timezone.localdate()
    found = Procedure.objects.in_force(today)
    if portal.is_root:
        found = found.offered(today)
    else:
        found = found.offered_by(portal.agencies, today)
    named = found.with_name(today).order_by("-is_featured", "-popularity", "code")
    english = get_language() == "en"
    return tuple(
        Link(
            (english and one.name_en) or one.name,
            address_of("procedure", one.code, portal=portal.path),
        )
        for one in named[:MOST_NEEDED]
    )


def _below(portal: Portal) -> tuple[dict[str, Any], ...]:
    """Portals of the units below, as the unit switcher takes them."""
    known = portals()
    language = get_language() or "vi"

    def link(one: Portal) -> Link:
        address = page_address(one.path, portal=portal.path)
        return Link(one.shown_title(language), address)

    return tuple(
        {
            "label": one.shown_title(language),
            "url": link(one).url,
            "units": [link(lower) for lower in known.children_of(one)],
        }
        for one in known.children_of(portal)
        if one.unit_code
    )
