"""Wagtail's rules for pages, asked in queries whose size does not grow with grants.

The stock policy joins one clause a grant: at 50 groups SQLite refuses the expression,
at 151 the explorer takes twelve seconds. The rules are the same here, which a property
test proves; only the questions are put by the shortest distinct paths.
"""

import json
import posixpath
from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import F, Lookup, Q, QuerySet
from django.db.models.functions import Substr
from wagtail.models import GroupPagePermission, Page
from wagtail.permission_policies.pages import PagePermissionPolicy

EXPLORING = frozenset({"add", "change", "publish", "lock", "unlock", "bulk_delete"})
# Up to this many subtrees are asked one range each, which the index on `path` answers.
MAX_RANGES = 8


class PathPermissionPolicy(PagePermissionPolicy):
    """Grants flow down the tree; paths, not rows, say where."""

    def get_all_permissions_for_user(self, user: Any) -> QuerySet[GroupPagePermission]:
        grants = super().get_all_permissions_for_user(user)
        # A person may hold thousands of grants; little of their pages is ever read.
        narrow: QuerySet[GroupPagePermission] = grants.only(
            "group_id",
            "page__path",
            "page__depth",
            "page__numchild",
            "page__title",
            "page__content_type_id",
            "permission__codename",
        )
        return narrow

    def instances_user_has_any_permission_for(
        self, user: Any, actions: Collection[str]
    ) -> QuerySet[Any]:
        base: QuerySet[Any] | None = self._base_queryset_for_user(user)
        if base is not None:
            return base
        return self._pages().filter(self._allowed(user, actions))

    def explorable_instances(self, user: Any) -> QuerySet[Any]:
        base: QuerySet[Any] | None = self._base_queryset_for_user(user)
        if base is not None:
            return base
        paths = {
            grant.page.path for grant in self.get_cached_permissions_for_user(user)
        }
        if not paths:
            return self._pages().none()
        above = common_path({path[: -Page.steplen] for path in paths})
        ancestors = {
            path[:length]
            for path in paths
            for length in range(Page.steplen, len(path), Page.steplen)
            if length >= len(above)
        }
        allowed = self._allowed(user, EXPLORING) | Q(OneOf(F("path"), list(ancestors)))
        return self._pages().filter(allowed, path__startswith=above)

    def _pages(self) -> QuerySet[Any]:
        pages: QuerySet[Any] = self.model._default_manager.all()
        return pages

    def _allowed(self, user: Any, actions: Collection[str]) -> Q:
        """The condition that a grant of one of the actions reaches a page."""
        wanted = self._get_permission_codenames(actions)
        add = self._get_permission_codename("add")
        paths: set[str] = set()
        own_paths: set[str] = set()
        for grant in self.get_cached_permissions_for_user(user):
            if grant.permission.codename in wanted:
                paths.add(grant.page.path)
            elif grant.permission.codename == add and "change" in actions:
                own_paths.add(grant.page.path)
        return within(paths) | (within(own_paths) & Q(owner=user))


class OneOf(Lookup):
    """IN, with the whole list as one parameter: hundreds cost the driver more than
    the database takes to answer."""

    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        return f"{lhs} = ANY(%s)", [*params, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        listed = "(SELECT value FROM json_each(%s))"
        return f"{lhs} IN {listed}", [*params, json.dumps(self.rhs)]


def shortest(paths: Iterable[str]) -> list[str]:
    """The paths of which none lies below another."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return kept


def within(paths: Iterable[str]) -> Q:
    """At or below one of the paths; no page for no path.

    Many paths are compared by their prefixes, one clause a length: the number of
    clauses is bounded by the depth of the tree, whatever the number of grants.
    """
    roots = shortest(paths)
    if len(roots) <= MAX_RANGES:
        condition = Q(pk__in=())
        for root in roots:
            condition |= Q(path__startswith=root)
        return condition
    by_length: dict[int, list[str]] = defaultdict(list)
    for root in roots:
        by_length[len(root)].append(root)
    condition = Q(pk__in=())
    for length, alike in sorted(by_length.items()):
        condition |= Q(OneOf(Substr(F("path"), 1, length), alike))
    return condition


def common_path(paths: Iterable[str]) -> str:
    """The longest tree path that begins all of them; the root's when there is none."""
    prefix = posixpath.commonprefix(list(paths))
    whole = prefix[: len(prefix) - len(prefix) % Page.steplen]
    return whole or Page._get_path("", 1, 1)
