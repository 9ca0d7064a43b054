"""Places that an address may name: the communes in force, each under its district."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from services_catalog.units.models import AdminUnit, Tier


@dataclass(frozen=True, slots=True)
class Place:
    """A commune with the units above it, as an address says them: upwards."""

    code: str
    name: str
    above: tuple[str, ...]

    @property
    def full_name(self) -> str:
        return ", ".join((self.name, *self.above))


class Places:
    """The communes of a day, read in one query however many addresses a form asks."""

    def __init__(self, on: date) -> None:
        self.on = on

    @cached_property
    def by_code(self) -> Mapping[str, Place]:
        rows = AdminUnit.objects.in_force(self.on).values_list(
            "pk", "code", "name", "tier", "parent_id"
        )
        names = {pk: (name, parent) for pk, _code, name, _tier, parent in rows}
        return {
            code: Place(code, name, _names_above(names, parent))
            for _pk, code, name, tier, parent in sorted(rows, key=lambda row: row[2])
            if tier == Tier.COMMUNE
        }

    @property
    def by_district(self) -> Mapping[str, list[Place]]:
        groups: dict[str, list[Place]] = defaultdict(list)
        for place in self.by_code.values():
            groups[place.above[0] if place.above else ""].append(place)
        return dict(sorted(groups.items()))


def _names_above(
    names: Mapping[int, tuple[str, int | None]], parent: int | None
) -> tuple[str, ...]:
    above: list[str] = []
    while parent is not None and parent in names:
        name, parent = names[parent]
        above.append(name)
    return tuple(above)


@dataclass(frozen=True)
class AnswerContext:
    """What judging an answer depends on beside the answer: the day it is given."""

    on: date
    places: Places = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "places", Places(self.on))
