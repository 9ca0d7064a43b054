"""What the public index holds: one pure projection per indexed type.

Rooms above register a projection in `AppConfig.ready`; the index never learns their
models. A test pins the exact set of types, so citizens' data cannot slip in.
"""

import builtins
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model


@dataclass(frozen=True, slots=True)
class SearchRecord:
    """One findable thing, as its room describes it; texts as written, not folded.

    `key` identifies it within its type and is stable (a national code, a page id).
    `path` is the url_path of a page, `code` the national code of a procedure: addresses
    are built for the portal that asks. `scopes` are tokens saying in which portals it
    is found; `excluded` tokens take it away again (an exception of one unit). What ends
    in `_en` is the same in English, "" where nobody said it.
    """

    type: str
    key: str
    title: str
    title_en: str = ""
    code: str = ""
    path: str = ""
    summary: str = ""
    body: str = ""
    phrases: tuple[str, ...] = ()
    scopes: tuple[str, ...] = ()
    excluded: tuple[str, ...] = ()
    tiers: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    field: str = ""
    field_name: str = ""
    field_name_en: str = ""
    level: str = ""
    audiences: tuple[str, ...] = ()
    agency: str = ""
    agency_en: str = ""
    channel: str = ""
    fee: str = ""
    fee_en: str = ""
    term: str = ""
    term_en: str = ""
    popularity: int = 0
    valid_from: date | None = None
    valid_to: date | None = None
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Projection:
    """How a type enters the index.

    `project` returns a record, or None for what must not be found. `stream` yields all
    instances for a rebuild, with everything `project` reads already fetched. `load`
    reads one instance by its key afresh, or None when it is gone.
    """

    type: str
    model: builtins.type[Model]
    key_of: Callable[[Any], str]
    load: Callable[[str], Any | None]
    project: Callable[[Any], SearchRecord | None]
    stream: Callable[[], Iterator[Any]]


_projections: dict[str, Projection] = {}


def register_projection(projection: Projection) -> None:
    """Enter a type; entering another projection under its name is a mistake."""
    known = _projections.get(projection.type)
    if known is not None and known != projection:
        message = f"The type {projection.type!r} is registered already."
        raise ValueError(message)
    _projections[projection.type] = projection


def projections() -> dict[str, Projection]:
    return dict(_projections)


def withdraw_projection(projection: Projection) -> None:
    """Take a type out again, for tests that enter one of their own."""
    if _projections.get(projection.type) == projection:
        del _projections[projection.type]
