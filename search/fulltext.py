"""The full-text structures inside the database, made by a migration.

They are derived from `SearchText` by the database itself: FTS5 tables that read their
content from there, kept by triggers; or generated tsvector columns under GIN. On both,
`whole` says what matches and `head` (title, phrases, summary) ranks: a word's number in
a long body says little, and counting it would take most of the time.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_HEAD = ("accented", "title", "phrases", "summary")
_WHOLE = ("title", "phrases", "summary", "body")
# The words are stored apart already: `ascii` splits at spaces and knows no Unicode
# version of its own, so it never cuts a word in two.
_OPTIONS = "content='search_searchtext', content_rowid='document_id', tokenize='ascii'"


def _forget(table: str, columns: tuple[str, ...]) -> str:
    old = ", ".join(f"old.{column}" for column in columns)
    return (
        f"INSERT INTO {table}({table}, rowid, {', '.join(columns)}) "  # noqa: S608
        f"VALUES ('delete', old.document_id, {old});"
    )


def _learn(table: str, columns: tuple[str, ...]) -> str:
    new = ", ".join(f"new.{column}" for column in columns)
    return (
        f"INSERT INTO {table}(rowid, {', '.join(columns)}) "  # noqa: S608
        f"VALUES (new.document_id, {new});"
    )


_FORGET = _forget("search_head", _HEAD) + _forget("search_whole", _WHOLE)
_LEARN = _learn("search_head", _HEAD) + _learn("search_whole", _WHOLE)

_SQLITE_TABLES = {
    "search_head": f"""
        CREATE VIRTUAL TABLE IF NOT EXISTS search_head USING fts5(
            {", ".join(_HEAD)}, {_OPTIONS}, prefix='2 3')""",
    "search_whole": f"""
        CREATE VIRTUAL TABLE IF NOT EXISTS search_whole USING fts5(
            {", ".join(_WHOLE)}, {_OPTIONS}, detail=none)""",
}

_SQLITE_TRIGGERS = {
    "search_text_insert": f"""
        CREATE TRIGGER IF NOT EXISTS search_text_insert
        AFTER INSERT ON search_searchtext BEGIN {_LEARN} END""",
    "search_text_delete": f"""
        CREATE TRIGGER IF NOT EXISTS search_text_delete
        AFTER DELETE ON search_searchtext BEGIN {_FORGET} END""",
    "search_text_update": f"""
        CREATE TRIGGER IF NOT EXISTS search_text_update
        AFTER UPDATE ON search_searchtext BEGIN {_FORGET} {_LEARN} END""",
}

# The weights are read by ts_rank: A title, B phrases, C summary. `head` is short enough
# to stay in the row; the accented words are ranked apart.
_POSTGRESQL = (
    """
    ALTER TABLE search_searchtext
    ADD COLUMN IF NOT EXISTS head tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('simple'::regconfig, title), 'A')
        || setweight(to_tsvector('simple'::regconfig, phrases), 'B')
        || setweight(to_tsvector('simple'::regconfig, summary), 'C')
    ) STORED,
    ADD COLUMN IF NOT EXISTS head_accented tsvector GENERATED ALWAYS AS (
        to_tsvector('simple'::regconfig, accented)
    ) STORED,
    ADD COLUMN IF NOT EXISTS whole tsvector GENERATED ALWAYS AS (
        to_tsvector(
            'simple'::regconfig,
            title || ' ' || phrases || ' ' || summary || ' ' || body
        )
    ) STORED
    """,
    """
    CREATE INDEX IF NOT EXISTS search_text_whole ON search_searchtext
    USING gin (whole) WITH (fastupdate = off)
    """,
    """
    CREATE INDEX IF NOT EXISTS search_text_head ON search_searchtext
    USING gin (head) WITH (fastupdate = off)
    """,
)


def install(connection: BaseDatabaseWrapper) -> None:
    """Make what is missing of the full-text structures; run again, it does nothing."""
    statements = (
        (*_SQLITE_TABLES.values(), *_SQLITE_TRIGGERS.values())
        if connection.vendor == "sqlite"
        else _POSTGRESQL
    )
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def mend_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put back triggers that SQLite dropped when a migration remade their table.

    What was written without them is learned anew from the table.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE 'search_%'")
        present = {name for (name,) in cursor.fetchall()}
        if not _SQLITE_TABLES.keys() <= present or _SQLITE_TRIGGERS.keys() <= present:
            return
        for statement in _SQLITE_TRIGGERS.values():
            cursor.execute(statement)
        for table in _SQLITE_TABLES:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('rebuild')")  # noqa: S608


def uninstall(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "sqlite":
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE_TRIGGERS]
        statements += [f"DROP TABLE IF EXISTS {name}" for name in _SQLITE_TABLES]
    else:
        statements = [
            "ALTER TABLE search_searchtext DROP COLUMN IF EXISTS head, "
            "DROP COLUMN IF EXISTS head_accented, DROP COLUMN IF EXISTS whole"
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
