"""Have papers scanned that were not, or in vain."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from submissions.files.scanning import queue_all_unscanned, scanner


class Command(BaseCommand):
    help = (
        "Queue every paper that was never scanned for viruses, or in vain: once after "
        "CLAMD_URL was set for the first time, and after the scanner was mended. The "
        "worker scans them."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        if scanner() is None:
            message = "CLAMD_URL names no scanner."
            raise CommandError(message)
        self.stdout.write(f"{queue_all_unscanned()} papers queued.")
