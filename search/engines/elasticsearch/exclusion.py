"""One rebuild at a time, whoever starts it and however the last one ended.

The lock is held by the database connection or by an open file, so the operating system
takes it away from a run that was killed.
"""

import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir

from django.db import connection

from search.engines.elasticsearch.connection import family


class RebuildUnderWayError(Exception):
    """Another run is rebuilding this index."""


@contextmanager
def only_one() -> Iterator[None]:
    """Raises RebuildUnderWayError at once where another run holds the lock."""
    exclusively = _in_database if connection.vendor == "postgresql" else _by_file
    with exclusively(f"rebuild of {family()}"):
        yield


@contextmanager
def _in_database(name: str) -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(hashtext(%s))", [name])
        (is_ours,) = cursor.fetchone()
    if not is_ours:
        raise RebuildUnderWayError
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])


@contextmanager
def _by_file(name: str) -> Iterator[None]:
    database = str(connection.settings_dict["NAME"])
    digest = hashlib.sha256(f"{database} {name}".encode()).hexdigest()[:16]
    with Path(gettempdir(), f"ngo-mon-{digest}.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RebuildUnderWayError from None
        yield
