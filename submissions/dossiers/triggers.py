"""The database itself refuses to change or drop what the diary says.

On SQLite a migration that remakes a table drops its triggers silently, so they are put
back after every migrate and looked for at start-up.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

TABLES = ("submissions_dossierevent", "submissions_eventdigest")
REFUSAL = "the diary is append-only"

_POSTGRESQL_FUNCTION = f"""
CREATE OR REPLACE FUNCTION submissions_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$ LANGUAGE plpgsql
"""


def trigger_names(connection: BaseDatabaseWrapper) -> list[str]:
    """The names of the triggers that this kind of database needs."""
    verbs = ["update", "delete"]
    if connection.vendor == "postgresql":
        verbs.append("truncate")
    return [f"{table}_no_{verb}" for table in TABLES for verb in verbs]


def install_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the triggers in place, or back in place; repeatable."""
    remove_triggers(connection)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
        for table, verb, name in _triggers(connection):
            cursor.execute(_statement(connection.vendor, table, verb, name))


def remove_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: for migrations and for tests that reset or tamper."""
    with connection.cursor() as cursor:
        for table, _verb, name in _triggers(connection):
            on_table = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on_table}")


def missing_triggers(connection: BaseDatabaseWrapper) -> list[str]:
    """Triggers that should stand and do not; none while the tables do not exist."""
    with connection.cursor() as cursor:
        if not set(TABLES) <= set(connection.introspection.table_names(cursor)):
            return []
        if connection.vendor == "postgresql":
            # A disabled trigger (`D`) guards nothing.
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        else:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in trigger_names(connection) if name not in present]


def reinstall_after_migrate(*, using: str, **_kwargs: Any) -> None:
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
    if set(TABLES) <= tables:
        install_triggers(connection)


def check_triggers(
    *, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[CheckMessage]:
    """Refuse to start on a database whose diary could be rewritten."""
    if DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    return [
        Error(
            f"The trigger {name} is missing: the diary could be rewritten.",
            hint="Run `manage.py migrate`; it puts the triggers back.",
            id="submissions.E001",
        )
        for name in missing_triggers(connections[DEFAULT_DB_ALIAS])
    ]


def _triggers(connection: BaseDatabaseWrapper) -> list[tuple[str, str, str]]:
    return [
        (*name.rsplit("_no_", 1), name)  # type: ignore[misc]  # two parts and the whole
        for name in trigger_names(connection)
    ]


def _statement(vendor: str, table: str, verb: str, name: str) -> str:
    if vendor == "postgresql":
        each = "STATEMENT" if verb == "truncate" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} "
            f"FOR EACH {each} EXECUTE FUNCTION submissions_append_only()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {verb.upper()} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )
