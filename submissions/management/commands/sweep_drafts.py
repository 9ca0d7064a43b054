"""Delete the drafts that have expired, with their papers, and unfinished uploads."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from submissions.drafts.models import Draft
from submissions.drafts.services import sweep_drafts
from submissions.uploads.services import sweep_uploads


class Command(BaseCommand):
    help = (
        "Delete expired drafts with all that was typed and uploaded, and uploads that "
        "were begun more than a day ago; run it daily. It may be stopped and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count them, delete none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            self.stdout.write(f"{Draft.objects.expired(now).count()} drafts expired.")
            return
        deleted = 0
        while swept := sweep_drafts(at=now):
            deleted += swept
        uploads = sweep_uploads(at=now)
        self.stdout.write(f"{deleted} expired drafts and {uploads} uploads deleted.")
