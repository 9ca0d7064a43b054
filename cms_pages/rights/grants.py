"""The grants that a person holds in the page tree, read without pages and permissions.

Somebody may hold hundreds. Wagtail reads each with its page and its permission, three
objects a grant at every request of the admin; it asks of them only what stands here.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import F, Q
from wagtail.models import GroupPagePermission, Page

from cms_pages.rights.paths import OneOf, above, common_path, within


@dataclass(frozen=True, slots=True)
class GrantedPage:
    """Where a grant begins, as far as conditions on the tree need to know the page."""

    pk: int
    path: str
    depth: int


@dataclass(frozen=True, slots=True)
class GrantedPermission:
    codename: str


@dataclass(frozen=True, slots=True)
class Grant:
    """In the shape of Wagtail's GroupPagePermission."""

    page: GrantedPage
    permission: GrantedPermission

    @property
    def page_id(self) -> int:
        return self.page.pk


class Grants(list[Grant]):
    """All of a person; the conditions that follow are made once for each question."""

    @classmethod
    def of(cls, user: Any) -> "Grants":
        """Of all their groups, the same grant of two groups once; one query."""
        rows = (
            GroupPagePermission.objects.filter(group__user=user)
            .values_list("page_id", "page__path", "page__depth", "permission__codename")
            .order_by("page__path", "permission__codename")
            .distinct()
        )
        pages: dict[int, GrantedPage] = {}
        permissions: dict[str, GrantedPermission] = {}
        grants = cls()
        for key, path, depth, codename in rows:
            page = pages.get(key) or pages.setdefault(
                key, GrantedPage(key, path, depth)
            )
            permission = permissions.get(codename) or permissions.setdefault(
                codename, GrantedPermission(codename)
            )
            grants.append(Grant(page, permission))
        return grants

    def reach(self, codenames: Collection[str]) -> Q:
        """The condition that a grant of one of these reaches a page."""
        key = frozenset(codenames)
        condition = self._reaches.get(key)
        if condition is None:
            found = (one.page.path for one in self if one.permission.codename in key)
            condition = self._reaches[key] = within(found)
        return condition

    @cached_property
    def _reaches(self) -> dict[frozenset[str], Q]:
        return {}

    @cached_property
    def paths(self) -> set[str]:
        return {one.page.path for one in self}

    @cached_property
    def top(self) -> str:
        """The lowest place that stands above all that is granted."""
        return common_path({path[: -Page.steplen] for path in self.paths})

    @cached_property
    def leads(self) -> Q:
        """The condition that a page stands on the way from the top to a granted one."""
        return Q(OneOf(F("path"), above(self.paths, self.top)))
