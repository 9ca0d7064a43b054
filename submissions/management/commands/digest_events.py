"""Close the days that are over with one hash over all their events."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from submissions.dossiers.digests import digest_days


class Command(BaseCommand):
    help = (
        "Write the digest of every day that is over. The first dossier of a day queues "
        "this by itself; running it daily covers days without one."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        self.stdout.write(f"{digest_days(until=timezone.now())} days closed.")
