"""Delete papers that nothing belongs to."""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from submissions.files.sweeping import sweep_papers


class Command(BaseCommand):
    help = (
        "Delete files of papers that no row names and rows that neither a draft nor a "
        "dossier owns, once they are a day old; run it weekly. It may be stopped and "
        "run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count them, delete none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        swept = sweep_papers(is_rehearsal=options["dry_run"], bar=self._bar)
        done = "found" if options["dry_run"] else "deleted"
        self.stdout.write(
            f"{swept.files} files without a row and {swept.papers} papers without a "
            f"draft or dossier {done}."
        )

    def _bar(self, items: Iterable[Any]) -> Iterable[Any]:
        found: Iterable[Any] = tqdm(items, unit="", file=self.stderr, disable=None)
        return found
