"""Keeping each unit's `path`: its own key after those of the units above it."""

from collections.abc import Iterable

from django.db import transaction

from services_catalog.units.models import AdminUnit


def path_of(unit: AdminUnit, parent: AdminUnit | None) -> str:
    return f"{parent.path if parent else ''}{unit.pk}/"


@transaction.atomic
def save_unit(unit: AdminUnit) -> AdminUnit:
    """Save a unit and place it, and all below it, under the unit above."""
    before = unit.path
    unit.save()
    path = path_of(unit, unit.parent)
    if path != before:
        AdminUnit.objects.filter(pk=unit.pk).update(path=path)
        unit.path = path
        if before:
            replace_units_below(unit, before)
    return unit


def replace_units_below(unit: AdminUnit, before: str) -> None:
    below = list(AdminUnit.objects.filter(path__startswith=before).exclude(pk=unit.pk))
    for other in below:
        other.path = unit.path + other.path.removeprefix(before)
    AdminUnit.objects.bulk_update(below, ["path"])


def place_units(units: Iterable[AdminUnit]) -> None:
    """Give saved units, those above first, their paths in one write."""
    placed = list(units)
    for unit in placed:
        unit.path = path_of(unit, unit.parent)
    AdminUnit.objects.bulk_update(placed, ["path"], batch_size=200)
