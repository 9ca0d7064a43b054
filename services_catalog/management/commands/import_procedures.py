"""Enter a list of procedures: national records (JSONL) or a table (XLSX, CSV)."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone
from tqdm import tqdm

from services_catalog.management.commands.import_units import existing_file
from services_catalog.procedures.imports.readers import Read, UnreadableFileError
from services_catalog.procedures.imports.services import import_procedures


class Command(BaseCommand):
    help = "Enter procedures from .jsonl, .csv or .xlsx; a second run changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=existing_file)
        parser.add_argument(
            "--valid-from",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day from which the list holds (default: today)",
        )
        parser.add_argument("--dry-run", action="store_true")
        parser.add_argument(
            "--deactivate-missing",
            action="store_true",
            help="end what an earlier list brought and this one lacks",
        )
        parser.add_argument(
            "--keep-known",
            action="store_true",
            help="leave procedures that the catalogue has as they are",
        )
        parser.add_argument(
            "--report",
            type=Path,
            help="write what happened to every record here, as JSON Lines",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        quiet = options["verbosity"] == 0

        def progress(items: Iterable[Read], title: str) -> Iterable[Read]:
            return tqdm(items, desc=title, unit=" records", disable=quiet or None)

        try:
            report = import_procedures(
                options["file"],
                valid_from=options["valid_from"] or timezone.localdate(),
                dry_run=options["dry_run"],
                deactivate_missing=options["deactivate_missing"],
                keep_known=options["keep_known"],
                progress=progress,
            )
        except UnreadableFileError as error:
            raise CommandError(str(error)) from error
        if not options["dry_run"]:
            _tell_the_planner()
        for refused in report.refused():
            self.stderr.write(f"line {refused.line} {refused.code}: {refused.reason}")
        if not quiet:
            self.stdout.write("\n".join(report.summary()))
        if options["report"]:
            options["report"].write_text(
                "\n".join(report.lines()) + "\n", encoding="utf-8"
            )


def _tell_the_planner() -> None:
    """Until the database has counted so many new rows by itself, minutes later, it may
    look for them by plans that read whole tables again and again."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
