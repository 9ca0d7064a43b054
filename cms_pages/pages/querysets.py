"""Reads of pages below a place of the tree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db.models import Q
from wagtail.models import Page
from wagtail.models import PageManager as WagtailPageManager
from wagtail.query import PageQuerySet

if TYPE_CHECKING:
    from cms_pages.portals.snapshot import Section


class NewsQuerySet(PageQuerySet):
    """Live news, newest first."""

    def of(self, section: Section) -> Self:
        """What stands directly below one news list."""
        depth = len(section.tree_path) // Page.steplen + 1
        found: Self = (
            self.live()
            .filter(below(section.tree_path), depth=depth)
            .order_by("-date", "-pk")
        )
        return found

    def of_kind(self, kind: str) -> Self:
        found: Self = self.filter(kind=kind)
        return found


NewsManager = WagtailPageManager.from_queryset(NewsQuerySet)


def below(tree_path: str) -> Q:
    """Below a place, as a range: SQLite uses no index for a prefix (LIKE … ESCAPE)."""
    last = tree_path[-Page.steplen :]
    after = Page._int2str(Page._str2int(last) + 1).rjust(Page.steplen, "0")
    return Q(path__gt=tree_path, path__lt=f"{tree_path[: -Page.steplen]}{after}")
