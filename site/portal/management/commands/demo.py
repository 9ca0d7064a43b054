"""manage.py demo [--data FILE] [--quiet]"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone, translation

from portal.demo.accounts import ADMINISTRATOR, CITIZEN, ROLES, filled_places
from portal.demo.loading import load_demo
from portal.demo.pages import load_procedure_pages
from portal.demo.progress import Progress
from portal.demo.sign_in import DEMO_PASSWORD
from search.queries import health
from services_catalog.procedures.imports.readers import UnreadableFileError
from services_catalog.procedures.imports.services import import_procedures


class Command(BaseCommand):
    help = (
        "Load the demo of Thừa Thiên Huế with its three tiers: what is missing is made,"
        " what is there stays. May be stopped and started again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--data",
            type=Path,
            metavar="FILE",
            help="records of further procedures, one JSON object a line",
        )
        parser.add_argument("--quiet", action="store_true", help="show no bars")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            message = (
                "The demo is refused while DEBUG is off: everybody knows the password"
                " of its accounts."
            )
            raise CommandError(message)
        data: Path | None = options["data"]
        if data is not None and not data.is_file():
            message = f"--data: there is no file {data}."
            raise CommandError(message)
        progress = Progress(quiet=options["quiet"])
        with translation.override(settings.LANGUAGE_CODE), _calm_log():
            changed = self._load(progress, data)
        if changed or settings.ELASTICSEARCH:
            self._index(changed)
        self._tell()

    def _index(self, changed: int) -> None:
        """The index of what was loaded; a search server may be younger than that.

        Without the server the portal runs as well, and tells it later.
        """
        only = None if changed else "elasticsearch"
        try:
            call_command("rebuild_search_index", engine=only, stdout=self.stdout)
        except CommandError as error:
            self.stderr.write(str(error))

    def _load(self, progress: Progress, data: Path | None) -> int:
        if _has_pending_migrations():
            call_command("migrate", interactive=False, verbosity=0)
        changes = load_demo(progress)
        if data is not None:
            changes["Further procedures"] = self._load_further(progress, data)
        for label, count in changes.items():
            if count:
                self.stdout.write(f"{label}: {count}")
        return sum(changes.values())

    def _load_further(self, progress: Progress, data: Path) -> int:
        """What the demo tells in its own words stays as it is told."""
        try:
            report = import_procedures(
                data,
                valid_from=timezone.localdate(),
                keep_known=True,
                progress=progress.over,
            )
        except UnreadableFileError as error:
            message = f"--data: {error}"
            raise CommandError(message) from error
        self.stdout.write("\n".join(report.summary()))
        return load_procedure_pages(progress)

    def _tell(self) -> None:
        base = settings.BASE_URL
        rows = [
            ("Address", f"{base}/"),
            ("Administration", f"{base}/quan-tri/"),
            ("API", f"{base}/api/docs/"),
            ("Accounts, mails", f"{base}/dung-thu/"),
            ("Search engine", str(health()["engine"])),
            ("Password of all", DEMO_PASSWORD),
            ("Accounts", f"{ADMINISTRATOR}  {CITIZEN}"),
            *(
                ("", "  ".join(f"{role}.{place.slug}" for role in ROLES))
                for place in filled_places()
            ),
        ]
        self.stdout.write("\nNgọ Môn is ready.")
        for label, text in rows:
            self.stdout.write(f"  {label:<16} {text}")


def _has_pending_migrations() -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@contextmanager
def _calm_log() -> Iterator[None]:
    """Pages and forms by the hundred each write a line; the bars say it better."""
    loggers = [logging.getLogger(name) for name in ("wagtail", "django_tasks")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
