"""Entering lists of units: a code that changes hands opens a new row."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from django.db import transaction

from services_catalog.units.models import AdminUnit, Tier, UnitSuccession
from services_catalog.units.placing import path_of, place_units
from services_catalog.units.rows import RefusedRow, UnitRow, read_csv, read_rows


@dataclass(slots=True)
class UnitImportReport:
    """What a list of units changed, by code."""

    added: list[str] = field(default_factory=list)
    # Ended, and opened anew under the same code: another name, kind or unit above.
    replaced: list[str] = field(default_factory=list)
    # Corrected in place: the same code since the same day.
    corrected: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    ended: list[str] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)

    def summary(self) -> str:
        return (
            f"{len(self.added)} added, {len(self.replaced)} replaced, "
            f"{len(self.corrected)} corrected, {len(self.unchanged)} unchanged, "
            f"{len(self.ended)} ended, {len(self.refused)} refused"
        )


def import_units(
    source: Path | Iterable[Mapping[str, str | None]],
    *,
    valid_from: date,
    end_missing: bool = False,
    legal_basis: str = "",
    dry_run: bool = False,
) -> UnitImportReport:
    """Enter a list of units as it stands on a day; a second run changes nothing.

    `end_missing` says that the list is complete for its provinces: what it no longer
    names ends that day. A dry run reports the same and writes nothing.
    """
    rows, refused = read_csv(source) if isinstance(source, Path) else read_rows(source)
    with transaction.atomic():
        run = _Import(valid_from, legal_basis, UnitImportReport(refused=refused))
        for tier in Tier.values:
            run.enter([row for row in rows if row.tier == tier])
        if end_missing:
            run.end_missing({row.code for row in rows})
        if dry_run:
            transaction.set_rollback(True)
    return run.report


class _Import:
    """One run over one list, with the units in force that day by code."""

    def __init__(self, day: date, legal_basis: str, report: UnitImportReport) -> None:
        self.day = day
        self.legal_basis = legal_basis
        self.report = report
        self.current = {unit.code: unit for unit in AdminUnit.objects.in_force(day)}
        self.next_from: dict[str, date] = {}
        later = AdminUnit.objects.filter(valid_from__gt=day).order_by("-valid_from")
        for code, begins in later.values_list("code", "valid_from"):
            self.next_from[code] = begins

    def enter(self, rows: list[UnitRow]) -> None:
        opened: list[tuple[AdminUnit, AdminUnit | None]] = []
        corrected: list[AdminUnit] = []
        for row in rows:
            parent = self.current.get(row.parent_code)
            if row.parent_code and parent is None:
                reason = f"parent_code: no unit {row.parent_code} is in force then."
                self.report.refused.append(RefusedRow(row.line, reason))
                continue
            known = self.current.get(row.code)
            if known is None or (
                known.valid_from < self.day and _is_other_unit(known, row, parent)
            ):
                opened.append((self._open(row, parent, known), known))
            elif _is_unchanged(known, row, parent):
                self.report.unchanged.append(row.code)
                if known.path != path_of(known, parent):
                    corrected.append(known)
            else:
                corrected.append(_fill(known, row, parent))
                self.report.corrected.append(row.code)
        self._write(opened, corrected)

    def _open(
        self, row: UnitRow, parent: AdminUnit | None, known: AdminUnit | None
    ) -> AdminUnit:
        (self.report.replaced if known else self.report.added).append(row.code)
        unit = AdminUnit(
            code=row.code,
            valid_from=self.day,
            valid_to=known.valid_to if known else self.next_from.get(row.code),
            legal_basis=self.legal_basis,
        )
        return _fill(unit, row, parent)

    def _write(
        self,
        opened: list[tuple[AdminUnit, AdminUnit | None]],
        corrected: list[AdminUnit],
    ) -> None:
        closed = [known for _new, known in opened if known is not None]
        for known in closed:
            known.valid_to = self.day
        AdminUnit.objects.bulk_update(closed, ["valid_to"], batch_size=200)
        new = [unit for unit, _known in opened]
        AdminUnit.objects.bulk_create(new, batch_size=200)
        AdminUnit.objects.bulk_update(
            corrected, ["name", "name_en", "kind", "tier", "parent"], batch_size=200
        )
        place_units([*new, *corrected])
        UnitSuccession.objects.bulk_create(
            UnitSuccession(predecessor=known, successor=unit)
            for unit, known in opened
            if known and (known.name, known.kind) == (unit.name, unit.kind)
        )
        self.current.update((unit.code, unit) for unit in new)

    def end_missing(self, named: set[str]) -> None:
        """End what the list no longer names in the provinces that it does name."""
        provinces = AdminUnit.objects.filter(tier=Tier.PROVINCE, code__in=named)
        roots = {f"{pk}/" for pk in provinces.values_list("pk", flat=True)}
        in_force = AdminUnit.objects.in_force(self.day).exclude(code__in=named)
        ending = [
            unit for unit in in_force if unit.path.partition("/")[0] + "/" in roots
        ]
        for unit in ending:
            unit.valid_to = self.day
        AdminUnit.objects.bulk_update(ending, ["valid_to"], batch_size=200)
        self.report.ended += [unit.code for unit in ending]


def _is_other_unit(known: AdminUnit, row: UnitRow, parent: AdminUnit | None) -> bool:
    return (known.name, known.kind, known.tier, known.parent_id) != (
        row.name,
        row.kind,
        row.tier,
        parent.pk if parent else None,
    )


def _is_unchanged(known: AdminUnit, row: UnitRow, parent: AdminUnit | None) -> bool:
    return known.name_en == row.name_en and not _is_other_unit(known, row, parent)


def _fill(unit: AdminUnit, row: UnitRow, parent: AdminUnit | None) -> AdminUnit:
    unit.name, unit.name_en = row.name, row.name_en
    unit.kind, unit.tier, unit.parent = row.kind, row.tier, parent
    return unit


@dataclass(slots=True)
class SuccessionReport:
    added: int = 0
    unchanged: int = 0
    refused: list[RefusedRow] = field(default_factory=list)


@transaction.atomic
def import_successions(
    rows: Iterable[Mapping[str, str]], *, before: date, after: date
) -> SuccessionReport:
    """Record what became of units: rows of `old_code` and `new_code`.

    A code means something only with a date: the old one is read on the day `before`,
    the new one on the day `after`.
    """
    old = {unit.code: unit for unit in AdminUnit.objects.in_force(before)}
    new = {unit.code: unit for unit in AdminUnit.objects.in_force(after)}
    known = set(UnitSuccession.objects.values_list("predecessor", "successor"))
    report, missing = SuccessionReport(), []
    for line, row in enumerate(rows, start=2):
        predecessor, successor = old.get(row["old_code"]), new.get(row["new_code"])
        if predecessor is None or successor is None:
            reason = f"{row['old_code']} → {row['new_code']}: one is not in force then."
            report.refused.append(RefusedRow(line, reason))
        elif (predecessor.pk, successor.pk) in known or predecessor == successor:
            report.unchanged += 1
        else:
            known.add((predecessor.pk, successor.pk))
            missing.append(UnitSuccession(predecessor=predecessor, successor=successor))
    UnitSuccession.objects.bulk_create(missing, batch_size=200)
    report.added = len(missing)
    return report
