"""Promotions as one value that a version freezes, and how two of them differ."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

from search.models import Promotion

Entry = dict[str, Any]


def entry_of(promotion: Promotion) -> Entry:
    """A promotion as a version holds it, and as `rules.read_promotions` reads it."""
    return {
        "id": promotion.pk,
        "phrases": promotion.phrases,
        "matching": promotion.matching,
        "results": promotion.results,
        "portal": promotion.portal,
        "first_day": _iso(promotion.first_day),
        "last_day": _iso(promotion.last_day),
        "note": promotion.note,
    }


def promotion_of(entry: Entry) -> Promotion:
    """The row that an entry was made of."""
    values = {name: value for name, value in entry.items() if name != "id"}
    for name in ("first_day", "last_day"):
        values[name] = date.fromisoformat(values[name]) if values[name] else None
    return Promotion(pk=entry["id"], **values)


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def draft_content() -> list[Entry]:
    """All promotions as they are being edited."""
    return [entry_of(promotion) for promotion in Promotion.objects.order_by("pk")]


def as_text(content: Sequence[Entry]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True)


class Change(NamedTuple):
    """How one promotion differs; `before` or `after` is None where it is not there."""

    kind: Literal["added", "changed", "removed"]
    before: Promotion | None
    after: Promotion | None


def changes(before: Sequence[Entry], after: Sequence[Entry]) -> tuple[Change, ...]:
    """What becomes of each promotion that is not the same in both."""
    old = {entry["id"]: entry for entry in before}
    new = {entry["id"]: entry for entry in after}
    gone = [entry for id_, entry in old.items() if id_ not in new]
    found = [Change("removed", promotion_of(entry), None) for entry in gone]
    for id_, entry in new.items():
        known = old.get(id_)
        if known is None:
            found.append(Change("added", None, promotion_of(entry)))
        elif known != entry:
            found.append(Change("changed", promotion_of(known), promotion_of(entry)))
    return tuple(found)
