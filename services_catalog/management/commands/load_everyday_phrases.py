"""Give everyday phrases to procedures that were entered before there were any."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from services_catalog.management.commands.import_units import existing_file
from services_catalog.procedures.everyday.reading import (
    SHIPPED,
    EverydayPhrasesError,
    read_everyday,
)
from services_catalog.procedures.everyday.services import fill_phrases


class Command(BaseCommand):
    help = (
        "Fill in everyday phrases and popularity where a procedure has no phrases;"
        " what editors wrote stays, and a second run changes nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--file",
            type=existing_file,
            default=SHIPPED,
            help="phrases by national code (default: those that came with the portal)",
        )
        parser.add_argument("--dry-run", action="store_true")

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            told = read_everyday(options["file"])
        except EverydayPhrasesError as error:
            raise CommandError(str(error)) from error
        filled = fill_phrases(told, on=timezone.localdate(), dry_run=options["dry_run"])
        if options["verbosity"] == 0:
            return
        self.stdout.write(
            f"{len(told)} procedures told, {len(filled.phrases)} given phrases,"
            f" {len(filled.popularity)} of them a popularity."
        )
        if options["dry_run"]:
            self.stdout.write("It was a dry run: nothing was written.")
