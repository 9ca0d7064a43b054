"""Making the People's Committees of units, with identifiers that never depend on order.

Level 2 has two digits while there are districts (`H57.31`), a commune then being level
3 (`H57.31.05`). Where communes stand right below the province, level 2 has three digits
(`H57.101`; domain 5.1). Districts begin at 31 so that departments keep 01 to 30.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from services_catalog.agencies.models import Agency, AgencyKind
from services_catalog.units.models import AdminUnit, Tier

FIRST_DISTRICT = 31
FIRST_COMMUNE_BELOW_PROVINCE = 101
# Level 1 is given by the Decision, not derived from the unit's code.
LEVEL_1 = {"46": "H57"}
COMMITTEE = {
    Tier.PROVINCE: AgencyKind.PROVINCE_COMMITTEE,
    Tier.DISTRICT: AgencyKind.DISTRICT_COMMITTEE,
    Tier.COMMUNE: AgencyKind.COMMUNE_COMMITTEE,
}


class NoIdentifierError(LookupError):
    """The agency above has no identifier from which one could be made."""


def is_committee(kind: str) -> bool:
    return kind in COMMITTEE.values()


def committees(on: date) -> dict[str, Agency]:
    """The People's Committees in force that day by the code of their unit."""
    found = Agency.objects.in_force(on).filter(kind__in=COMMITTEE.values())
    return {agency.unit.code: agency for agency in found.select_related("unit")}


def create_unit_agency(unit: AdminUnit, *, identifier: str = "") -> Agency:
    """The People's Committee of a unit; the one that it has already, if it has one."""
    return create_unit_agencies([unit], level_1=identifier)[0]


@transaction.atomic
def create_unit_agencies(
    units: Iterable[AdminUnit], *, level_1: str = ""
) -> list[Agency]:
    """The committees of these units, those above first, made where they are missing.

    `level_1` is the identifier of a province that the table above does not know.
    """
    wanted = sorted(units, key=lambda unit: unit.path.count("/"))
    known = {
        agency.unit_id: agency
        for agency in Agency.objects.filter(
            kind__in=COMMITTEE.values(), unit__in=wanted
        )
    }
    above = _committees_above(wanted) | known
    taken = set(Agency.objects.values_list("identifier", flat=True))
    ranks = _ranks(wanted)
    for tier in Tier.values:
        new = []
        for unit in wanted:
            if unit.tier != tier or unit.pk in above:
                continue
            parent = above.get(unit.parent_id or 0)
            identifier = _identifier(unit, parent, ranks, taken, level_1)
            taken.add(identifier)
            new.append(_committee(unit, parent, identifier))
        for agency in Agency.objects.bulk_create(new, batch_size=200):
            above[agency.unit_id] = agency
    return [above[unit.pk] for unit in wanted]


def _committees_above(units: list[AdminUnit]) -> dict[int, Agency]:
    parents = {unit.parent_id for unit in units}
    found = Agency.objects.filter(kind__in=COMMITTEE.values(), unit__in=parents)
    return {agency.unit_id: agency for agency in found}


def _ranks(units: list[AdminUnit]) -> dict[int, int]:
    """The place of each unit among its siblings of that time, by code, from 0."""
    siblings: dict[tuple[int | None, date], list[tuple[str, int]]] = {}
    parents = {unit.parent_id for unit in units}
    for pk, code, parent, begins in AdminUnit.objects.filter(
        parent__in=parents
    ).values_list("pk", "code", "parent_id", "valid_from"):
        siblings.setdefault((parent, begins), []).append((code, pk))
    return {
        pk: rank
        for group in siblings.values()
        for rank, (_code, pk) in enumerate(sorted(group))
    }


def _identifier(
    unit: AdminUnit,
    parent: Agency | None,
    ranks: dict[int, int],
    taken: set[str],
    level_1: str,
) -> str:
    if unit.tier == Tier.PROVINCE:
        identifier = level_1 or LEVEL_1.get(unit.code, "")
        if not identifier:
            message = f"Say which level-1 identifier {unit.name} has, such as H57."
            raise NoIdentifierError(message)
        return identifier
    if parent is None:
        message = f"Make the committee above {unit.name} first."
        raise NoIdentifierError(message)
    first, digits = _first_number(unit, parent)
    number = first + ranks[unit.pk]
    while (identifier := f"{parent.identifier}.{number:0{digits}}") in taken:
        number += 1
    return identifier


def _first_number(unit: AdminUnit, parent: Agency) -> tuple[int, int]:
    if unit.tier == Tier.DISTRICT:
        return FIRST_DISTRICT, 2
    if parent.tier == Tier.PROVINCE:
        return FIRST_COMMUNE_BELOW_PROVINCE, 3
    return 1, 2


def _committee(unit: AdminUnit, parent: Agency | None, identifier: str) -> Agency:
    kind_in_name = unit.name[:1].lower() + unit.name[1:]
    return Agency(
        identifier=identifier,
        name=f"Ủy ban nhân dân {kind_in_name}",
        name_en=f"People's Committee of {unit.name_en}" if unit.name_en else "",
        short_name=f"UBND {kind_in_name}",
        kind=COMMITTEE[Tier(unit.tier)],
        tier=unit.tier,
        unit=unit,
        parent=parent,
        valid_from=unit.valid_from,
    )
