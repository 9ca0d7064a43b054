"""manage.py rebuild_search_index [--type T] [--engine E] [--dry-run|--check|--mend]"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from django.core.management.base import BaseCommand, CommandError, CommandParser
from elasticsearch.helpers import ScanError
from tqdm import tqdm

from search.engines.elasticsearch import drift as copy
from search.engines.elasticsearch import rebuilding as copying
from search.engines.elasticsearch.connection import FAILURES, is_configured
from search.engines.elasticsearch.exclusion import RebuildUnderWayError
from search.engines.elasticsearch.writing import (
    DocumentsRefusedError,
    NoIndexError,
    ServerAwayError,
)
from search.indexing import enqueue_keys
from search.lexicon.current import learn_index
from search.rebuilding import (
    Drift,
    drift_of,
    forget_unused_groups,
    rebuild,
    settle,
    waiting_messages,
)
from search.registry import projections

DATABASE, ELASTICSEARCH = "database", "elasticsearch"


class Differing(NamedTuple):
    """A part of the index beside what it is made from; `mend` has it written again."""

    name: str
    drift: Drift
    mend: Callable[[], None]


class Command(BaseCommand):
    help = (
        "Bring the search index in step with the database, then the copy of it that"
        " Elasticsearch has, where there is one; may be run, and stopped, at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--type", choices=sorted(projections()), help="only this type of results"
        )
        parser.add_argument(
            "--engine",
            choices=[DATABASE, ELASTICSEARCH],
            help="only the index in the database, or only Elasticsearch's copy of it",
        )
        what = parser.add_mutually_exclusive_group()
        what.add_argument(
            "--dry-run", action="store_true", help="say what would change"
        )
        what.add_argument(
            "--check",
            action="store_true",
            help="say where the index differs, and fail if it does",
        )
        what.add_argument(
            "--mend",
            action="store_true",
            help="have the worker write what differs, and nothing else",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        types = [options["type"]] if options["type"] else sorted(projections())
        if options["engine"] == ELASTICSEARCH and not is_configured():
            message = "--engine elasticsearch: ELASTICSEARCH_URL names no server."
            raise CommandError(message)
        in_database = options["engine"] != ELASTICSEARCH
        in_copy = options["engine"] != DATABASE and is_configured()
        if options["check"] or options["mend"]:
            drifts = chain(
                _drifts_of_rows(types) if in_database else (),
                _drifts_of_copy(options["type"]) if in_copy else (),
            )
            self._compare(drifts, mend=options["mend"])
            return
        if in_database:
            self._rebuild_rows(types, options)
        # Of one type, the worker writes into the copy what has changed.
        if in_copy and not options["type"] and not options["dry_run"]:
            self._rebuild_copy()

    def _rebuild_rows(self, types: list[str], options: dict[str, Any]) -> None:
        waiting = [] if options["type"] else waiting_messages()
        for type_ in types:
            self._rebuild(type_, dry_run=options["dry_run"])
        if not options["dry_run"]:
            settle(waiting)
            forget_unused_groups()
            learn_index()

    def _rebuild(self, type_: str, *, dry_run: bool) -> None:
        written = rebuild(type_, progress=self._bar(type_), dry_run=dry_run)
        self.stdout.write(
            f"{type_}: {written.created} new, {written.changed} changed, "
            f"{written.unchanged} unchanged, {written.deleted} gone"
            + (" (dry run)" if dry_run else "")
        )

    def _rebuild_copy(self) -> None:
        def progress(rows: copying.Rows, count: int) -> copying.Rows:
            bar: copying.Rows = self._bar(ELASTICSEARCH, total=count)(rows)
            return bar

        with _plainly_said():
            made = copying.rebuild(progress=progress)
        self.stdout.write(
            f"elasticsearch: {made.documents} documents in {made.name}, "
            f"{made.replayed} repeated, {len(made.removed)} old indices removed"
        )

    def _compare(self, drifts: Iterator[Differing], *, mend: bool) -> None:
        differing = []
        for one in drifts:
            self.stdout.write(
                f"{one.name}: {len(one.drift.missing)} missing, "
                f"{len(one.drift.stale)} stale, {len(one.drift.surplus)} surplus"
            )
            if one.drift:
                differing.append(one)
        if mend:
            for one in differing:
                one.mend()
        elif differing:
            names = ", ".join(one.name for one in differing)
            message = f"The index differs: {names}."
            raise CommandError(message)

    def _bar(
        self, name: str, *, total: int | None = None
    ) -> Callable[[Iterable[Any]], Iterable[Any]]:
        def bar(items: Iterable[Any]) -> Iterable[Any]:
            return tqdm(
                items, desc=name, total=total, unit="", file=self.stderr, disable=None
            )

        return bar


def _drifts_of_rows(types: list[str]) -> Iterator[Differing]:
    for type_ in types:
        drift = drift_of(type_)
        keys = [*drift.missing, *drift.stale, *drift.surplus]
        yield Differing(type_, drift, partial(enqueue_keys, type_, keys))


def _drifts_of_copy(only: str | None) -> Iterator[Differing]:
    with _plainly_said():
        drifts = copy.drift()
    for type_, drift in sorted(drifts.items()):
        if only in {None, type_}:
            name = f"{ELASTICSEARCH} {type_}"
            yield Differing(name, drift, partial(copy.mend, type_, drift))


@contextmanager
def _plainly_said() -> Iterator[None]:
    """What can befall a server, as one line instead of a traceback."""
    try:
        yield
    except RebuildUnderWayError:
        message = "Another run is rebuilding Elasticsearch's copy; this one stops."
        raise CommandError(message) from None
    except DocumentsRefusedError as error:
        raise CommandError(str(error)) from error
    except (ServerAwayError, NoIndexError, ScanError, *FAILURES) as error:
        cause = type(error.__cause__ or error).__name__
        message = (
            f"Elasticsearch did not do it ({cause}). What it had before is as it was; "
            "searches are answered by the database where it is not."
        )
        raise CommandError(message) from error
