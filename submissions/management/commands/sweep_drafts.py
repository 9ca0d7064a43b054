"""Delete the drafts that have expired, and unfinished uploads; warn of the next."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from submissions.drafts.models import Draft
from submissions.drafts.services import sweep_drafts
from submissions.drafts.warning import WARNED_BEFORE, warn_owners
from submissions.uploads.services import sweep_uploads


class Command(BaseCommand):
    help = (
        "Delete expired drafts with all that was typed and uploaded, and uploads that "
        "were begun more than a day ago; write to those whose drafts end in three "
        "days. Run it daily. It may be stopped and run again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--dry-run", action="store_true", help="count them, delete none"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["dry_run"]:
            expired = Draft.objects.expired(now).count()
            ending = Draft.objects.ending(now, WARNED_BEFORE).count()
            self.stdout.write(f"{expired} drafts expired, {ending} end soon.")
            return
        deleted = 0
        while swept := sweep_drafts(at=now):
            deleted += swept
        uploads = sweep_uploads(at=now)
        warned = 0
        while told := warn_owners(at=now):
            warned += told
        self.stdout.write(
            f"{deleted} expired drafts and {uploads} uploads deleted, "
            f"{warned} owners warned."
        )
