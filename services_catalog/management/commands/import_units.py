"""Enter a list of administrative units as it stands on a day."""

import csv
from argparse import ArgumentParser
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from services_catalog.units.services import import_successions, import_units


def existing_file(text: str) -> Path:
    path = Path(text)
    if not path.is_file():
        message = f"There is no file {text}."
        raise CommandError(message)
    return path


class Command(BaseCommand):
    help = "Enter a CSV list (code,name,name_en,kind,tier,parent_code) of units."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=existing_file)
        parser.add_argument(
            "--valid-from", type=date.fromisoformat, required=True, metavar="YYYY-MM-DD"
        )
        parser.add_argument(
            "--end-missing",
            action="store_true",
            help="the list is complete: units of its provinces that it lacks end",
        )
        parser.add_argument(
            "--successions",
            type=existing_file,
            help="CSV of old_code,new_code: what became of the units of the day before",
        )
        parser.add_argument("--legal-basis", default="", help="law that made the list")
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        day: date = options["valid_from"]
        report = import_units(
            options["file"],
            valid_from=day,
            end_missing=options["end_missing"],
            legal_basis=options["legal_basis"],
            dry_run=options["dry_run"],
        )
        self.stdout.write(report.summary())
        for refused in report.refused:
            self.stderr.write(f"line {refused.line}: {refused.reason}")
        if options["successions"] and not options["dry_run"]:
            self._record(options["successions"], day)

    def _record(self, path: Path, day: date) -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            report = import_successions(
                csv.DictReader(file), before=day - timedelta(days=1), after=day
            )
        self.stdout.write(f"{report.added} successions added")
        for refused in report.refused:
            self.stderr.write(f"line {refused.line}: {refused.reason}")
