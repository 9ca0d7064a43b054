"""The full-text structures inside the database, made by a migration.

They are derived from `SearchText` by the database itself: an FTS5 table that reads its
content from there, kept by triggers; or generated tsvector columns under GIN.
"""

from django.db.backends.base.base import BaseDatabaseWrapper

_COLUMNS = "accented, title, phrases, summary, body"
_NEW = "new.accented, new.title, new.phrases, new.summary, new.body"
_OLD = "old.accented, old.title, old.phrases, old.summary, old.body"
_FORGET = (
    f"INSERT INTO search_fts(search_fts, rowid, {_COLUMNS}) "  # noqa: S608  # constants
    f"VALUES ('delete', old.document_id, {_OLD});"
)
_LEARN = (
    f"INSERT INTO search_fts(rowid, {_COLUMNS}) "  # noqa: S608  # constants
    f"VALUES (new.document_id, {_NEW});"
)

_SQLITE_TABLE = f"""
CREATE VIRTUAL TABLE IF NOT EXISTS search_fts USING fts5(
    {_COLUMNS},
    content='search_searchtext', content_rowid='document_id',
    tokenize='unicode61 remove_diacritics 0', prefix='2 3'
)
"""

_SQLITE_TRIGGERS = {
    "search_fts_insert": f"""
        CREATE TRIGGER IF NOT EXISTS search_fts_insert
        AFTER INSERT ON search_searchtext BEGIN {_LEARN} END""",
    "search_fts_delete": f"""
        CREATE TRIGGER IF NOT EXISTS search_fts_delete
        AFTER DELETE ON search_searchtext BEGIN {_FORGET} END""",
    "search_fts_update": f"""
        CREATE TRIGGER IF NOT EXISTS search_fts_update
        AFTER UPDATE ON search_searchtext BEGIN {_FORGET} {_LEARN} END""",
}

# `head` ranks (short, so it stays in the row), `whole` matches. The weights are read by
# ts_rank: A title, B phrases, C summary; `accented` is ranked apart.
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
        (_SQLITE_TABLE, *_SQLITE_TRIGGERS.values())
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
        if "search_fts" not in present or _SQLITE_TRIGGERS.keys() <= present:
            return
        for statement in _SQLITE_TRIGGERS.values():
            cursor.execute(statement)
        cursor.execute("INSERT INTO search_fts(search_fts) VALUES ('rebuild')")


def uninstall(connection: BaseDatabaseWrapper) -> None:
    if connection.vendor == "sqlite":
        statements = [f"DROP TRIGGER IF EXISTS {name}" for name in _SQLITE_TRIGGERS]
        statements.append("DROP TABLE IF EXISTS search_fts")
    else:
        statements = [
            "ALTER TABLE search_searchtext DROP COLUMN IF EXISTS head, "
            "DROP COLUMN IF EXISTS head_accented, DROP COLUMN IF EXISTS whole"
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
