"""Find what was tampered with: diaries of dossiers, records of submissions."""

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from submissions.copies.services import verify_records
from submissions.dossiers.digests import verify_events


class Command(BaseCommand):
    help = (
        "Walk the chain of hashes of every dossier, the daily digests and the records "
        "of what was submitted. Names each row that is not as it was written and ends "
        "with an error if there is one."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        count = 0
        for finding in chain(verify_events(), verify_records()):
            count += 1
            self.stderr.write(f"{finding.where}: {finding.what}")
        if count:
            message = f"{count} findings: the diary or a record was tampered with."
            raise CommandError(message)
        self.stdout.write("Every event, digest and record is as it was written.")
