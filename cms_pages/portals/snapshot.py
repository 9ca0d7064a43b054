"""All portals, hosts and sections as one immutable value in the process.

What every request needs is read once and kept; the stamp of the portals' state is
compared at most once a second, so a change in the admin shows without a restart.
"""

import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from types import MappingProxyType

from django.utils import timezone
from wagtail.models import Site

from cms_pages.portals.models import PortalsState
from services_catalog.agencies.models import Agency
from themes.frame import Frame

# Seconds for which a process may show the portals as another process left them.
MAX_AGE = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A live child of a portal: an entry of its menu, if shown there."""

    pk: int
    title: str
    title_en: str
    slug: str
    path: str
    tree_path: str
    kind: str
    in_menu: bool
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Contact:
    """Who answers, and how they are reached."""

    responsible: str = ""
    licence: str = ""
    address: str = ""
    phone: str = ""
    hotline: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Portal:
    """One portal; `path` is its url_path, `tree_path` its place in the page tree."""

    pk: int
    title: str
    title_en: str
    path: str
    tree_path: str
    parent: str
    host: str
    is_root: bool
    unit_id: int | None
    unit_code: str
    agency_id: int | None
    agency_identifier: str
    tier: str
    skin: str
    crest: str
    motto: str
    contact: Contact
    shows_news_of_parent: bool
    agencies: tuple[Agency, ...]
    scopes: tuple[str, ...]
    sections: tuple[Section, ...]

    def section(self, kind: str) -> Section | None:
        """The first live section of a page type, by its model name."""
        return next((one for one in self.sections if one.kind == kind), None)

    def shown_title(self, language: str) -> str:
        return (language == "en" and self.title_en) or self.title


@dataclass(frozen=True)
class Portals:
    """Every live portal, found by path, id, host, unit or agency without a query."""

    by_path: Mapping[str, Portal]
    hosts: Mapping[str, str]
    aliases: Mapping[str, str]
    sites: Mapping[str, Site] = field(compare=False)
    # Tree paths below which a page asks who looks (Wagtail's view restrictions).
    restricted: tuple[str, ...] = ()
    stamp: uuid.UUID | None = None
    day: date | None = None

    @cached_property
    def by_pk(self) -> Mapping[int, Portal]:
        return MappingProxyType({one.pk: one for one in self})

    @cached_property
    def by_unit_code(self) -> Mapping[str, Portal]:
        return MappingProxyType({one.unit_code: one for one in self if one.unit_code})

    @cached_property
    def by_agency(self) -> Mapping[str, Portal]:
        return MappingProxyType(
            {one.agency_identifier: one for one in self if one.agency_identifier}
        )

    @cached_property
    def frames(self) -> dict[tuple[int, str], Frame]:
        """Frames made of these portals so far, by portal and language."""
        return {}

    @cached_property
    def root(self) -> Portal | None:
        """The province's: the portal that BASE_URL's host serves."""
        return next((one for one in self if one.is_root), None)

    def site_at(self, root_url: str) -> Site | None:
        """The Site row of the portal that answers at a root address."""
        found = (one for one in self if one.host == root_url and one.path in self.sites)
        portal = next(found, None)
        return self.sites[portal.path] if portal else None

    def __iter__(self) -> Iterator[Portal]:
        return iter(self.by_path.values())

    def __len__(self) -> int:
        return len(self.by_path)

    def owner_of(self, url_path: str) -> Portal | None:
        """The nearest portal at or above a path."""
        while url_path:
            if portal := self.by_path.get(url_path):
                return portal
            url_path = parent_path(url_path)
        return None

    def line_of(self, portal: Portal) -> tuple[Portal, ...]:
        """The portal and those above it, from the top down."""
        line = [portal]
        while (above := self.by_path.get(line[-1].parent)) is not None:
            line.append(above)
        return tuple(reversed(line))

    def children_of(self, portal: Portal) -> tuple[Portal, ...]:
        """The portals directly below, in the order of the tree."""
        return self._by_parent.get(portal.path, ())

    @cached_property
    def _by_parent(self) -> Mapping[str, tuple[Portal, ...]]:
        children: dict[str, list[Portal]] = {}
        for one in self:
            children.setdefault(one.parent, []).append(one)
        return MappingProxyType({key: tuple(below) for key, below in children.items()})


NO_PORTALS = Portals(
    by_path=MappingProxyType({}),
    hosts=MappingProxyType({}),
    aliases=MappingProxyType({}),
    sites=MappingProxyType({}),
)


def parent_path(url_path: str) -> str:
    """`/a/b/` of `/a/b/c/`; nothing above `/`."""
    above = url_path.rstrip("/").rpartition("/")[0]
    return f"{above}/" if above else ""


_lock = threading.Lock()
_portals: Portals | None = None
_checked_at = float("-inf")


def portals(*, fresh: bool = False) -> Portals:
    """The portals as they stand, at most a second late; not late at all if `fresh`."""
    known = _portals
    today = timezone.localdate()
    is_young = time.monotonic() - _checked_at < MAX_AGE and not fresh
    if known is not None and known.day == today and is_young:
        return known
    return _refreshed(today)


def _refreshed(today: date) -> Portals:
    global _portals, _checked_at
    from cms_pages.portals.reading import read_portals

    with _lock:
        known = _portals
        if known is None or known.day != today or known.stamp != _stamp():
            known = replace(read_portals(today), day=today)
            _portals = known
        # From the end of the reading: one that takes long is not begun anew at once.
        _checked_at = time.monotonic()
        return known


def _stamp() -> uuid.UUID | None:
    state = PortalsState.objects.filter(pk=1)
    return state.values_list("stamp", flat=True).first()


def look_again() -> None:
    """Have the next look compare the stamp: this process changed something itself."""
    global _checked_at
    _checked_at = float("-inf")


def forget_portals() -> None:
    """Have the next look read everything again, as after a roll-back."""
    global _portals, _checked_at
    _portals, _checked_at = None, float("-inf")
