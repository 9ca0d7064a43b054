"""Importing all records against bare bulk inserts of the same rows.

Run with `python tests/benchmarks/bench_import.py`, `DATA=<jsonl>` naming other records.
Uses a database of its own that it deletes; bar: at least 0.3 of the bare speed.
"""

import os  # a script chooses its settings before Django reads them
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BAR = 0.3
DAY = date(2024, 1, 1)


def main() -> int:
    # A script chooses its settings before Django reads them.
    named = os.environ.get("DATA")  # noqa: TID251
    data = Path(named or ROOT.parent / "shared/data/procedures.jsonl")
    if not data.is_file():
        sys.stderr.write(f"No records at {data}; name some with DATA=<jsonl>.\n")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        _start_django(folder)
        return _measure(data)


def _start_django(folder: str) -> None:
    os.environ["VAR"] = folder  # noqa: TID251
    os.environ.setdefault(  # noqa: TID251
        "DJANGO_SETTINGS_MODULE", "portal.settings.test"
    )
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def _measure(data: Path) -> int:
    from services_catalog.agencies.services import create_unit_agencies
    from services_catalog.procedures.imports.services import import_procedures
    from services_catalog.units.models import AdminUnit
    from services_catalog.units.services import import_units

    import_units(ROOT / "site/portal/demo/data/units.csv", valid_from=DAY)
    create_unit_agencies(list(AdminUnit.objects.all()))

    started = time.perf_counter()
    report = import_procedures(data, valid_from=DAY)
    imported = time.perf_counter() - started
    started = time.perf_counter()
    again = import_procedures(data, valid_from=DAY)
    repeated = time.perf_counter() - started
    rows, bare = _bare()

    ratio = bare / imported
    sys.stdout.write(
        f"records                      {len(report.records):>8}\n"
        f"rows                         {rows:>8}\n"
        f"import, s                    {imported:>8.2f}\n"
        f"bare bulk inserts, s         {bare:>8.2f}\n"
        f"share of the bare speed      {ratio:>8.2f}   (bar {BAR})\n"
        f"second run, s                {repeated:>8.2f}   "
        f"({again.count(again.records[0].outcome)} unchanged)\n"
    )
    return 0 if ratio >= BAR else 1


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
    sys.exit(main())
