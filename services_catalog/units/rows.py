"""Lists of units as CSV files give them, read row by row; nothing is guessed."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from services_catalog.units.kinds import UnknownKindError, kind_of
from services_catalog.units.models import Tier

# Codes of the General Statistics Office: province, district, commune.
_CODE = {
    Tier.PROVINCE: re.compile(r"\d{2}"),
    Tier.DISTRICT: re.compile(r"\d{3}"),
    Tier.COMMUNE: re.compile(r"\d{5}"),
}


class UnitRowError(ValueError):
    """A row of a list of units cannot be used; the message names column and reason."""


@dataclass(frozen=True, slots=True)
class UnitRow:
    code: str
    name: str
    name_en: str
    kind: str
    tier: str
    parent_code: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class RefusedRow:
    line: int
    reason: str


def read_row(values: Mapping[str, str | None], line: int) -> UnitRow:
    """One row by its column names: code, name, name_en, kind, tier, parent_code."""

    def cell(name: str) -> str:
        text = unicodedata.normalize("NFC", values.get(name) or "")
        return " ".join(text.split())

    code, name, tier = cell("code"), cell("name"), cell("tier")
    if tier not in Tier.values:
        message = f"tier: {tier!r} is none of {', '.join(Tier.values)}."
        raise UnitRowError(message)
    if not _CODE[Tier(tier)].fullmatch(code):
        message = f"code: {code!r} is not a code of the tier {tier}."
        raise UnitRowError(message)
    if not name:
        message = "name: it is empty."
        raise UnitRowError(message)
    if (tier == Tier.PROVINCE) != (not cell("parent_code")):
        message = "parent_code: a province has none, any other unit has one."
        raise UnitRowError(message)
    try:
        kind = kind_of(name, tier, cell("kind"))
    except UnknownKindError as error:
        message = f"kind: {error}"
        raise UnitRowError(message) from error
    return UnitRow(code, name, cell("name_en"), kind, tier, cell("parent_code"), line)


def read_rows(
    rows: Iterable[Mapping[str, str | None]],
) -> tuple[list[UnitRow], list[RefusedRow]]:
    """All rows that can be used, those above first, and the others with the reason."""
    good: dict[str, UnitRow] = {}
    refused: list[RefusedRow] = []
    # Line 1 is the heading.
    for line, values in enumerate(rows, start=2):
        try:
            row = read_row(values, line)
            if row.code in good:
                message = f"code: {row.code} stands in line {good[row.code].line} too."
                raise UnitRowError(message)
        except UnitRowError as error:
            refused.append(RefusedRow(line, str(error)))
        else:
            good[row.code] = row
    order = list(Tier.values)
    return sorted(good.values(), key=lambda row: order.index(row.tier)), refused


def read_csv(path: Path) -> tuple[list[UnitRow], list[RefusedRow]]:
    """The rows of a CSV file in UTF-8, with or without a byte order mark."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return read_rows(csv.DictReader(file))
