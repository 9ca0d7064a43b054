"""manage.py rebuild_search_index [--type T] [--dry-run] [--check]"""

from collections.abc import Iterable
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from search.lexicon.current import learn_index
from search.rebuilding import (
    drift_of,
    forget_unused_groups,
    rebuild,
    settle,
    waiting_messages,
)
from search.registry import projections


class Command(BaseCommand):
    help = "Bring the search index in step with the database; may be run at any time."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--type", choices=sorted(projections()), help="only this type of results"
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would change"
        )
        parser.add_argument(
            "--check",
            action="store_true",
            help="say where the index differs, and fail if it does",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        types = [options["type"]] if options["type"] else sorted(projections())
        if options["check"]:
            self._check(types)
            return
        waiting = [] if options["type"] else waiting_messages()
        for type_ in types:
            self._rebuild(type_, dry_run=options["dry_run"])
        if not options["dry_run"]:
            settle(waiting)
            forget_unused_groups()
            learn_index()

    def _rebuild(self, type_: str, *, dry_run: bool) -> None:
        def progress(items: Iterable[Any]) -> Iterable[Any]:
            return tqdm(items, desc=type_, unit="", file=self.stderr, disable=None)

        written = rebuild(type_, progress=progress, dry_run=dry_run)
        self.stdout.write(
            f"{type_}: {written.created} new, {written.changed} changed, "
            f"{written.unchanged} unchanged, {written.deleted} gone"
            + (" (dry run)" if dry_run else "")
        )

    def _check(self, types: list[str]) -> None:
        differing = []
        for type_ in types:
            drift = drift_of(type_)
            self.stdout.write(
                f"{type_}: {len(drift.missing)} missing, {len(drift.stale)} stale, "
                f"{len(drift.surplus)} surplus"
            )
            if drift:
                differing.append(type_)
        if differing:
            message = f"The index differs: {', '.join(differing)}."
            raise CommandError(message)
