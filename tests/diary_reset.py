"""The one way in which tests empty a diary that refuses to be emptied."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

from submissions.dossiers.triggers import install_triggers, remove_triggers


@contextmanager
def unguarded_diary() -> Iterator[None]:
    """Within, rows of the diary can be changed and dropped, as by an intruder."""
    remove_triggers(connection)
    try:
        yield
    finally:
        install_triggers(connection)


def leave_diary_unguarded() -> None:
    """Before the flush of a transactional test; after it, migrate mends the guard."""
    remove_triggers(connection)
