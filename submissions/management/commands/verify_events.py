"""Find what was tampered with in the diaries of dossiers."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from submissions.dossiers.digests import verify_events


class Command(BaseCommand):
    help = (
        "Walk the chain of hashes of every dossier and the daily digests. Names each "
        "row that is not as it was written and ends with an error if there is one."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for finding in verify_events():
            count += 1
            self.stderr.write(f"{finding.where}: {finding.what}")
        if count:
            message = f"{count} findings: the diary was tampered with."
            raise CommandError(message)
        self.stdout.write("Every event and every digest is as it was written.")
