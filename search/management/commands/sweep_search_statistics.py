"""manage.py sweep_search_statistics [--dry-run]"""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from search.lexicon.current import enqueue_learning
from search.statistics.sweeping import sweep_statistics


class Command(BaseCommand):
    help = (
        "Delete numbers of searches and clicks older than 13 months, and texts that "
        "hardly anybody typed after 30 days; run it daily. It may be stopped and run "
        "again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count them, delete none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if not options["dry_run"]:
            # What people opened today is worth something in the ranking from now on.
            enqueue_learning()
        swept = sweep_statistics(on=timezone.localdate(), dry_run=options["dry_run"])
        done = "would be deleted" if options["dry_run"] else "deleted"
        self.stdout.write(f"{swept.old} old rows and {swept.rare} rare ones {done}.")
