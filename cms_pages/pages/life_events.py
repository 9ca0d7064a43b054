"""Events of life by which people look for procedures; the catalogue has their keys."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms_pages.routing.parameters import EVENT
from themes.frame import Link


@dataclass(frozen=True, slots=True)
class LifeEvent:
    key: str
    name: Any
    drawing: str


LIFE_EVENTS = (
    LifeEvent("having-a-child", _("Having a child"), "family"),
    LifeEvent("getting-married", _("Marriage and family"), "bridge"),
    LifeEvent("building-a-house", _("Land and building a house"), "gate"),
    LifeEvent("opening-a-business", _("Opening a business"), "desk"),
    LifeEvent("moving-and-driving", _("Moving and driving"), "boat"),
    LifeEvent("losing-a-relative", _("Losing a relative"), "lotus"),
)


def life_event_links(directory: str) -> tuple[Link, ...]:
    """What each event takes, in the directory at this address."""
    return tuple(
        Link(str(event.name), f"{directory}?{EVENT}={event.key}")
        for event in LIFE_EVENTS
    )
