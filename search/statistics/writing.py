"""Adding counts to the rows of the day, all of a table in one statement."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import connection, models, transaction

from search.models import SearchDocument
from search.statistics.buffer import Clicks, Searches
from search.statistics.models import DailyClick, DailySearch

# SQLite takes at most 999 parameters in a statement.
_ROWS = 100
# Rows of one day and table: who sends made-up texts fills no disk with them.
MOST_A_DAY = 50_000
# Milliseconds that an answered request waits for SQLite's one writer.
_PATIENCE = 100


def write(searches: Searches, clicks: Clicks) -> None:
    """Add these counts; in the order of their keys, so two processes never wait for
    each other in a circle. Clicks on what the index does not hold are dropped."""
    with _impatient(), transaction.atomic():
        _add(
            DailySearch,
            [(*key, *outcome) for key, outcome in sorted(searches.items())],
            ("searches", "empty", "few", "relaxed"),
        )
        known = _known({(click.type, click.key) for click in clicks})
        _add(
            DailyClick,
            [
                (*click, times)
                for click, times in sorted(clicks.items())
                if (click.type, click.key) in known
            ],
            ("clicks",),
        )


def _known(results: set[tuple[str, str]]) -> set[tuple[str, str]]:
    if not results:
        return set()
    keys = [key for _type, key in results]
    found: set[tuple[str, str]] = set()
    for begin in range(0, len(keys), _ROWS):
        documents = SearchDocument.objects.filter(key__in=keys[begin : begin + _ROWS])
        found.update(documents.values_list("type", "key"))
    return results & found


def _add(
    model: type[models.Model], rows: Sequence[tuple[Any, ...]], counts: Sequence[str]
) -> None:
    meta = model._meta
    columns = [
        str(field.column) for field in meta.local_fields if not field.primary_key
    ]
    key = [column for column in columns if column not in counts]
    table = meta.db_table
    for chunk in _chunks(_within_bounds(model, rows), _ROWS):
        places = ", ".join(["%s"] * len(columns))
        values = ", ".join([f"({places})"] * len(chunk))
        added = ", ".join(
            f"{name} = {table}.{name} + excluded.{name}" for name in counts
        )
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)}) VALUES {values} "  # noqa: S608
            f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {added}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [value for row in chunk for value in row])


def _within_bounds(
    model: type[models.Model], rows: Sequence[tuple[Any, ...]]
) -> Sequence[tuple[Any, ...]]:
    """All rows, or of a day that is full only those that add to a row there is."""
    full = {day for day in {row[0] for row in rows} if _is_full(model, day)}
    if not full:
        return rows
    known: set[tuple[date, str]] = set()
    for chunk in _chunks(rows, _ROWS):
        held = model._default_manager.filter(
            day__in=full, text__in={row[1] for row in chunk}
        )
        known.update(held.values_list("day", "text"))
    return [row for row in rows if row[0] not in full or (row[0], row[1]) in known]


def _is_full(model: type[models.Model], day: date) -> bool:
    return model._default_manager.filter(day=day).count() >= MOST_A_DAY


def _chunks(
    rows: Sequence[tuple[Any, ...]], size: int
) -> Iterator[Sequence[tuple[Any, ...]]]:
    for begin in range(0, len(rows), size):
        yield rows[begin : begin + size]


@contextmanager
def _impatient() -> Iterator[None]:
    """SQLite has one writer: do not stand in line behind a long import, come again."""
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute(f"PRAGMA busy_timeout = {_PATIENCE}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")
