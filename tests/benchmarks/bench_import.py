"""Importing all records, everything derived, against bare inserts of the same rows.

On an empty database of the units and agencies of the demo.
"""

import time
from datetime import date
from pathlib import Path

from tests.benchmarks.surroundings import ROOT, empty_database, require_data
from tests.benchmarks.table import Row, report

BAR = 0.3
DAY = date(2024, 1, 1)


def main() -> None:
    data = require_data()
    with empty_database():
        report(_measure(data))


def _measure(data: Path) -> list[Row]:
    from services_catalog.agencies.services import create_unit_agencies
    from services_catalog.procedures.imports.report import Outcome
    from services_catalog.procedures.imports.services import import_procedures
    from services_catalog.units.models import AdminUnit
    from services_catalog.units.services import import_units

    import_units(ROOT / "site/portal/demo/data/units.csv", valid_from=DAY)
    create_unit_agencies(list(AdminUnit.objects.all()))
    started = time.perf_counter()
    result = import_procedures(data, valid_from=DAY)
    imported = time.perf_counter() - started
    started = time.perf_counter()
    again = import_procedures(data, valid_from=DAY)
    repeated = time.perf_counter() - started
    unchanged = again.count(Outcome.UNCHANGED)
    rows, bare = _bare()
    return [
        Row(
            work=f"import of {len(result.records):,} records, everything derived",
            ours=rows / imported,
            baseline=rows / bare,
            unit="rows/s",
            ratio=bare / imported,
            bar=f"≥ {BAR:g}×",
            is_met=bare / imported >= BAR,
            note=f"{rows:,} rows in {imported:.2f} s, bare {bare:.2f} s",
        ),
        Row(
            work="the same import again",
            ours=repeated,
            baseline=None,
            unit="s",
            ratio=None,
            bar="nothing changed",
            is_met=unchanged == len(again.records),
            note=f"{unchanged:,} unchanged",
        ),
    ]


def _bare() -> tuple[int, float]:
    """Delete what the import wrote and insert the very rows again."""
    from django.db import connection, transaction

    from services_catalog import models

    tables = [
        models.Field,
        models.Procedure,
        models.ProcedureVersion,
        models.VersionAudience,
        models.CaseType,
        models.Component,
        models.FeeItem,
        models.Method,
        models.Offering,
    ]
    kept = [(table, list(table._default_manager.all())) for table in tables]
    with connection.cursor() as cursor:
        for table in reversed(tables):
            cursor.execute(f"DELETE FROM {table._meta.db_table}")  # noqa: S608  # names of models
    started = time.perf_counter()
    with transaction.atomic():
        for table, rows in kept:
            table._default_manager.bulk_create(rows, batch_size=500)
    return sum(len(rows) for _table, rows in kept), time.perf_counter() - started


if __name__ == "__main__":
    main()
