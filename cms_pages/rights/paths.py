"""Conditions on places in the page tree, as long for hundreds as for a few."""

import json
import posixpath
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import F, Lookup, Q
from django.db.models.functions import Substr
from wagtail.models import Page

# Up to this many subtrees are asked one range each, which the index on `path` answers.
MAX_RANGES = 8


class OneOf(Lookup):
    """IN for paths, with the whole list as one parameter: hundreds cost the driver more
    than the database takes to answer."""

    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        lhs, params = self.process_lhs(compiler, connection)
        # A text is sent ten times faster than a list; paths hold no commas.
        listed = "string_to_array(%s, ',')"
        return f"{lhs} = ANY({listed})", [*params, ",".join(self.rhs)]

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


def above(paths: Iterable[str], top: str) -> list[str]:
    """The paths of what stands above these, from `top` down."""
    return sorted(
        {
            path[:length]
            for path in paths
            for length in range(len(top), len(path), Page.steplen)
        }
    )


def common_path(paths: Iterable[str]) -> str:
    """The longest tree path that begins all of them; the root's when there is none."""
    prefix = posixpath.commonprefix(list(paths))
    whole = prefix[: len(prefix) - len(prefix) % Page.steplen]
    return whole or Page._get_path("", 1, 1)
