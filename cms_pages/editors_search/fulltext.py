"""The full-text structures over `EditorsWords`, and the condition that asks them.

On SQLite an FTS5 table that reads its content from there, kept by triggers; on
PostgreSQL one GIN index a column. Words are folded before they are stored, so neither
needs to know Vietnamese.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import BooleanField, F, Func

_TABLE = "cms_pages_editorswords"
_FTS = "cms_pages_editorswords_fts"
# The stored words are apart and folded already: `ascii` only splits at spaces.
_SQLITE_FTS = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {_FTS} USING fts5(names, words, "
    f"content='{_TABLE}', content_rowid='id', tokenize='ascii', prefix='2 3')"
)
_FORGET = (
    f"INSERT INTO {_FTS}({_FTS}, rowid, names, words) "  # noqa: S608
    "VALUES ('delete', old.id, old.names, old.words);"
)
_LEARN = (
    f"INSERT INTO {_FTS}(rowid, names, words) "  # noqa: S608
    "VALUES (new.id, new.names, new.words);"
)
_SQLITE_TRIGGERS = {
    "editors_words_insert": f"AFTER INSERT ON {_TABLE} BEGIN {_LEARN} END",
    "editors_words_delete": f"AFTER DELETE ON {_TABLE} BEGIN {_FORGET} END",
    "editors_words_update": f"AFTER UPDATE ON {_TABLE} BEGIN {_FORGET} {_LEARN} END",
}
_COLUMNS = ("names", "words")


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing; run again, it does nothing."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_SQLITE_FTS)
            for name, what in _SQLITE_TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {what}")
            return
        for column in _COLUMNS:
            cursor.execute(
                f"CREATE INDEX IF NOT EXISTS editors_words_{column} ON {_TABLE} "
                f"USING gin (to_tsvector('simple'::regconfig, {column})) "
                "WITH (fastupdate = off)"
            )


def mend_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put back triggers that SQLite dropped when a migration remade their table.

    What was written without them is learned anew from the table.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master")
        present = {name for (name,) in cursor.fetchall()}
        if _FTS not in present or present.issuperset(_SQLITE_TRIGGERS):
            return
        install(connection)
        cursor.execute(f"INSERT INTO {_FTS}({_FTS}) VALUES ('rebuild')")  # noqa: S608


def uninstall(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            for column in _COLUMNS:
                cursor.execute(f"DROP INDEX IF EXISTS editors_words_{column}")
            return
        for name in _SQLITE_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute(f"DROP TABLE IF EXISTS {_FTS}")


class Holds(Func):
    """The condition that a row's names or words hold words, in some relation.

    `relation`: "and", "or", or "phrase" for words that follow each other. As
    `beginnings`, each word may be the beginning of a longer one.
    """

    output_field = BooleanField()

    def __init__(
        self, column: str, words: Sequence[str], relation: str, *, beginnings: bool
    ) -> None:
        super().__init__(F("pk"), F(column))
        self._column = column
        self._words = tuple(words)
        self._relation = relation
        self._beginnings = beginnings

    def as_sqlite(
        self, compiler: Any, connection: Any, **_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        key, parameters = compiler.compile(self.source_expressions[0])
        # A string in double quotes is never an operator; words hold letters and digits.
        star = "*" if self._beginnings else ""
        if self._relation == "phrase":
            typed = f'"{" ".join(self._words)}"{star}'
        else:
            operator = f" {self._relation.upper()} "
            typed = operator.join(f'"{word}"{star}' for word in self._words)
        matching = f"SELECT rowid FROM {_FTS} WHERE {_FTS} MATCH %s"  # noqa: S608
        expression = f"{{{self._column}}} : ({typed})"
        return f"{key} IN ({matching})", (*parameters, expression)

    def as_postgresql(
        self, compiler: Any, _connection: Any, **_context: Any
    ) -> tuple[str, list[Any]]:
        text, parameters = compiler.compile(self.source_expressions[1])
        operator = {"and": " & ", "or": " | ", "phrase": " <-> "}[self._relation]
        star = ":*" if self._beginnings else ""
        typed = operator.join(f"'{word}'{star}" for word in self._words)
        vector = f"to_tsvector('simple'::regconfig, {text})"
        return f"{vector} @@ %s::tsquery", [*parameters, typed]
