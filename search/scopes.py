"""Which part of the index a portal or a unit sees, asked by name from the API.

The room that knows portals registers the resolver (an inversion point).
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """A search sees what carries one of `scopes` and none of `excluded`."""

    scopes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    portal: str = ""


# Arguments: portal (id or url_path, "" for none) and unit code ("" for none).
ScopeResolver = Callable[[str, str], Scope | None]
_resolver: ScopeResolver | None = None


def register_scope_resolver(resolver: ScopeResolver) -> None:
    global _resolver
    _resolver = resolver


def scope_of(*, portal: str = "", unit: str = "") -> Scope | None:
    """The scope asked for; an empty one sees all, None: nobody has that name."""
    if not portal and not unit:
        return Scope()
    return _resolver(portal, unit) if _resolver else None
